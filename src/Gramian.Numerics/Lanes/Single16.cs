using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents sixteen floats side by side, in 512 bits.</summary>
public readonly struct Single16 : ISingleLane<Single16>
{
    private readonly Vector512<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Single16(Vector512<float> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count => 16;

    internal Vector512<float> Vector => vector;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Single16(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator +(Single16 left, Single16 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 left, Single16 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator *(Single16 left, Single16 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator /(Single16 left, Single16 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Load(ref readonly float source, nuint offset) =>
        new(Vector512.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single16 value, ref float destination, nuint offset) =>
        value.vector.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Single16 value) =>
        Single8.Sum(new Single8(value.vector.GetLower() + value.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 MultiplyAdd(Single16 left, Single16 right, Single16 addend) =>
        new(Vector512.FusedMultiplyAdd(left.vector, right.vector, addend.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Abs(Single16 value) => new(Vector512.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Max(Single16 left, Single16 right) => new(
        Sse2.IsSupported
            ? Vector512.MaxNative(left.vector, right.vector)
            : Vector512.ConditionalSelect(Vector512.GreaterThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Min(Single16 left, Single16 right) => new(
        Sse2.IsSupported
            ? Vector512.MinNative(left.vector, right.vector)
            : Vector512.ConditionalSelect(Vector512.LessThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 SelectPositive(Single16 test, Single16 ifPositive, Single16 otherwise) => new(
        Vector512.ConditionalSelect(Vector512.GreaterThan(test.vector, Vector512<float>.Zero),
            ifPositive.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Sqrt(Single16 value) => new(Vector512.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 ReciprocalSqrt(Single16 value) =>
        new(Vector512<float>.One / Vector512.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Exp(Single16 value) => SingleFunctions.Exp<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Exp2(Single16 value) => SingleFunctions.Exp2<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Expm1(Single16 value) => SingleFunctions.Expm1<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Log(Single16 value) => SingleFunctions.Log<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Log1p(Single16 value) => SingleFunctions.Log1p<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Sin(Single16 value) => SingleFunctions.Sin<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Cos(Single16 value) => SingleFunctions.Cos<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Tanh(Single16 value) => SingleFunctions.Tanh<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Erf(Single16 value) => SingleFunctions.Erf<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Erfc(Single16 value) => SingleFunctions.Erfc<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Erfcx(Single16 value) => SingleFunctions.Erfcx<Single16>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Pow(Single16 value, double exponent) => SingleFunctions.Pow<Single16>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.FromBits(ulong bits) => new(Vector512.Create((uint)bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.And(Single16 left, Single16 right) =>
        new(Vector512.BitwiseAnd(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.Or(Single16 left, Single16 right) =>
        new(Vector512.BitwiseOr(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.Xor(Single16 left, Single16 right) =>
        new(Vector512.Xor(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.AddBits(Single16 left, Single16 right) =>
        new((left.vector.AsUInt32() + right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.SubtractBits(Single16 left, Single16 right) =>
        new((left.vector.AsUInt32() - right.vector.AsUInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.ShiftLeft(Single16 value, int count) =>
        new(Vector512.ShiftLeft(value.vector.AsUInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.ShiftRight(Single16 value, int count) =>
        new(Vector512.ShiftRightLogical(value.vector.AsUInt32(), count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.LessThan(Single16 left, Single16 right) =>
        new(Vector512.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.LessOrEqual(Single16 left, Single16 right) =>
        new(Vector512.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.Equal(Single16 left, Single16 right) =>
        new(Vector512.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.Select(
        Single16 mask, Single16 ifSet, Single16 ifClear) =>
        new(Vector512.ConditionalSelect(mask.vector, ifSet.vector, ifClear.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<Single16, float>.Any(Single16 mask) => mask.vector.AsUInt32() != Vector512<uint>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.Scale(Single16 value, Single16 power)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.Scale(value.vector, power.vector));
        }

        Vector512<float> whole = Vector512.Floor(power.vector);
        Vector512<float> half = Vector512.Floor(whole * Vector512.Create(0.5f));
        return new Single16(value.vector * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 IRealLane<Single16, float>.Lookup(ReadOnlySpan<float> table, Single16 index)
    {
        ref float start = ref MemoryMarshal.GetReference(table);
        if (Avx512F.IsSupported)
        {
            return new Single16(Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref start), index.vector.AsInt32()));
        }

        Vector512<uint> slots = index.vector.AsUInt32();
        return new Single16(Vector512.Create(
            Unsafe.Add(ref start, (nint)(slots.GetElement(0) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(1) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(2) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(3) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(4) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(5) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(6) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(7) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(8) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(9) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(10) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(11) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(12) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(13) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(14) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(15) & 15))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Single16 IRealLane<Single16, float>.Patch(
        Single16 value, Single16 argument, Single16 mask, Func<float, float> function)
    {
        Vector512<float> result = value.vector;
        for (int i = 0; i < 16; i++)
        {
            if (mask.vector.AsUInt32().GetElement(i) != 0)
            {
                result = result.WithElement(i, function(argument.vector.GetElement(i)));
            }
        }

        return new Single16(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Single16 ISingleLane<Single16>.InDouble<TMap>(Single16 value, TMap map)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(value.vector);
        return new(Vector512.Narrow(
            map.Invoke(new Double8(lower)).Vector,
            map.Invoke(new Double8(upper)).Vector));
    }

    // The low bits of k + 3·2^22 + 127 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<float> k) =>
        Vector512.ShiftLeft((k + Vector512.Create(12582912f + 127f)).AsUInt32(), 23).AsSingle();
}
