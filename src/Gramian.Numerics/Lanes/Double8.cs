using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents eight doubles side by side, in 512 bits.</summary>
public readonly struct Double8 : IRealLane<Double8, double>
{
    private readonly Vector512<double> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Double8(Vector512<double> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count => 8;

    internal Vector512<double> Vector => vector;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Double8(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator +(Double8 left, Double8 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 left, Double8 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator *(Double8 left, Double8 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator /(Double8 left, Double8 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Load(ref readonly double source, nuint offset) =>
        new(Vector512.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double8 value, ref double destination, nuint offset) =>
        value.vector.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double8 value) =>
        Double4.Sum(new Double4(value.vector.GetLower() + value.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 MultiplyAdd(Double8 left, Double8 right, Double8 addend) =>
        new(Vector512.FusedMultiplyAdd(left.vector, right.vector, addend.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Abs(Double8 value) => new(Vector512.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Max(Double8 left, Double8 right) => new(
        Sse2.IsSupported
            ? Vector512.MaxNative(left.vector, right.vector)
            : Vector512.ConditionalSelect(Vector512.GreaterThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Min(Double8 left, Double8 right) => new(
        Sse2.IsSupported
            ? Vector512.MinNative(left.vector, right.vector)
            : Vector512.ConditionalSelect(Vector512.LessThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 SelectPositive(Double8 test, Double8 ifPositive, Double8 otherwise) => new(
        Vector512.ConditionalSelect(Vector512.GreaterThan(test.vector, Vector512<double>.Zero),
            ifPositive.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Sqrt(Double8 value) => new(Vector512.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 ReciprocalSqrt(Double8 value) =>
        new(Vector512<double>.One / Vector512.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Exp(Double8 value) => DoubleFunctions.Exp<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Exp2(Double8 value) => DoubleFunctions.Exp2<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Expm1(Double8 value) => DoubleFunctions.Expm1<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Log(Double8 value) => DoubleFunctions.Log<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Log1p(Double8 value) => DoubleFunctions.Log1p<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Sin(Double8 value) => DoubleFunctions.Sin<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Cos(Double8 value) => DoubleFunctions.Cos<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Tanh(Double8 value) => DoubleFunctions.Tanh<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Erf(Double8 value) => DoubleFunctions.Erf<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Erfc(Double8 value) => DoubleFunctions.Erfc<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Erfcx(Double8 value) => DoubleFunctions.Erfcx<Double8>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Pow(Double8 value, double exponent) => DoubleFunctions.Pow<Double8>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.FromBits(ulong bits) => new(Vector512.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.And(Double8 left, Double8 right) =>
        new(Vector512.BitwiseAnd(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.Or(Double8 left, Double8 right) =>
        new(Vector512.BitwiseOr(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.Xor(Double8 left, Double8 right) =>
        new(Vector512.Xor(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.AddBits(Double8 left, Double8 right) =>
        new((left.vector.AsUInt64() + right.vector.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.SubtractBits(Double8 left, Double8 right) =>
        new((left.vector.AsUInt64() - right.vector.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.ShiftLeft(Double8 value, int count) =>
        new(Vector512.ShiftLeft(value.vector.AsUInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.ShiftRight(Double8 value, int count) =>
        new(Vector512.ShiftRightLogical(value.vector.AsUInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.LessThan(Double8 left, Double8 right) =>
        new(Vector512.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.LessOrEqual(Double8 left, Double8 right) =>
        new(Vector512.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.Equal(Double8 left, Double8 right) =>
        new(Vector512.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.Select(
        Double8 mask, Double8 ifSet, Double8 ifClear) =>
        new(Vector512.ConditionalSelect(mask.vector, ifSet.vector, ifClear.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<Double8, double>.Any(Double8 mask) => mask.vector.AsUInt64() != Vector512<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.Scale(Double8 value, Double8 power)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.Scale(value.vector, power.vector));
        }

        Vector512<double> whole = Vector512.Floor(power.vector);
        Vector512<double> half = Vector512.Floor(whole * Vector512.Create(0.5));
        return new Double8(value.vector * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double8 IRealLane<Double8, double>.Lookup(ReadOnlySpan<double> table, Double8 index)
    {
        ref double start = ref MemoryMarshal.GetReference(table);
        if (Avx512F.IsSupported)
        {
            return new Double8(Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref start), index.vector.AsInt64(),
                Vector512.LoadUnsafe(ref start, 8)));
        }

        Vector512<ulong> slots = index.vector.AsUInt64();
        return new Double8(Vector512.Create(
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
    static Double8 IRealLane<Double8, double>.Patch(
        Double8 value, Double8 argument, Double8 mask, Func<double, double> function)
    {
        Vector512<double> result = value.vector;
        for (int i = 0; i < 8; i++)
        {
            if (mask.vector.AsUInt64().GetElement(i) != 0)
            {
                result = result.WithElement(i, function(argument.vector.GetElement(i)));
            }
        }

        return new Double8(result);
    }

    // The low bits of k + 3·2^51 + 1023 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> k) =>
        Vector512.ShiftLeft((k + Vector512.Create(6755399441055744.0 + 1023.0)).AsUInt64(), 52).AsDouble();
}
