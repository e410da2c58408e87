using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Models.Regression;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Discriminants;

/// <summary>
/// Represents how the ridge and the lengthscale of a kernel ridge classification are chosen: by the log loss of scaled
/// leave-one-out values, which one eigendecomposition gives for every ridge. Immutable.
/// </summary>
/// <remarks>
/// From the middle lengthscale the search goes on to longer and to shorter ones for as long as the loss falls. With
/// more rows than <see cref="RowLimit"/>, a drawn part of them chooses, and what carries over to all rows is Nλ.
/// Squared errors are not asked: a function that misses ±1 by much may still tell the classes apart, and its scaling
/// says so.
/// </remarks>
[Paper("rifkin2003regularized")]
[Paper("lin2007note")]
public sealed record RidgeClassTuning : ClassTuning
{
    /// <summary>The most rows that choose.</summary>
    public const int RowLimit = 1000;

    /// <summary>The most rows with functions on all of them; more have centres.</summary>
    public const int ExactRows = 2000;

    private const double LargestDecade = 2;
    private const double SmallestDecade = -8;
    private const int PointsPerDecade = 2;
    private const double LeastGain = 1e-4;   // in the loss of a row: for less, the larger λ is kept
    private const ulong DrawTask = 8;

    /// <summary>The centres; null (the default) for functions on all rows while these are few, then √n ln n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? CentreCount
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(CentreCount));
    }

    /// <summary>Chooses, and fits all rows.</summary>
    /// <param name="kernel">k, whose open lengthscales are chosen; null for an RBF kernel.</param>
    /// <param name="inputs">The n inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The class of each row, 0 … k − 1, [n].</param>
    /// <param name="classes">k.</param>
    /// <param name="summary">What was done, as one sentence.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A class has no row, or lengths do not fit each other.</exception>
    /// <exception cref="Solvers.SolverException">The kernel is not positive semidefinite on the inputs.</exception>
    public RidgeClassModel Fit(
        Kernel? kernel,
        Points inputs,
        ReadOnlySpan<int> labels,
        int classes,
        out string summary,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= ComputeOptions.Default;
        LabelledRows rows = LabelledRows.OfPlaces(inputs, labels, classes, ClassWeights);
        LabelledRows part = rows.Draw(RowLimit, new RandomStream(Seed, DrawTask));
        var climb = new LengthscaleClimb(
            LengthscaleClimb.Candidates(kernel, inputs.Dimension, LengthscaleFactors),
            one => Score(one, part, options), options);
        (Kernel best, double chosen) = climb.Run();
        double ridge = chosen * part.Total / rows.Total;
        summary = climb.Summary("by leaving out each row", part.Count, rows.Count, ridge);
        var recipe = new KernelRidgeClassifier(best)
        {
            Ridge = ridge,
            ClassWeights = PlaceWeights.ByLabel(ClassWeights),
            WithProbabilities = true,
            ExactRows = CentreCount is null ? ExactRows : 0,
            CentreCount = CentreCount,
            Seed = Seed,
        };
        double[] numbers = [.. rows.Classes.Select(place => rows.Labels[place])];
        return RidgeClassModel.Of(recipe.Fit(inputs, numbers, options: options), rows.Count);
    }

    // The best λ of a kernel with the recipe's intercept; N multiplies it.
    private static (double Ridge, double Loss, int Tried) Score(
        Kernel kernel, LabelledRows rows, ComputeOptions options)
    {
        Kernel whole = kernel.Resolve(rows.Inputs.Dimension) + new Constant(1);
        using Matrix<double> targets = KernelRidgeClassifier.Targets(rows);
        RidgePath path = RidgePath.Compute(
            whole, rows.Inputs, targets, rows.IsUniform ? null : Array.ConvertAll(rows.Weights, Math.Sqrt), options);
        int count = (int)((LargestDecade - SmallestDecade) * PointsPerDecade) + 1;
        (double best, double least) = (double.NaN, double.PositiveInfinity);
        for (int i = 0; i < count; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            double ridge = path.RidgeAt(LargestDecade - (i / (double)PointsPerDecade));
            using Matrix<double> left = RidgeDecision.Left(targets, path.LeaveOneOutResiduals(ridge));
            using Matrix<double> probabilities =
                RidgeScaling.Probabilities(left, RidgeScaling.Fit(left, rows));
            double loss = RidgeScaling.Loss(probabilities, rows);
            if (loss < least - LeastGain)
            {
                (best, least) = (ridge * rows.Count / rows.Total, loss);
            }
        }

        return (best, least, count);
    }
}
