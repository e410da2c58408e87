using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents two doubles side by side, in 128 bits.</summary>
public readonly struct Double2 : IRealLane<Double2, double>
{
    private readonly Vector128<double> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Double2(Vector128<double> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count => 2;

    internal Vector128<double> Vector => vector;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Double2(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator +(Double2 left, Double2 right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 left, Double2 right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator *(Double2 left, Double2 right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator /(Double2 left, Double2 right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Load(ref readonly double source, nuint offset) =>
        new(Vector128.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double2 value, ref double destination, nuint offset) =>
        value.vector.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double2 value) => value.vector.GetElement(0) + value.vector.GetElement(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 MultiplyAdd(Double2 left, Double2 right, Double2 addend) =>
        new(Vector128.FusedMultiplyAdd(left.vector, right.vector, addend.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Abs(Double2 value) => new(Vector128.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Max(Double2 left, Double2 right) => new(
        Sse2.IsSupported
            ? Vector128.MaxNative(left.vector, right.vector)
            : Vector128.ConditionalSelect(Vector128.GreaterThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Min(Double2 left, Double2 right) => new(
        Sse2.IsSupported
            ? Vector128.MinNative(left.vector, right.vector)
            : Vector128.ConditionalSelect(Vector128.LessThan(left.vector, right.vector), left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 SelectPositive(Double2 test, Double2 ifPositive, Double2 otherwise) => new(
        Vector128.ConditionalSelect(Vector128.GreaterThan(test.vector, Vector128<double>.Zero),
            ifPositive.vector, otherwise.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Sqrt(Double2 value) => new(Vector128.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 ReciprocalSqrt(Double2 value) =>
        new(Vector128<double>.One / Vector128.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Exp(Double2 value) => DoubleFunctions.Exp<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Exp2(Double2 value) => DoubleFunctions.Exp2<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Expm1(Double2 value) => DoubleFunctions.Expm1<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Log(Double2 value) => DoubleFunctions.Log<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Log1p(Double2 value) => DoubleFunctions.Log1p<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Sin(Double2 value) => DoubleFunctions.Sin<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Cos(Double2 value) => DoubleFunctions.Cos<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Tanh(Double2 value) => DoubleFunctions.Tanh<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Erf(Double2 value) => DoubleFunctions.Erf<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Erfc(Double2 value) => DoubleFunctions.Erfc<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Erfcx(Double2 value) => DoubleFunctions.Erfcx<Double2>(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Pow(Double2 value, double exponent) => DoubleFunctions.Pow<Double2>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.FromBits(ulong bits) => new(Vector128.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.And(Double2 left, Double2 right) =>
        new(Vector128.BitwiseAnd(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.Or(Double2 left, Double2 right) =>
        new(Vector128.BitwiseOr(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.Xor(Double2 left, Double2 right) =>
        new(Vector128.Xor(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.AddBits(Double2 left, Double2 right) =>
        new((left.vector.AsUInt64() + right.vector.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.SubtractBits(Double2 left, Double2 right) =>
        new((left.vector.AsUInt64() - right.vector.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.ShiftLeft(Double2 value, int count) =>
        new(Vector128.ShiftLeft(value.vector.AsUInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.ShiftRight(Double2 value, int count) =>
        new(Vector128.ShiftRightLogical(value.vector.AsUInt64(), count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.LessThan(Double2 left, Double2 right) =>
        new(Vector128.LessThan(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.LessOrEqual(Double2 left, Double2 right) =>
        new(Vector128.LessThanOrEqual(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.Equal(Double2 left, Double2 right) =>
        new(Vector128.Equals(left.vector, right.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.Select(
        Double2 mask, Double2 ifSet, Double2 ifClear) =>
        new(Vector128.ConditionalSelect(mask.vector, ifSet.vector, ifClear.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IRealLane<Double2, double>.Any(Double2 mask) => mask.vector.AsUInt64() != Vector128<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.Scale(Double2 value, Double2 power)
    {
        if (Avx512F.VL.IsSupported)
        {
            return new(Avx512F.VL.Scale(value.vector, power.vector));
        }

        Vector128<double> whole = Vector128.Floor(power.vector);
        Vector128<double> half = Vector128.Floor(whole * Vector128.Create(0.5));
        return new Double2(value.vector * PowerOfTwo(half) * PowerOfTwo(whole - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Double2 IRealLane<Double2, double>.Lookup(ReadOnlySpan<double> table, Double2 index)
    {
        ref double start = ref MemoryMarshal.GetReference(table);
        Vector128<ulong> slots = index.vector.AsUInt64();
        return new Double2(Vector128.Create(
            Unsafe.Add(ref start, (nint)(slots.GetElement(0) & 15)),
            Unsafe.Add(ref start, (nint)(slots.GetElement(1) & 15))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Double2 IRealLane<Double2, double>.Patch(
        Double2 value, Double2 argument, Double2 mask, Func<double, double> function)
    {
        Vector128<double> result = value.vector;
        for (int i = 0; i < 2; i++)
        {
            if (mask.vector.AsUInt64().GetElement(i) != 0)
            {
                result = result.WithElement(i, function(argument.vector.GetElement(i)));
            }
        }

        return new Double2(result);
    }

    // The low bits of k + 3·2^51 + 1023 are the biased exponent of 2^k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> PowerOfTwo(Vector128<double> k) =>
        Vector128.ShiftLeft((k + Vector128.Create(6755399441055744.0 + 1023.0)).AsUInt64(), 52).AsDouble();
}
