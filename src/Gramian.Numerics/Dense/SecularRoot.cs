using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// One root of f(λ) = 1/ρ + Σ z_i² / (d_i − λ) between two neighbouring poles (or above the last one): rational
// interpolation with both neighbours as poles, kept inside a bracket.
[Paper("li1993solving")]
internal static class SecularRoot<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int StepLimit = 100;

    /// <summary>Returns root j; differences[i] becomes d_i − λ, accurate relative to itself.</summary>
    public static T Find(int j, ReadOnlySpan<T> poles, ReadOnlySpan<T> squares, T rho, Span<T> differences)
    {
        int n = poles.Length;
        bool last = j == n - 1;
        T two = T.One + T.One, inverse = T.One / rho;
        T gap = last ? rho * VectorOps.Sum(squares) : poles[j + 1] - poles[j];
        T middle = gap / two;

        // The sign in the middle tells which pole is nearer; differences are then taken from that one.
        Shift(poles, poles[j], differences);
        Sums sums = Evaluate(differences, squares, j + 1, middle);
        T w = inverse + sums.Below + sums.Above;
        bool fromRight = !last && w < T.Zero;
        T low, high, tau;
        if (last)
        {
            (low, high) = w < T.Zero ? (middle, gap) : (T.Zero, middle);
            tau = (low + high) / two;
        }
        else
        {
            (low, high) = fromRight ? (-middle, T.Zero) : (T.Zero, middle);
            tau = Start(squares[j], squares[j + 1], w, gap, middle, fromRight);
        }

        T origin = poles[fromRight ? j + 1 : j];
        if (fromRight)
        {
            Shift(poles, origin, differences);
        }

        tau = n == 1 ? gap : Iterate(differences, squares, last ? n - 1 : j + 1, inverse, tau, low, high);
        Shift(differences, tau, differences);
        return origin + tau;
    }

    // Solves with the two nearest poles exact and the others frozen at the middle: c τ² − a τ + b = 0.
    private static T Start(T left, T right, T w, T gap, T middle, bool fromRight)
    {
        T c = w + (left / middle) - (right / middle);
        T a = (fromRight ? -c * gap : c * gap) + left + right;
        T b = (fromRight ? -right : left) * gap;
        T root = Root(a, b, c);
        bool small = fromRight ? a >= T.Zero : a > T.Zero;
        return small ? (b + b) / (a + root) : (a - root) / (c + c);
    }

    private static T Root(T a, T b, T c) => T.Sqrt(T.Abs((a * a) - (T.CreateChecked(4) * b * c)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Iterate(
        ReadOnlySpan<T> differences, ReadOnlySpan<T> squares, int split, T inverse, T tau, T low, T high)
    {
        T epsilon = T.BitIncrement(T.One) - T.One, eight = T.CreateChecked(8), two = T.One + T.One;
        bool outer = split == differences.Length - 1 && differences[split] == T.Zero;
        for (int step = 0; step < StepLimit; step++)
        {
            if (!(tau > low && tau < high))
            {
                tau = (low + high) / two;
                if (!(tau > low && tau < high))
                {
                    break;
                }
            }

            Sums sums = Evaluate(differences, squares, split, tau);
            T w = inverse + sums.Below + sums.Above;
            T slope = sums.BelowSlope + sums.AboveSlope;
            T rounding = (eight * (T.Abs(sums.Below) + T.Abs(sums.Above) + inverse)) + (T.Abs(tau) * slope);
            if (T.Abs(w) <= epsilon * rounding)
            {
                break;
            }

            (low, high) = w < T.Zero ? (tau, high) : (low, tau);
            T near = differences[split - 1] - tau, far = differences[split] - tau;
            T c = w - (near * sums.BelowSlope) - (far * sums.AboveSlope);
            T a = ((near + far) * w) - (near * far * slope);
            T b = near * far * w;
            T root = Root(a, b, c), move;
            if (outer)
            {
                move = a >= T.Zero ? (a + root) / (c + c) : (b + b) / (a - root);
            }
            else
            {
                move = a <= T.Zero ? (a - root) / (c + c) : (b + b) / (a + root);
            }

            if (!(w * move < T.Zero))
            {
                move = -w / slope;
            }

            tau += move;
        }

        return tau;
    }

    // The sums over the poles before "split" and from it on, with their derivatives.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Sums Evaluate(ReadOnlySpan<T> differences, ReadOnlySpan<T> squares, int split, T tau)
    {
        Sums sums = default;
        (sums.Below, sums.BelowSlope) = Part(differences[..split], squares[..split], tau);
        (sums.Above, sums.AboveSlope) = Part(differences[split..], squares[split..], tau);
        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Sum, T Slope) Part(ReadOnlySpan<T> differences, ReadOnlySpan<T> squares, T tau)
    {
        int i = 0, lanes = Vector<T>.Count;
        Vector<T> sums = Vector<T>.Zero, slopes = Vector<T>.Zero, shift = new(tau);
        for (; i <= differences.Length - lanes; i += lanes)
        {
            Vector<T> reciprocal = Vector<T>.One / (new Vector<T>(differences[i..]) - shift);
            Vector<T> term = new Vector<T>(squares[i..]) * reciprocal;
            sums += term;
            slopes += term * reciprocal;
        }

        T sum = Vector.Sum(sums), slope = Vector.Sum(slopes);
        for (; i < differences.Length; i++)
        {
            T reciprocal = T.One / (differences[i] - tau);
            T term = squares[i] * reciprocal;
            sum += term;
            slope += term * reciprocal;
        }

        return (sum, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shift(ReadOnlySpan<T> values, T by, Span<T> shifted)
    {
        for (int i = 0; i < values.Length; i++)
        {
            shifted[i] = values[i] - by;
        }
    }

    private ref struct Sums
    {
        public T Below;
        public T Above;
        public T BelowSlope;
        public T AboveSlope;
    }
}
