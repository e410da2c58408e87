using System.Runtime.CompilerServices;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents a lane of one double.</summary>
public readonly struct ScalarDouble : IRealLane<ScalarDouble, double>
{
    private readonly double number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ScalarDouble(double number) => this.number = number;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <summary>The number.</summary>
    public double Value => number;

    private ulong Bits => BitConverter.DoubleToUInt64Bits(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator ScalarDouble(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble operator +(ScalarDouble left, ScalarDouble right) => new(left.number + right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble operator -(ScalarDouble left, ScalarDouble right) => new(left.number - right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble operator *(ScalarDouble left, ScalarDouble right) => new(left.number * right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble operator /(ScalarDouble left, ScalarDouble right) => new(left.number / right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble operator -(ScalarDouble value) => new(-value.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble Load(ref readonly double source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ScalarDouble value, ref double destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(ScalarDouble value) => value.number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble MultiplyAdd(ScalarDouble left, ScalarDouble right, ScalarDouble addend) =>
        new(Math.FusedMultiplyAdd(left.number, right.number, addend.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble Abs(ScalarDouble value) => new(Math.Abs(value.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble Max(ScalarDouble left, ScalarDouble right) =>
        left.number > right.number ? left : right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble Min(ScalarDouble left, ScalarDouble right) =>
        left.number < right.number ? left : right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble SelectPositive(ScalarDouble test, ScalarDouble ifPositive, ScalarDouble otherwise) =>
        test.number > 0 ? ifPositive : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble Sqrt(ScalarDouble value) => new(Math.Sqrt(value.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarDouble ReciprocalSqrt(ScalarDouble value) => new(1 / Math.Sqrt(value.number));

    /// <inheritdoc/>
    public static ScalarDouble Exp(ScalarDouble value) => DoubleFunctions.Exp<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Exp2(ScalarDouble value) => DoubleFunctions.Exp2<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Expm1(ScalarDouble value) => DoubleFunctions.Expm1<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Log(ScalarDouble value) => DoubleFunctions.Log<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Log1p(ScalarDouble value) => DoubleFunctions.Log1p<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Sin(ScalarDouble value) => DoubleFunctions.Sin<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Cos(ScalarDouble value) => DoubleFunctions.Cos<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Tanh(ScalarDouble value) => DoubleFunctions.Tanh<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Erf(ScalarDouble value) => DoubleFunctions.Erf<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Erfc(ScalarDouble value) => DoubleFunctions.Erfc<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Erfcx(ScalarDouble value) => DoubleFunctions.Erfcx<ScalarDouble>(value);

    /// <inheritdoc/>
    public static ScalarDouble Pow(ScalarDouble value, double exponent) =>
        DoubleFunctions.Pow<ScalarDouble>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.FromBits(ulong bits) =>
        new(BitConverter.UInt64BitsToDouble(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.And(ScalarDouble left, ScalarDouble right) =>
        new(BitConverter.UInt64BitsToDouble(left.Bits & right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.Or(ScalarDouble left, ScalarDouble right) =>
        new(BitConverter.UInt64BitsToDouble(left.Bits | right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.Xor(ScalarDouble left, ScalarDouble right) =>
        new(BitConverter.UInt64BitsToDouble(left.Bits ^ right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.AddBits(ScalarDouble left, ScalarDouble right) =>
        new(BitConverter.UInt64BitsToDouble(left.Bits + right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.SubtractBits(ScalarDouble left, ScalarDouble right) =>
        new(BitConverter.UInt64BitsToDouble(left.Bits - right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.ShiftLeft(ScalarDouble value, int count) =>
        new(BitConverter.UInt64BitsToDouble(value.Bits << count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.ShiftRight(ScalarDouble value, int count) =>
        new(BitConverter.UInt64BitsToDouble(value.Bits >> count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.LessThan(ScalarDouble left, ScalarDouble right) =>
        Mask(left.number < right.number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.LessOrEqual(ScalarDouble left, ScalarDouble right) =>
        Mask(left.number <= right.number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.Equal(ScalarDouble left, ScalarDouble right) =>
        Mask(left.number == right.number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.Select(
        ScalarDouble mask, ScalarDouble ifSet, ScalarDouble ifClear) =>

        new(BitConverter.UInt64BitsToDouble((mask.Bits & ifSet.Bits) | (~mask.Bits & ifClear.Bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<ScalarDouble, double>.Any(ScalarDouble mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.Scale(ScalarDouble value, ScalarDouble power)
    {
        double whole = Math.Floor(power.number);
        double half = Math.Floor(whole * 0.5);
        return new ScalarDouble(value.number * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarDouble IRealLane<ScalarDouble, double>.Lookup(ReadOnlySpan<double> table, ScalarDouble index) =>
        new(table[(int)(index.Bits & 15)]);

    static ScalarDouble IRealLane<ScalarDouble, double>.Patch(
        ScalarDouble value, ScalarDouble argument, ScalarDouble mask, Func<double, double> function) =>
        mask.Bits != 0 ? new(function(argument.number)) : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarDouble Mask(bool condition) =>
        new(BitConverter.UInt64BitsToDouble(condition ? ulong.MaxValue : 0));

    // The low bits of k + 3·2^51 + 1023 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(double k) =>
        BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(k + (6755399441055744.0 + 1023.0)) << 52);
}
