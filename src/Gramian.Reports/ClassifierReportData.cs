using Gramian.Data;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Reports.Html;
using Gramian.Reports.Plots;
using Gramian.Reports.Reading;

namespace Gramian.Reports;

/// <summary>
/// Represents everything that the report of a classification shows; what is missing is left out of the page.
/// </summary>
/// <remarks>All texts may hold any characters: they are escaped where they are written.</remarks>
public sealed record ClassifierReportData
{
    /// <summary>The name of the data, such as the file without its folder.</summary>
    public required string DataName { get; init; }

    /// <summary>The name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>The names of the classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The model in words, such as "Support vector machine".</summary>
    public required string Model { get; init; }

    /// <summary>The fitted kernel as an expression; empty for none.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>The number of rows that the model was fitted on.</summary>
    public required int Rows { get; init; }

    /// <summary>The number of columns that the model uses.</summary>
    public required int Inputs { get; init; }

    /// <summary>How the predictions below were made.</summary>
    public string Validation { get; init; } = "";

    /// <summary>The seed of every random choice.</summary>
    public ulong Seed { get; init; }

    /// <summary>The headline metrics.</summary>
    public IReadOnlyList<MetricCard> Metrics { get; init; } = [];

    /// <summary>What was decided and why.</summary>
    public IReadOnlyList<ReportFact> Decisions { get; init; } = [];

    /// <summary>Things that the reader should know before trusting the model, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The certificate of the training.</summary>
    public IReadOnlyList<ReportFact> Certificate { get; init; } = [];

    /// <summary>The predictions of rows that the models had not seen; null for none.</summary>
    public ClassSet? Predictions { get; init; }

    /// <summary>The rows of each class in the table, those held out too; empty when they are not known.</summary>
    public IReadOnlyList<int> ClassRows { get; init; } = [];

    /// <summary>The support vectors of each class; empty for a model without them.</summary>
    public IReadOnlyList<int> SupportVectors { get; init; } = [];

    /// <summary>The decision boundary of a model of two columns; null for others.</summary>
    public BoundaryData? Boundary { get; init; }

    /// <summary>What was tried to choose cost and lengthscale; null for a model without such a search.</summary>
    public TuningGrid? Tuning { get; init; }

    /// <summary>Versions, hashes and times that are needed to make the model again.</summary>
    public IReadOnlyList<ReportFact> Reproduction { get; init; } = [];

    /// <summary>The command that made the model; empty for none.</summary>
    public string Command { get; init; } = "";

    /// <summary>The sources of the methods, one reference each.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Commands to go on with.</summary>
    public IReadOnlyList<string> NextCommands { get; init; } = [];

    /// <summary>Takes from a fitted model what its report shows.</summary>
    /// <param name="model">The model; predictions are shown only when it was just fitted.</param>
    /// <param name="origin">Where the model comes from, for the parts of the page about commands and sources.</param>
    /// <param name="table">The rows it was fitted on, for the balance and the boundary; null to leave them out.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="DataException">The table is not one for this model.</exception>
    public static ClassifierReportData From(
        TableClassifier model, ReportOrigin origin, Table? table = null, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(origin);
        return new ClassifierReading(model, origin, table, options).Read();
    }
}
