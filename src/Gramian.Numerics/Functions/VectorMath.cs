using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>Elementary functions of every element of a span, in the widest lanes of this process.</summary>
/// <remarks>
/// Source and destination have the same length and are the same memory or do not overlap; otherwise an
/// <see cref="ArgumentException"/> is thrown. Special values are those of IEEE 754: NaN stays NaN, and no element
/// influences another. The stated errors hold for all arguments, subnormal ones included.
/// </remarks>
public static class VectorMath
{
    /// <summary>destination[i] = eˣ of source[i], within 2 ulp.</summary>
    public static void Exp(ReadOnlySpan<double> source, Span<double> destination)
    {
        LaneMap.Check(source, destination);
        int done = ExpLoops.Run(source, destination);
        LaneMap.Apply(default(ExpMap), source[done..], destination[done..]);
    }

    /// <summary>destination[i] = eˣ of source[i], within 2 ulp.</summary>
    public static void Exp(ReadOnlySpan<float> source, Span<float> destination)
    {
        LaneMap.Check(source, destination);
        int done = ExpLoops.Run(source, destination);
        LaneMap.Apply(default(ExpMap), source[done..], destination[done..]);
    }

    /// <summary>destination[i] = eˣ − 1 of source[i], within 2 ulp.</summary>
    public static void Expm1(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(Expm1Map), source, destination);

    /// <summary>destination[i] = eˣ − 1 of source[i], within 2 ulp.</summary>
    public static void Expm1(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(Expm1Map), source, destination);

    /// <summary>destination[i] = ln x of source[i], within 2 ulp.</summary>
    public static void Log(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(LogMap), source, destination);

    /// <summary>destination[i] = ln x of source[i], within 2 ulp.</summary>
    public static void Log(ReadOnlySpan<float> source, Span<float> destination) =>
        LaneMap.Apply(default(LogMap), source, destination);

    /// <summary>destination[i] = ln(1 + x) of source[i], within 2 ulp.</summary>
    public static void Log1p(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(Log1pMap), source, destination);

    /// <summary>destination[i] = ln(1 + x) of source[i], within 2 ulp.</summary>
    public static void Log1p(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(Log1pMap), source, destination);

    /// <summary>destination[i] = sin x of source[i], within 2 ulp.</summary>
    public static void Sin(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(SinMap), source, destination);

    /// <summary>destination[i] = sin x of source[i], within 2 ulp.</summary>
    public static void Sin(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(SinMap), source, destination);

    /// <summary>destination[i] = cos x of source[i], within 2 ulp.</summary>
    public static void Cos(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(CosMap), source, destination);

    /// <summary>destination[i] = cos x of source[i], within 2 ulp.</summary>
    public static void Cos(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(CosMap), source, destination);

    /// <summary>destination[i] = tanh x of source[i], within 2 ulp.</summary>
    public static void Tanh(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(TanhMap), source, destination);

    /// <summary>destination[i] = tanh x of source[i], within 2 ulp.</summary>
    public static void Tanh(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(TanhMap), source, destination);

    /// <summary>destination[i] = erf x of source[i], within 2 ulp.</summary>
    public static void Erf(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(ErfMap), source, destination);

    /// <summary>destination[i] = erf x of source[i], within 2 ulp.</summary>
    public static void Erf(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(ErfMap), source, destination);

    /// <summary>destination[i] = erfc x of source[i], within 4 ulp.</summary>
    public static void Erfc(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(ErfcMap), source, destination);

    /// <summary>destination[i] = erfc x of source[i], within 4 ulp.</summary>
    public static void Erfc(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(ErfcMap), source, destination);

    /// <summary>destination[i] = e^(x²) erfc x of source[i], within 4 ulp.</summary>
    public static void Erfcx(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(ErfcxMap), source, destination);

    /// <summary>destination[i] = e^(x²) erfc x of source[i], within 4 ulp.</summary>
    public static void Erfcx(ReadOnlySpan<float> source, Span<float> destination) =>
        DoubleChunks.Apply(default(ErfcxMap), source, destination);

    /// <summary>destination[i] = √x of source[i], within ½ ulp.</summary>
    public static void Sqrt(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(SqrtMap), source, destination);

    /// <summary>destination[i] = √x of source[i], within ½ ulp.</summary>
    public static void Sqrt(ReadOnlySpan<float> source, Span<float> destination) =>
        LaneMap.Apply(default(SqrtMap), source, destination);

    /// <summary>destination[i] = 1/√x of source[i], within 2 ulp.</summary>
    public static void ReciprocalSqrt(ReadOnlySpan<double> source, Span<double> destination) =>
        LaneMap.Apply(default(ReciprocalSqrtMap), source, destination);

    /// <summary>destination[i] = 1/√x of source[i], within 2 ulp.</summary>
    public static void ReciprocalSqrt(ReadOnlySpan<float> source, Span<float> destination) =>
        LaneMap.Apply(default(ReciprocalSqrtMap), source, destination);

    /// <summary>destination[i] = source[i]ᵖ, within 4 ulp, with the special values of <see cref="Math.Pow"/>.</summary>
    public static void Pow(ReadOnlySpan<double> source, double exponent, Span<double> destination) =>
        LaneMap.Apply(new PowMap(exponent), source, destination);

    /// <summary>destination[i] = source[i]ᵖ, within 4 ulp, with the special values of <see cref="Math.Pow"/>.</summary>
    public static void Pow(ReadOnlySpan<float> source, double exponent, Span<float> destination) =>
        DoubleChunks.Apply(new PowMap(exponent), source, destination);
}
