using System.Runtime.CompilerServices;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents a lane of one float.</summary>
public readonly struct ScalarSingle : ISingleLane<ScalarSingle>
{
    private readonly float number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ScalarSingle(float number) => this.number = number;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <summary>The number.</summary>
    public float Value => number;

    private uint Bits => BitConverter.SingleToUInt32Bits(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator ScalarSingle(double value) => new((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle operator +(ScalarSingle left, ScalarSingle right) => new(left.number + right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle operator -(ScalarSingle left, ScalarSingle right) => new(left.number - right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle operator *(ScalarSingle left, ScalarSingle right) => new(left.number * right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle operator /(ScalarSingle left, ScalarSingle right) => new(left.number / right.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle operator -(ScalarSingle value) => new(-value.number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle Load(ref readonly float source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ScalarSingle value, ref float destination, nuint offset) =>
        Unsafe.Add(ref destination, offset) = value.number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(ScalarSingle value) => value.number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle MultiplyAdd(ScalarSingle left, ScalarSingle right, ScalarSingle addend) =>
        new(MathF.FusedMultiplyAdd(left.number, right.number, addend.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle Abs(ScalarSingle value) => new(MathF.Abs(value.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle Max(ScalarSingle left, ScalarSingle right) =>
        left.number > right.number ? left : right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle Min(ScalarSingle left, ScalarSingle right) =>
        left.number < right.number ? left : right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle SelectPositive(ScalarSingle test, ScalarSingle ifPositive, ScalarSingle otherwise) =>
        test.number > 0 ? ifPositive : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle Sqrt(ScalarSingle value) => new(MathF.Sqrt(value.number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarSingle ReciprocalSqrt(ScalarSingle value) => new(1 / MathF.Sqrt(value.number));

    /// <inheritdoc/>
    public static ScalarSingle Exp(ScalarSingle value) => SingleFunctions.Exp<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Exp2(ScalarSingle value) => SingleFunctions.Exp2<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Expm1(ScalarSingle value) => SingleFunctions.Expm1<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Log(ScalarSingle value) => SingleFunctions.Log<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Log1p(ScalarSingle value) => SingleFunctions.Log1p<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Sin(ScalarSingle value) => SingleFunctions.Sin<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Cos(ScalarSingle value) => SingleFunctions.Cos<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Tanh(ScalarSingle value) => SingleFunctions.Tanh<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Erf(ScalarSingle value) => SingleFunctions.Erf<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Erfc(ScalarSingle value) => SingleFunctions.Erfc<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Erfcx(ScalarSingle value) => SingleFunctions.Erfcx<ScalarSingle>(value);

    /// <inheritdoc/>
    public static ScalarSingle Pow(ScalarSingle value, double exponent) =>
        SingleFunctions.Pow<ScalarSingle>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.FromBits(ulong bits) =>
        new(BitConverter.UInt32BitsToSingle((uint)bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.And(ScalarSingle left, ScalarSingle right) =>
        new(BitConverter.UInt32BitsToSingle(left.Bits & right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.Or(ScalarSingle left, ScalarSingle right) =>
        new(BitConverter.UInt32BitsToSingle(left.Bits | right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.Xor(ScalarSingle left, ScalarSingle right) =>
        new(BitConverter.UInt32BitsToSingle(left.Bits ^ right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.AddBits(ScalarSingle left, ScalarSingle right) =>
        new(BitConverter.UInt32BitsToSingle(left.Bits + right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.SubtractBits(ScalarSingle left, ScalarSingle right) =>
        new(BitConverter.UInt32BitsToSingle(left.Bits - right.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.ShiftLeft(ScalarSingle value, int count) =>
        new(BitConverter.UInt32BitsToSingle(value.Bits << count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.ShiftRight(ScalarSingle value, int count) =>
        new(BitConverter.UInt32BitsToSingle(value.Bits >> count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.LessThan(ScalarSingle left, ScalarSingle right) =>
        Mask(left.number < right.number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.LessOrEqual(ScalarSingle left, ScalarSingle right) =>
        Mask(left.number <= right.number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.Equal(ScalarSingle left, ScalarSingle right) =>
        Mask(left.number == right.number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.Select(
        ScalarSingle mask, ScalarSingle ifSet, ScalarSingle ifClear) =>

        new(BitConverter.UInt32BitsToSingle((mask.Bits & ifSet.Bits) | (~mask.Bits & ifClear.Bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<ScalarSingle, float>.Any(ScalarSingle mask) => mask.Bits != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.Scale(ScalarSingle value, ScalarSingle power)
    {
        float whole = MathF.Floor(power.number);
        float half = MathF.Floor(whole * 0.5f);
        return new ScalarSingle(value.number * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarSingle IRealLane<ScalarSingle, float>.Lookup(ReadOnlySpan<float> table, ScalarSingle index) =>
        new(table[(int)(index.Bits & 15)]);

    static ScalarSingle IRealLane<ScalarSingle, float>.Patch(
        ScalarSingle value, ScalarSingle argument, ScalarSingle mask, Func<float, float> function) =>
        mask.Bits != 0 ? new(function(argument.number)) : value;

    static ScalarSingle ISingleLane<ScalarSingle>.InDouble<TMap>(ScalarSingle value, TMap map) =>
        new((float)map.Invoke(new ScalarDouble(value.number)).Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarSingle Mask(bool condition) =>
        new(BitConverter.UInt32BitsToSingle(condition ? uint.MaxValue : 0));

    // The low bits of k + 3·2^22 + 127 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(float k) =>
        BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(k + (12582912f + 127f)) << 23);
}
