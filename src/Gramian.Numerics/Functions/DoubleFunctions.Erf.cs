using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <content>
/// The error functions, each by one of sixteen polynomials that a table lookup chooses, so without a branch: erf in
/// steps of 51/128, and erfcx in steps of 30/(x + 2), which maps the right half line to [0, 15].
/// </content>
internal static partial class DoubleFunctions
{
    private const double ErfStep = 51.0 / 128.0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // Beyond 6.1 the result is 1; NaN passes. The multiples of the step are exact.
        T size = T.Min(6.1, T.Abs(x));
        T index = T.MultiplyAdd(size, 1.0 / ErfStep, Units);
        T r = T.MultiplyAdd(index - Units, -ErfStep, size);
        T sum = Piece<T>(ErfPieces, 13, index);
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 12, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 11, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 10, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 9, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 8, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 7, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 6, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 5, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 4, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 3, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 2, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 1, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfPieces, 0, index));
        return T.Or(sum, T.And(x, T.FromBits(0x8000000000000000)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfc<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // Beyond 28 the result is 0; NaN passes.
        T size = T.Min(28.0, T.Abs(x));
        T tail = ErfcxOfPositive(size) * ExpOfMinusSquare(size);
        return T.Select(T.LessThan(x, 0.0), 2.0 - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfcx<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        // On the left, 2 e^(x²) − erfcx |x|, which overflows beyond 27.
        T size = T.Abs(x);
        T right = T.Select(T.Equal(size, double.PositiveInfinity), 0.0, ErfcxOfPositive(size));
        T bounded = T.Min(27.0, size);
        T square = bounded * bounded;
        T lost = T.MultiplyAdd(bounded, bounded, -square);
        T left = (2.0 * ExpOfSum(square, lost)) - right;
        return T.Select(T.LessThan(x, 0.0), left, right);
    }

    // NaN at infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfcxOfPositive<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T inverse = 1.0 / (x + 2.0);
        T u = 30.0 * inverse;
        T index = u + Units;

        // 30 − u (x + 2), formed without cancellation, corrects u.
        T residual = T.MultiplyAdd(-u, x, T.MultiplyAdd(u, -2.0, 30.0));
        T r = T.MultiplyAdd(inverse, residual, u - (index - Units));
        T sum = Piece<T>(ErfcxPieces, 10, index);
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 9, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 8, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 7, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 6, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 5, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 4, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 3, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 2, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 1, index));
        sum = T.MultiplyAdd(r, sum, Piece<T>(ErfcxPieces, 0, index));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Piece<T>(ReadOnlySpan<double> pieces, int power, T index)
        where T : struct, IRealLane<T, double>, ILane<T> => T.Lookup(pieces.Slice(16 * power, 16), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfMinusSquare<T>(T x)
        where T : struct, IRealLane<T, double>, ILane<T>
    {
        T square = x * x;
        T lost = T.MultiplyAdd(x, x, -square);
        return ExpOfSum(-square, -lost);
    }
}
