using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents four doubles side by side, in 256 bits.</summary>
public readonly struct Double4 : IRealLane<Double4, double>
{
    private readonly Vector256<double> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Double4(Vector256<double> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count => 4;

    internal Vector256<double> Vector => vector;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Double4(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator +(Double4 left, Double4 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 left, Double4 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator *(Double4 left, Double4 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator /(Double4 left, Double4 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Load(ref readonly double source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double4 value, ref double destination, nuint offset) =>
        value.vector.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double4 value) =>
        Double2.Sum(new Double2(value.vector.GetLower() + value.vector.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 MultiplyAdd(Double4 left, Double4 right, Double4 addend) =>
        new(Vector256.FusedMultiplyAdd(left.vector, right.vector, addend.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Abs(Double4 value) => new(Vector256.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Max(Double4 left, Double4 right) => new(
        Sse2.IsSupported
            ? Vector256.MaxNative(left.vector, right.vector)
            : Vector256.ConditionalSelect(Vector256.GreaterThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Min(Double4 left, Double4 right) => new(
        Sse2.IsSupported
            ? Vector256.MinNative(left.vector, right.vector)
            : Vector256.ConditionalSelect(Vector256.LessThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 SelectPositive(Double4 test, Double4 ifPositive, Double4 otherwise) => new(
        Vector256.ConditionalSelect(Vector256.GreaterThan(test.vector, Vector256<double>.Zero),
            ifPositive.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Sqrt(Double4 value) => new(Vector256.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 ReciprocalSqrt(Double4 value) =>
        new(Vector256<double>.One / Vector256.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Exp(Double4 value) => DoubleFunctions.Exp<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Exp2(Double4 value) => DoubleFunctions.Exp2<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Expm1(Double4 value) => DoubleFunctions.Expm1<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Log(Double4 value) => DoubleFunctions.Log<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Log1p(Double4 value) => DoubleFunctions.Log1p<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Sin(Double4 value) => DoubleFunctions.Sin<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Cos(Double4 value) => DoubleFunctions.Cos<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Tanh(Double4 value) => DoubleFunctions.Tanh<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Erf(Double4 value) => DoubleFunctions.Erf<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Erfc(Double4 value) => DoubleFunctions.Erfc<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Erfcx(Double4 value) => DoubleFunctions.Erfcx<Double4>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Pow(Double4 value, double exponent) => DoubleFunctions.Pow<Double4>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.FromBits(ulong bits) => new(Vector256.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.And(Double4 left, Double4 right) =>
        new(Vector256.BitwiseAnd(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.Or(Double4 left, Double4 right) =>
        new(Vector256.BitwiseOr(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.Xor(Double4 left, Double4 right) =>
        new(Vector256.Xor(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.AddBits(Double4 left, Double4 right) =>
        new((left.vector.AsUInt64() + right.vector.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.SubtractBits(Double4 left, Double4 right) =>
        new((left.vector.AsUInt64() - right.vector.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.ShiftLeft(Double4 value, int count) =>
        new(Vector256.ShiftLeft(value.vector.AsUInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.ShiftRight(Double4 value, int count) =>
        new(Vector256.ShiftRightLogical(value.vector.AsUInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.LessThan(Double4 left, Double4 right) =>
        new(Vector256.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.LessOrEqual(Double4 left, Double4 right) =>
        new(Vector256.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.Equal(Double4 left, Double4 right) =>
        new(Vector256.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.Select(
        Double4 mask, Double4 ifSet, Double4 ifClear) =>
        new(Vector256.ConditionalSelect(mask.vector, ifSet.vector, ifClear.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<Double4, double>.Any(Double4 mask) => mask.vector.AsUInt64() != Vector256<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.Scale(Double4 value, Double4 power)
    {
        if (Avx512F.VL.IsSupported)
        {
            return new(Avx512F.VL.Scale(value.vector, power.vector));
        }

        Vector256<double> whole = Vector256.Floor(power.vector);
        Vector256<double> half = Vector256.Floor(whole * Vector256.Create(0.5));
        return new Double4(value.vector * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double4 IRealLane<Double4, double>.Lookup(ReadOnlySpan<double> table, Double4 index)
    {
        ref double start = ref MemoryMarshal.GetReference(table);
        Vector256<ulong> slots = index.vector.AsUInt64();
        return new Double4(Vector256.Create(
            Unsafe.Add(ref start, (nint)(slots.GetElement(0) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(1) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(2) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(3) & 15))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Double4 IRealLane<Double4, double>.Patch(
        Double4 value, Double4 argument, Double4 mask, Func<double, double> function)
    {
        Vector256<double> result = value.vector;
        for (int i = 0; i < 4; i++)
        {
            if (mask.vector.AsUInt64().GetElement(i) != 0)
            {
                result = result.WithElement(i, function(argument.vector.GetElement(i)));
            }
        }

        return new Double4(result);
    }

    // The low bits of k + 3·2^51 + 1023 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> k) =>
        Vector256.ShiftLeft((k + Vector256.Create(6755399441055744.0 + 1023.0)).AsUInt64(), 52).AsDouble();
}
