using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents eight floats side by side, in 256 bits.</summary>
public readonly struct Single8 : ISingleLane<Single8>
{
    private readonly Vector256<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Single8(Vector256<float> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count => 8;

    internal Vector256<float> Vector => vector;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Single8(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator +(Single8 left, Single8 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 left, Single8 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator *(Single8 left, Single8 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator /(Single8 left, Single8 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Load(ref readonly float source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single8 value, ref float destination, nuint offset) =>
        value.vector.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Single8 value) =>
        Single4.Sum(new Single4(value.vector.GetLower() + value.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 MultiplyAdd(Single8 left, Single8 right, Single8 addend) =>
        new(Vector256.FusedMultiplyAdd(left.vector, right.vector, addend.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Abs(Single8 value) => new(Vector256.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Max(Single8 left, Single8 right) => new(
        Sse2.IsSupported
            ? Vector256.MaxNative(left.vector, right.vector)
            : Vector256.ConditionalSelect(Vector256.GreaterThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Min(Single8 left, Single8 right) => new(
        Sse2.IsSupported
            ? Vector256.MinNative(left.vector, right.vector)
            : Vector256.ConditionalSelect(Vector256.LessThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 SelectPositive(Single8 test, Single8 ifPositive, Single8 otherwise) => new(
        Vector256.ConditionalSelect(Vector256.GreaterThan(test.vector, Vector256<float>.Zero),
            ifPositive.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Sqrt(Single8 value) => new(Vector256.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 ReciprocalSqrt(Single8 value) =>
        new(Vector256<float>.One / Vector256.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Exp(Single8 value) => SingleFunctions.Exp<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Exp2(Single8 value) => SingleFunctions.Exp2<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Expm1(Single8 value) => SingleFunctions.Expm1<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Log(Single8 value) => SingleFunctions.Log<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Log1p(Single8 value) => SingleFunctions.Log1p<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Sin(Single8 value) => SingleFunctions.Sin<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Cos(Single8 value) => SingleFunctions.Cos<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Tanh(Single8 value) => SingleFunctions.Tanh<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Erf(Single8 value) => SingleFunctions.Erf<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Erfc(Single8 value) => SingleFunctions.Erfc<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Erfcx(Single8 value) => SingleFunctions.Erfcx<Single8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Pow(Single8 value, double exponent) => SingleFunctions.Pow<Single8>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.FromBits(ulong bits) => new(Vector256.Create((uint)bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.And(Single8 left, Single8 right) =>
        new(Vector256.BitwiseAnd(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.Or(Single8 left, Single8 right) =>
        new(Vector256.BitwiseOr(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.Xor(Single8 left, Single8 right) =>
        new(Vector256.Xor(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.AddBits(Single8 left, Single8 right) =>
        new((left.vector.AsUInt32() + right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.SubtractBits(Single8 left, Single8 right) =>
        new((left.vector.AsUInt32() - right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.ShiftLeft(Single8 value, int count) =>
        new(Vector256.ShiftLeft(value.vector.AsUInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.ShiftRight(Single8 value, int count) =>
        new(Vector256.ShiftRightLogical(value.vector.AsUInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.LessThan(Single8 left, Single8 right) =>
        new(Vector256.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.LessOrEqual(Single8 left, Single8 right) =>
        new(Vector256.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.Equal(Single8 left, Single8 right) =>
        new(Vector256.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.Select(
        Single8 mask, Single8 ifSet, Single8 ifClear) =>
        new(Vector256.ConditionalSelect(mask.vector, ifSet.vector, ifClear.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<Single8, float>.Any(Single8 mask) => mask.vector.AsUInt32() != Vector256<uint>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.Scale(Single8 value, Single8 power)
    {
        if (Avx512F.VL.IsSupported)
        {
            return new(Avx512F.VL.Scale(value.vector, power.vector));
        }

        Vector256<float> whole = Vector256.Floor(power.vector);
        Vector256<float> half = Vector256.Floor(whole * Vector256.Create(0.5f));
        return new Single8(value.vector * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 IRealLane<Single8, float>.Lookup(ReadOnlySpan<float> table, Single8 index)
    {
        ref float start = ref MemoryMarshal.GetReference(table);
        Vector256<uint> slots = index.vector.AsUInt32();
        return new Single8(Vector256.Create(
            Unsafe.Add(ref start, (nint)(slots.GetElement(0) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(1) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(2) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(3) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(4) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(5) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(6) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(7) & 15))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Single8 IRealLane<Single8, float>.Patch(
        Single8 value, Single8 argument, Single8 mask, Func<float, float> function)
    {
        Vector256<float> result = value.vector;
        for (int i = 0; i < 8; i++)
        {
            if (mask.vector.AsUInt32().GetElement(i) != 0)
            {
                result = result.WithElement(i, function(argument.vector.GetElement(i)));
            }
        }

        return new Single8(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single8 ISingleLane<Single8>.InDouble<TMap>(Single8 value, TMap map)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(value.vector);
        return new(Vector256.Narrow(
            map.Invoke(new Double4(lower)).Vector,
            map.Invoke(new Double4(upper)).Vector));
    }

    // The low bits of k + 3·2^22 + 127 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> k) =>
        Vector256.ShiftLeft((k + Vector256.Create(12582912f + 127f)).AsUInt32(), 23).AsSingle();
}
