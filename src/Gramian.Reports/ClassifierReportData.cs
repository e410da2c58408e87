using Gramian.Data;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Reports.Plots;
using Gramian.Reports.Reading;

namespace Gramian.Reports;

/// <summary>
/// Represents everything that the report of a classification shows; what is missing is left out of the page.
/// </summary>
/// <remarks>All texts may hold any characters: they are escaped where they are written.</remarks>
public sealed record ClassifierReportData : ReportData
{
    /// <summary>The names of the classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The predictions of rows that the models had not seen; null for none.</summary>
    public ClassSet? Predictions { get; init; }

    /// <summary>What the same models said of the same rows before calibration; null for none.</summary>
    public ClassSet? Uncalibrated { get; init; }

    /// <summary>The rows of each class in the table, those held out too; empty when they are not known.</summary>
    public IReadOnlyList<int> ClassRows { get; init; } = [];

    /// <summary>The support vectors of each class; empty for a model without them.</summary>
    public IReadOnlyList<int> SupportVectors { get; init; } = [];

    /// <summary>The decision boundary of a model of two columns; null for others.</summary>
    public BoundaryData? Boundary { get; init; }

    /// <summary>What was tried to choose cost and lengthscale; null for a model without such a search.</summary>
    public TuningGrid? Tuning { get; init; }

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
