using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics;

/// <summary>
/// Checks arguments at the public doors; every refusal names the argument, the value and what is accepted.
/// </summary>
[StackTraceHidden]
public static class Guard
{
    /// <summary>Returns the value when it is positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative, NaN or infinite.</exception>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "must be positive and finite");

    /// <summary>Returns the value when it is zero or positive, and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, NaN or infinite.</exception>
    public static double NonNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw OutOfRange(name, value, "must be zero or positive, and finite");

    /// <summary>Returns the value when it is finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw OutOfRange(name, value, "must be finite");

    /// <summary>Returns the value when it lies in [minimum, maximum].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the interval or NaN.</exception>
    public static double InRange(
        double value, double minimum, double maximum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw OutOfRange(name, value, string.Create(
                CultureInfo.InvariantCulture, $"must be in the range [{minimum}, {maximum}]"));

    /// <summary>Returns the value when it is at least the minimum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than the minimum.</exception>
    public static int AtLeast(int value, int minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum ? value : throw OutOfRange(name, value, $"must be at least {minimum}");

    /// <summary>Throws when two lengths differ.</summary>
    /// <exception cref="ArgumentException">The actual length is not the expected one.</exception>
    public static void Length(long actual, long expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"The length of '{name}' must be {expected}, but it was {actual}.", name);
        }
    }

    /// <summary>Throws when an element is NaN or infinite.</summary>
    /// <exception cref="ArgumentException">An element is not finite; the message gives its index.</exception>
    public static void AllFinite<T>(ReadOnlySpan<T> values, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (AreFinite(values))
        {
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Every element of '{name}' must be finite, but element {i} was {values[i]}."), name);
            }
        }
    }

    /// <summary>Throws when an element of a matrix is NaN or infinite.</summary>
    /// <exception cref="ArgumentException">An element is not finite; the message gives its row and column.</exception>
    public static void AllFinite<T>(MatrixView<T> values, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.IsFlat && AreFinite<T>(values.Flat))
        {
            return;
        }

        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<T> line = values.Row(row);
            for (int column = 0; column < line.Length; column++)
            {
                if (!T.IsFinite(line[column]))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"Every element of '{name}' must be finite, "
                        + $"but row {row}, column {column} was {line[column]}."),
                        name);
                }
            }
        }
    }

    // The difference of a number from itself is 0, unless it is not finite.
    private static bool AreFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = Vector<T>.Zero;
        int done = values.Length - (values.Length % Vector<T>.Count);
        for (int i = 0; i < done; i += Vector<T>.Count)
        {
            var some = new Vector<T>(values[i..]);
            sum += some - some;
        }

        T rest = Vector.Sum(sum);
        foreach (T value in values[done..])
        {
            rest += value - value;
        }

        return rest == T.Zero;
    }

    private static ArgumentOutOfRangeException OutOfRange<T>(string name, T value, string requirement) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"'{name}' {requirement}, but it was {value}."));
}
