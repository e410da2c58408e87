using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents four floats side by side, in 128 bits.</summary>
public readonly struct Single4 : ISingleLane<Single4>
{
    private readonly Vector128<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Single4(Vector128<float> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count => 4;

    internal Vector128<float> Vector => vector;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Single4(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator +(Single4 left, Single4 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator -(Single4 left, Single4 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator *(Single4 left, Single4 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator /(Single4 left, Single4 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 operator -(Single4 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Load(ref readonly float source, nuint offset) =>
        new(Vector128.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single4 value, ref float destination, nuint offset) =>
        value.vector.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Single4 value) =>
        (value.vector.GetElement(0) + value.vector.GetElement(2))
        + (value.vector.GetElement(1) + value.vector.GetElement(3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 MultiplyAdd(Single4 left, Single4 right, Single4 addend) =>
        new(Vector128.FusedMultiplyAdd(left.vector, right.vector, addend.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Abs(Single4 value) => new(Vector128.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Max(Single4 left, Single4 right) => new(
        Sse2.IsSupported
            ? Vector128.MaxNative(left.vector, right.vector)
            : Vector128.ConditionalSelect(Vector128.GreaterThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Min(Single4 left, Single4 right) => new(
        Sse2.IsSupported
            ? Vector128.MinNative(left.vector, right.vector)
            : Vector128.ConditionalSelect(Vector128.LessThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 SelectPositive(Single4 test, Single4 ifPositive, Single4 otherwise) => new(
        Vector128.ConditionalSelect(Vector128.GreaterThan(test.vector, Vector128<float>.Zero),
            ifPositive.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Sqrt(Single4 value) => new(Vector128.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 ReciprocalSqrt(Single4 value) =>
        new(Vector128<float>.One / Vector128.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Exp(Single4 value) => SingleFunctions.Exp<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Exp2(Single4 value) => SingleFunctions.Exp2<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Expm1(Single4 value) => SingleFunctions.Expm1<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Log(Single4 value) => SingleFunctions.Log<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Log1p(Single4 value) => SingleFunctions.Log1p<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Sin(Single4 value) => SingleFunctions.Sin<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Cos(Single4 value) => SingleFunctions.Cos<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Tanh(Single4 value) => SingleFunctions.Tanh<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Erf(Single4 value) => SingleFunctions.Erf<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Erfc(Single4 value) => SingleFunctions.Erfc<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Erfcx(Single4 value) => SingleFunctions.Erfcx<Single4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single4 Pow(Single4 value, double exponent) => SingleFunctions.Pow<Single4>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.FromBits(ulong bits) => new(Vector128.Create((uint)bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.And(Single4 left, Single4 right) =>
        new(Vector128.BitwiseAnd(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.Or(Single4 left, Single4 right) =>
        new(Vector128.BitwiseOr(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.Xor(Single4 left, Single4 right) =>
        new(Vector128.Xor(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.AddBits(Single4 left, Single4 right) =>
        new((left.vector.AsUInt32() + right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.SubtractBits(Single4 left, Single4 right) =>
        new((left.vector.AsUInt32() - right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.ShiftLeft(Single4 value, int count) =>
        new(Vector128.ShiftLeft(value.vector.AsUInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.ShiftRight(Single4 value, int count) =>
        new(Vector128.ShiftRightLogical(value.vector.AsUInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.LessThan(Single4 left, Single4 right) =>
        new(Vector128.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.LessOrEqual(Single4 left, Single4 right) =>
        new(Vector128.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.Equal(Single4 left, Single4 right) =>
        new(Vector128.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.Select(
        Single4 mask, Single4 ifSet, Single4 ifClear) =>
        new(Vector128.ConditionalSelect(mask.vector, ifSet.vector, ifClear.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<Single4, float>.Any(Single4 mask) => mask.vector.AsUInt32() != Vector128<uint>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.Scale(Single4 value, Single4 power)
    {
        if (Avx512F.VL.IsSupported)
        {
            return new(Avx512F.VL.Scale(value.vector, power.vector));
        }

        Vector128<float> whole = Vector128.Floor(power.vector);
        Vector128<float> half = Vector128.Floor(whole * Vector128.Create(0.5f));
        return new Single4(value.vector * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 IRealLane<Single4, float>.Lookup(ReadOnlySpan<float> table, Single4 index)
    {
        ref float start = ref MemoryMarshal.GetReference(table);
        Vector128<uint> slots = index.vector.AsUInt32();
        return new Single4(Vector128.Create(
            Unsafe.Add(ref start, (nint)(slots.GetElement(0) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(1) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(2) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(3) & 15))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Single4 IRealLane<Single4, float>.Patch(
        Single4 value, Single4 argument, Single4 mask, Func<float, float> function)
    {
        Vector128<float> result = value.vector;
        for (int i = 0; i < 4; i++)
        {
            if (mask.vector.AsUInt32().GetElement(i) != 0)
            {
                result = result.WithElement(i, function(argument.vector.GetElement(i)));
            }
        }

        return new Single4(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single4 ISingleLane<Single4>.InDouble<TMap>(Single4 value, TMap map)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(value.vector);
        return new(Vector128.Narrow(
            map.Invoke(new Double2(lower)).Vector,
            map.Invoke(new Double2(upper)).Vector));
    }

    // The low bits of k + 3·2^22 + 127 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> k) =>
        Vector128.ShiftLeft((k + Vector128.Create(12582912f + 127f)).AsUInt32(), 23).AsSingle();
}
