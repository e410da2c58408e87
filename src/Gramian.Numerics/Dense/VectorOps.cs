using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gramian.Numerics.Dense;

/// <summary>Arithmetic on vectors held in spans. Sums are taken in a fixed order.</summary>
public static class VectorOps
{
    /// <summary>Returns Σ xᵢ yᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(y.Length, x.Length, nameof(y));
        ref T a = ref MemoryMarshal.GetReference(x);
        ref T b = ref MemoryMarshal.GetReference(y);
        int width = Vector<T>.Count, i = 0;
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (; i <= x.Length - (4 * width); i += 4 * width)
        {
            s0 = Fma(Load(ref a, i), Load(ref b, i), s0);
            s1 = Fma(Load(ref a, i + width), Load(ref b, i + width), s1);
            s2 = Fma(Load(ref a, i + (2 * width)), Load(ref b, i + (2 * width)), s2);
            s3 = Fma(Load(ref a, i + (3 * width)), Load(ref b, i + (3 * width)), s3);
        }

        for (; i <= x.Length - width; i += width)
        {
            s0 = Fma(Load(ref a, i), Load(ref b, i), s0);
        }

        T sum = Vector.Sum((s0 + s1) + (s2 + s3));
        for (; i < x.Length; i++)
        {
            sum = T.MultiplyAddEstimate(x[i], y[i], sum);
        }

        return sum;
    }

    /// <summary>Adds a multiple of a vector: y ← y + α x.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Axpy<T>(T alpha, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(y.Length, x.Length, nameof(y));
        ref T a = ref MemoryMarshal.GetReference(x);
        ref T b = ref MemoryMarshal.GetReference(y);
        int width = Vector<T>.Count, i = 0;
        var factor = new Vector<T>(alpha);
        for (; i <= x.Length - (2 * width); i += 2 * width)
        {
            Vector<T> y0 = Fma(factor, Load(ref a, i), Load(ref b, i));
            Vector<T> y1 = Fma(factor, Load(ref a, i + width), Load(ref b, i + width));
            y0.StoreUnsafe(ref b, (nuint)i);
            y1.StoreUnsafe(ref b, (nuint)(i + width));
        }

        for (; i < x.Length; i++)
        {
            y[i] = T.MultiplyAddEstimate(alpha, x[i], y[i]);
        }
    }

    /// <summary>Multiplies a vector by a number: x ← α x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<T>(T alpha, Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a = ref MemoryMarshal.GetReference(x);
        int width = Vector<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (Load(ref a, i) * alpha).StoreUnsafe(ref a, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            x[i] *= alpha;
        }
    }

    /// <summary>Returns Σ xᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a = ref MemoryMarshal.GetReference(x);
        int width = Vector<T>.Count, i = 0;
        Vector<T> s0 = Vector<T>.Zero, s1 = s0;
        for (; i <= x.Length - (2 * width); i += 2 * width)
        {
            s0 += Load(ref a, i);
            s1 += Load(ref a, i + width);
        }

        T sum = Vector.Sum(s0 + s1);
        for (; i < x.Length; i++)
        {
            sum += x[i];
        }

        return sum;
    }

    /// <summary>Returns Σ xᵢ², which may overflow; see <see cref="Norm2{T}"/>.</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Dot(x, x);

    /// <summary>Returns the Euclidean length √Σ xᵢ² without overflow or underflow on the way.</summary>
    /// <returns>NaN when an element is NaN; otherwise ∞ when one is infinite.</returns>
    public static T Norm2<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T plain = SumOfSquares(x);
        T safe = typeof(T) == typeof(double) ? T.CreateChecked(1e-280) : T.CreateChecked(1e-25f);
        if (T.IsFinite(plain) && plain > safe)
        {
            return T.Sqrt(plain);
        }

        T largest = MaxAbs(x);
        if (largest == T.Zero || !T.IsFinite(largest))
        {
            return largest;
        }

        // A power of two, so that scaling is exact.
        int exponent = T.ILogB(largest);
        T sum = T.Zero;
        foreach (T value in x)
        {
            T scaled = T.ScaleB(value, -exponent);
            sum += scaled * scaled;
        }

        return T.ScaleB(T.Sqrt(sum), exponent);
    }

    /// <summary>Returns max |xᵢ|; 0 for no elements, NaN when an element is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T MaxAbs<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a = ref MemoryMarshal.GetReference(x);
        int width = Vector<T>.Count, i = 0;
        Vector<T> sizes = Vector<T>.Zero;
        for (; i <= x.Length - width; i += width)
        {
            sizes = Vector.Max(sizes, Vector.Abs(Load(ref a, i)));
        }

        T largest = T.Zero;
        for (int lane = 0; lane < width; lane++)
        {
            largest = T.Max(largest, sizes[lane]);
        }

        for (; i < x.Length; i++)
        {
            largest = T.Max(largest, T.Abs(x[i]));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T origin, int index)
        where T : unmanaged => Vector.LoadUnsafe(ref origin, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Fma<T>(Vector<T> x, Vector<T> y, Vector<T> z)
        where T : unmanaged => typeof(T) == typeof(double)
        ? Vector.MultiplyAddEstimate(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>()
        : Vector.MultiplyAddEstimate(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>();
}
