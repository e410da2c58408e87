using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <content>
/// The error functions: a polynomial of x² below 1, and above it (1 + 2x) erfcx x as a polynomial of (x − 4)/(x + 4).
/// </content>
internal static partial class DoubleFunctions
{
    // In rising powers of x²: erf(x)/x − 1 on [0, 1].
    private static ReadOnlySpan<double> ErfCoefficients =>
    [
        0.1283791670955126, -0.3761263890318375, 0.11283791670954879, -0.026866170645076792, 0.0052239776248180145,
        -0.000854832698083379, 0.0001205533111164271, -1.4925595266831182e-05, 1.6461000484121368e-06,
        -1.6350312701054695e-07, 1.4659775274047436e-08, -1.1372848856791674e-09, 5.957176147748911e-11,
    ];

    // In rising powers of t = (x − 4)/(x + 4): (1 + 2x) erfcx(x) on x ≥ 0.
    private static ReadOnlySpan<double> ErfcxCoefficients =>
    [
        1.2329951186255526, -0.13962111684056228, 0.015379652102619974, 0.06809705425466839, -0.10103906603631811,
        0.09373283499911264, -0.06633036581186058, 0.037167515526338006, -0.01619773406293477, 0.005031970069102256,
        -0.0007577732435942576, -0.0001992571524726518, 0.00015062142608651945, -2.4397731143023292e-05,
        -1.1221135665965907e-05, 5.70657829924074e-06, 2.9173425573089733e-07, -8.210647933297337e-07,
        7.771943241086912e-08, 1.0631817593818149e-07, -2.0725802488181963e-08, -1.2338731403798444e-08,
        3.2323973445082033e-09, 9.297625263709659e-10, -2.764120233734578e-10,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T sign = T.And(x, T.FromBits(0x8000000000000000));
        T size = T.Abs(x);
        T near = ErfNearZero(size);
        T far = 1.0 - (ErfcxOfPositive(size) * ExpOfMinusSquare(size));
        return T.Or(T.Select(T.LessThan(size, 1.0), near, far), sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfc<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // Beyond 28 the result is 0; the bound keeps ∞ · 0 away.
        T size = T.Min(28.0, T.Abs(x));
        T tail = ErfcxOfPositive(size) * ExpOfMinusSquare(size);
        T outer = T.Select(T.LessThan(x, 0.0), 2.0 - tail, tail);
        T inner = 1.0 - T.Or(ErfNearZero(size), T.And(x, T.FromBits(0x8000000000000000)));
        T result = T.Select(T.LessThan(size, 0.5), inner, outer);
        return T.Select(T.Equal(x, x), result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfcx<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // On the left, 2 e^(x²) − erfcx |x|, which overflows beyond 27.
        T size = T.Abs(x);
        T right = ErfcxOfPositive(size);
        T bounded = T.Min(27.0, size);
        T square = bounded * bounded;
        T lost = T.MultiplyAdd(bounded, bounded, -square);
        T left = (2.0 * ExpOfSum(square, lost)) - right;
        return T.Select(T.LessThan(x, 0.0), left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfNearZero<T>(T size)
        where T : struct, IRealLane<T, double>, ILane<T> =>
        T.MultiplyAdd(size, Horner(size * size, ErfCoefficients), size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfcxOfPositive<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T inverse = 1.0 / (x + 4.0);
        T t = (x - 4.0) * inverse;
        // x − 4 − t (x + 4), formed without cancellation, corrects t.
        T residual = T.MultiplyAdd(-t, x, T.MultiplyAdd(t + 1.0, -4.0, x));
        t = T.MultiplyAdd(inverse, residual, t);
        T scaled = Horner(t, ErfcxCoefficients);
        T result = (0.5 * scaled) / (x + 0.5);
        return T.Select(T.Equal(x, double.PositiveInfinity), 0.0, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfMinusSquare<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T square = x * x;
        T lost = T.MultiplyAdd(x, x, -square);
        return ExpOfSum(-square, -lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Horner<T>(T x, ReadOnlySpan<double> coefficients)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = T.MultiplyAdd(x, sum, coefficients[i]);
        }

        return sum;
    }
}
