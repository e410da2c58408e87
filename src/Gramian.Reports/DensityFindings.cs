using Gramian.Models.Densities;

namespace Gramian.Reports;

/// <summary>Represents what is known of a density before its report is written, and need not be found again.</summary>
public sealed record DensityFindings
{
    /// <summary>The regime; null when it is not known.</summary>
    public DensityDiagnosis? Diagnosis { get; init; }

    /// <summary>The logarithm of the density at each point, estimated from all others, [n]; null when not known.
    /// </summary>
    public IReadOnlyList<double>? LeaveOneOut { get; init; }
}
