namespace Gramian.Numerics.Transforms;

// Conversions where the element type is double or float and nothing else.
internal static class FftNumber
{
    public static T From<T>(double value)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? (T)(object)value : (T)(object)(float)value;

    public static bool IsOne<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? (double)(object)value == 1 : (float)(object)value == 1;

    public static void Check<T>()
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            throw new NotSupportedException(
                $"Fourier transforms are made of double or float, but the element type was {typeof(T).Name}.");
        }
    }
}
