using System.Collections.Immutable;
using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.TableClasses;
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
/// also give the scaling to probabilities, so that no row is scaled by a machine that it helped to train. Kernel
/// values are looked up in one Gram matrix for all costs and folds where it fits. While the winner lies on the edge of
/// the grid the cells beyond it are tried, at most three times, as long as they gain a thousandth.
/// </remarks>
[Paper("hsu2003practical")]
[Paper("jamieson2016nonstochastic")]
[Paper("lin2007note")]
public sealed record SupportVectorTuning : ClassTuning
{
    /// <summary>The costs C to try, rising; 2⁻², 2⁰, …, 2⁸ by default.</summary>
    public ImmutableArray<double> Costs { get; init; } = [0.25, 1, 4, 16, 64, 256];

    /// <summary>The number of folds; 5 by default.</summary>
    public int Folds { get; init => field = Guard.AtLeast(value, 2, nameof(Folds)); } = 5;

    /// <summary>The rows on which all cells compete; 1 000 by default.</summary>
    public int FirstRows { get; init => field = Guard.AtLeast(value, 10, nameof(FirstRows)); } = 1000;

    /// <summary>The most rows on which cells are compared and probabilities scaled; 16 000 by default.</summary>
    public int MostRows { get; init => field = Guard.AtLeast(value, 10, nameof(MostRows)); } = 16_000;

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

        PlaceWeights.Fit(ClassWeights, classes, nameof(ClassWeights));
        Points points = inputs.Select(order);
        bool isOpen = kernel?.IsResolved != true;
        Kernel KernelAt(double factor)
        {
            double lengthscale = factor * Math.Sqrt(points.Dimension);
            return kernel is null ? new Rbf(lengthscale) : kernel.Resolve(points.Dimension, lengthscale);
        }

        double[] factors = isOpen ? [.. LengthscaleFactors] : [0];
        SupportVectorCell[] cells = [.. factors.SelectMany((factor, column) => Costs.Select(cost =>
            new SupportVectorCell(isOpen ? KernelAt(factor) : kernel!, cost, column, factor)))];
        var race = new SupportVectorRace(
            this, KernelAt, points, sorted, classes, options ?? ComputeOptions.Default);
        SupportVectorScore best = race.Run(cells);
        summary = Summary(race, best.Cell, points.Count);
        return Train(best, race, points, sorted, options);
    }

    /// <summary>The recipe of a cell: the cost of a row is C times the weight of its class.</summary>
    internal SupportVectorClassifier Recipe(Kernel kernel, double cost) => new(kernel)
    {
        Cost = cost,
        ClassWeights = PlaceWeights.ByLabel(ClassWeights),
    };

    private string Summary(SupportVectorRace race, SupportVectorCell best, int count)
    {
        string rows = race.Rows == count
            ? string.Create(CultureInfo.InvariantCulture, $"all {race.Rows} rows")
            : string.Create(CultureInfo.InvariantCulture, $"up to {race.Rows} drawn of {count} rows");
        string wider = race.Widenings switch
        {
            0 => "",
            1 => ", looking once beyond the edge of the grid,",
            int times => string.Create(
                CultureInfo.InvariantCulture, $", looking {times} times beyond the edge of the grid,"),
        };
        string edge = race.AtBounds.Count == 0
            ? ""
            : $"; it is on the edge of all that was tried: {string.Join(", ", race.AtBounds)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Tried {race.Tried} pairs of C and lengthscale in {Folds} folds on {rows}{wider} and chose "
            + $"C = {best.Cost} by log loss{edge}.");
    }

    private SupportVectorModel Train(
        SupportVectorScore best, SupportVectorRace race, Points points, int[] labels, ComputeOptions? options)
    {
        // A factor of zero stands for a kernel that was given.
        var tried = race.Scores.OrderBy(score => score.Key.Factor).ThenBy(score => score.Key.Cost).ToList();
        double unit = Math.Sqrt(points.Dimension);
        FittedSupportVectorClassifier fitted = Recipe(best.Cell.Kernel, best.Cell.Cost)
            .Fit(points, Array.ConvertAll(labels, label => (double)label), options: options);
        TrainedClassifier training = fitted.Training;
        return new SupportVectorModel(fitted.Expansion, training.SupportCounts, best.Scalings)
        {
            Cost = best.Cell.Cost,
            TrainingRows = points.Count,
            BoundedCount = Bounded(training, best.Cell.Cost, labels),
            Certificate = training.Certificate,
            AtBounds = race.AtBounds,
            Trials = [.. tried.Select(score => new SupportVectorTrial(
                score.Key.Cost, score.Key.Factor > 0 ? score.Key.Factor * unit : double.NaN, score.Value.Rows,
                score.Value.Loss))],
            ChosenTrial = tried.FindIndex(score => score.Key == (best.Cell.Factor, best.Cell.Cost)),
        };
    }

    private int Bounded(TrainedClassifier training, double cost, int[] labels)
    {
        int count = 0;
        for (int s = 0; s < training.SupportRows.Count; s++)
        {
            double weight = ClassWeights.IsEmpty ? 1 : ClassWeights[labels[training.SupportRows[s]]];
            count += training.Coefficients.Any(machine => Math.Abs(machine[s]) >= cost * weight) ? 1 : 0;
        }

        return count;
    }
}
