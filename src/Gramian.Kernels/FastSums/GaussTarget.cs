namespace Gramian.Kernels.FastSums;

// What a sum may lose: a share of itself, which needs positive terms, or an absolute amount for each unit of weight.
internal readonly record struct GaussTarget(bool IsRelative, double Relative, double Absolute)
{
    /// <summary>Whether floats may be good enough.</summary>
    public bool IsLoose => IsRelative && Relative >= 1e-5;

    /// <summary>Sums of signed terms: |error| ≤ tolerance · Σ|w|.</summary>
    public static GaussTarget OfWeights(double tolerance) => new(false, 0, tolerance);

    /// <summary>Sums S of positive terms: |error| ≤ relative · S + absolute.</summary>
    public static GaussTarget OfSums(double relative, double absolute) => new(true, relative, absolute);
}
