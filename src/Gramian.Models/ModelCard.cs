using Gramian.Models.Selection;
using Gramian.Solvers;

namespace Gramian.Models;

/// <summary>Represents what a fitted model says about its origin; it is kept in the file.</summary>
public sealed record ModelCard
{
    /// <summary>The number of training rows.</summary>
    public required int Rows { get; init; }

    /// <summary>The number of columns of the training table, the target included.</summary>
    public required int TableColumns { get; init; }

    /// <summary>The SHA-256 of the training table's names, types and values; see <see cref="TableDigest"/>.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The version of the library that fitted the model.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>The version of the .NET runtime that ran it.</summary>
    public required string RuntimeVersion { get; init; }

    /// <summary>The width of the vector registers in use, in bits.</summary>
    public required int VectorBits { get; init; }

    /// <summary>How the model was planned, as one sentence.</summary>
    public required string Plan { get; init; }

    /// <summary>How the kernel or what else was tuned was found, as one sentence, or null when it was given.</summary>
    public string? KernelSearch { get; init; }

    /// <summary>How the training system was solved, and how well.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>How the metrics were found: "leave-one-out" or "5-fold" and the like.</summary>
    public required string ValidationMethod { get; init; }

    /// <summary>
    /// The metrics of the validation of a regression, in the unit of the target; null when they could not be had.
    /// </summary>
    public required RegressionMetrics? Metrics { get; init; }

    /// <summary>The metrics of the validation of a classification; null when they could not be had.</summary>
    public ClassificationMetrics? ClassMetrics { get; init; }

    /// <summary>The 95 % intervals of the metrics by name.</summary>
    public required IReadOnlyDictionary<string, (double Lower, double Upper)> Intervals { get; init; }

    /// <summary>How much a training row of each class counted, in the order of the classes; null for 1.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// Whether training rows can be read from the model; true for every kernel machine of this version.
    /// </summary>
    public bool ContainsTrainingRows { get; init; } = true;
}
