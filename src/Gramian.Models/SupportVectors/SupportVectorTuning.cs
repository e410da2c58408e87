using System.Collections.Immutable;
using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>
/// Represents how C and the lengthscale of a support vector machine are chosen: by the log loss of cross-validated
/// probabilities on a grid. Immutable.
/// </summary>
/// <remarks>
/// For each lengthscale C rises and every training starts from the last; a lengthscale is left when two steps of C in
/// turn made it worse. With more than <see cref="FirstRows"/> rows all cells compete on that many, the best quarter on
/// four times as many, and so on. The decisions of the winner, cross-validated on up to <see cref="MostRows"/> rows,
/// also give the scaling to probabilities, so that no row is scaled by a machine that it helped to train.
/// </remarks>
[Paper("hsu2003practical")]
[Paper("jamieson2016nonstochastic")]
[Paper("lin2007note")]
public sealed record SupportVectorTuning
{
    /// <summary>The costs C to try, rising; 2⁻², 2⁰, …, 2⁸ by default.</summary>
    public ImmutableArray<double> Costs { get; init; } = [0.25, 1, 4, 16, 64, 256];

    /// <summary>
    /// What the square root of the number of columns is multiplied by for the lengthscales to try; ¼ … 4 by default.
    /// They replace those that a given kernel leaves open; a kernel that leaves none open is taken as it is.
    /// </summary>
    public ImmutableArray<double> LengthscaleFactors { get; init; } = [0.25, 0.5, 1, 2, 4];

    /// <summary>The number of folds; 5 by default.</summary>
    public int Folds { get; init => field = Guard.AtLeast(value, 2, nameof(Folds)); } = 5;

    /// <summary>The rows on which all cells compete; 1 000 by default.</summary>
    public int FirstRows { get; init => field = Guard.AtLeast(value, 10, nameof(FirstRows)); } = 1000;

    /// <summary>The most rows on which cells are compared and probabilities scaled; 16 000 by default.</summary>
    public int MostRows { get; init => field = Guard.AtLeast(value, 10, nameof(MostRows)); } = 16_000;

    /// <summary>The seed of folds and draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Chooses, and trains on all rows.</summary>
    /// <param name="kernel">k, whose open lengthscales are chosen; null for an RBF kernel.</param>
    /// <param name="inputs">The n inputs; borrowed during the call.</param>
    /// <param name="labels">The class of each row, 0 … k − 1, [n].</param>
    /// <param name="classes">k.</param>
    /// <param name="summary">What was done, as one sentence.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A class has no row, or the lengths differ.</exception>
    public SupportVectorModel Fit(
        Kernel? kernel,
        Points inputs,
        ReadOnlySpan<int> labels,
        int classes,
        out string summary,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Guard.Length(labels.Length, inputs.Count, nameof(labels));
        // Class by class, the machines of the pairs come in the order of the classes.
        int[] given = labels.ToArray();
        int[] order = [.. Enumerable.Range(0, given.Length).OrderBy(row => given[row])];
        int[] sorted = [.. order.Select(row => given[row])];
        if (sorted.Distinct().Count() != classes)
        {
            throw new ArgumentException($"Each of the {classes} classes needs a row.", nameof(labels));
        }

        Points points = inputs.Select(order);
        SupportVectorCell[] cells = Cells(kernel, points.Dimension);
        var race = new SupportVectorRace(this, points, sorted, classes, options ?? ComputeOptions.Default);
        SupportVectorCell best = race.Run(cells, out PlattScaling[] scalings, out int tried, out int rows);
        summary = string.Create(
            CultureInfo.InvariantCulture,
            $"Tried {tried} pairs of C and lengthscale in {Folds} folds on ")
            + (rows == points.Count
                ? string.Create(CultureInfo.InvariantCulture, $"all {rows} rows")
                : string.Create(CultureInfo.InvariantCulture, $"up to {rows} drawn of {points.Count} rows"))
            + string.Create(CultureInfo.InvariantCulture, $" and chose C = {best.Cost} by log loss.");
        return Train(best, points, sorted, classes, scalings, options);
    }

    private SupportVectorCell[] Cells(Kernel? kernel, int dimension)
    {
        double typical = Math.Sqrt(dimension);
        Kernel[] kernels = kernel?.IsResolved == true
            ? [kernel]
            : [.. LengthscaleFactors.Select(factor => kernel is null
                ? new Rbf(factor * typical)
                : kernel.Resolve(dimension, factor * typical))];
        return [.. kernels.SelectMany((one, column) => Costs.Select(cost => new SupportVectorCell(one, cost, column)))];
    }

    private static SupportVectorModel Train(
        SupportVectorCell cell, Points points, int[] labels, int classes, PlattScaling[] scalings,
        ComputeOptions? options)
    {
        FittedSupportVectorClassifier fitted = new SupportVectorClassifier(cell.Kernel) { Cost = cell.Cost }
            .Fit(points, Array.ConvertAll(labels, label => (double)label), options: options);
        TrainedClassifier training = fitted.Training;
        return new SupportVectorModel(fitted.Expansion, training.SupportCounts, scalings)
        {
            Cost = cell.Cost,
            TrainingRows = points.Count,
            BoundedCount = Bounded(training, cell.Cost),
            Certificate = training.Certificate,
        };
    }

    private static int Bounded(TrainedClassifier training, double cost)
    {
        int count = 0;
        for (int s = 0; s < training.SupportRows.Count; s++)
        {
            count += training.Coefficients.Any(machine => Math.Abs(machine[s]) >= cost) ? 1 : 0;
        }

        return count;
    }
}
