using Gramian.Models;
using Gramian.Numerics;
using Gramian.Reports.Plots;
using Gramian.Reports.Reading;

namespace Gramian.Reports;

/// <summary>Represents everything that the report of a regression shows; what is missing is left out of the
/// page.</summary>
/// <remarks>All texts may hold any characters: they are escaped where they are written.</remarks>
public sealed record RegressionReportData : ReportData
{
    /// <summary>The unit of the target; null for none.</summary>
    public string? TargetUnit { get; init; }

    /// <summary>The held-out predictions; null for none.</summary>
    public PredictionSet? Predictions { get; init; }

    /// <summary>The lengthscale of each input; empty for a kernel without them.</summary>
    public IReadOnlyList<InputRelevance> Relevance { get; init; } = [];

    /// <summary>The effect curves, the most relevant input first; the first eight are drawn.</summary>
    public IReadOnlyList<EffectCurve> Effects { get; init; } = [];

    /// <summary>The Gram matrix of some rows, [k, k]; null for none.</summary>
    public Matrix<double>? Gram { get; init; }

    /// <summary>How the rows of <see cref="Gram"/> are ordered, such as "heating load".</summary>
    public string GramOrder { get; init; } = "row number";

    /// <summary>The eigenvalues of the Gram matrix; empty for none.</summary>
    public IReadOnlyList<double> Eigenvalues { get; init; } = [];

    /// <summary>The noise variance, in the unit of the Gram matrix; NaN for none.</summary>
    public double NoiseVariance { get; init; } = double.NaN;

    /// <summary>The runs of the optimiser; empty for none.</summary>
    public IReadOnlyList<OptimiserTrace> Traces { get; init; } = [];

    /// <summary>What the optimiser minimised.</summary>
    public string Objective { get; init; } = "negative log marginal likelihood";

    /// <summary>The path of the ridge; null for none.</summary>
    public RidgePathData? RidgePath { get; init; }

    /// <summary>Takes from a fitted model what its report shows, and computes what it holds only in part.</summary>
    /// <param name="model">The model, just fitted or loaded from a file.</param>
    /// <param name="origin">Where the model comes from, for the parts of the page about commands and sources.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public static RegressionReportData From(TrainedModel model, ReportOrigin origin, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(origin);
        return new ModelReading(model, origin, options).Read();
    }
}
