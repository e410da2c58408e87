using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.TableClasses;
using Gramian.Numerics;

namespace Gramian.Models.Logistic;

/// <summary>
/// Represents how the ridge and the lengthscale of a kernel logistic regression are chosen: by the log loss of
/// cross-validated probabilities on a path of falling ridges for each lengthscale. Immutable.
/// </summary>
/// <remarks>
/// All lengthscales meet the same folds of the same rows; from the middle one the search goes on to longer and to
/// shorter ones for as long as the loss falls. With more rows than <see cref="RowLimit"/> gives, a drawn part
/// of them chooses, and what carries over to all rows is Nλ, the precision of the prior. That holds for functions on
/// all rows; a fit on centres chooses λ anew, on centres, by a fifth of up to 10 000 rows.
/// </remarks>
[Paper("zhu2005kernel")]
public sealed record LogisticTuning : ClassTuning
{
    private const double RowsOfTwoClasses = 600;
    private const double LeastRows = 300;

    /// <summary>The centres; null (the default) for functions on all rows while these are few, then √n ln n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? CentreCount
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(CentreCount));
    }

    /// <summary>The most rows that choose: 600 for two classes, fewer for more, but 300 at least.</summary>
    /// <param name="classes">k.</param>
    public static int RowLimit(int classes) => classes <= 2
        ? (int)RowsOfTwoClasses
        : (int)Math.Max(LeastRows, RowsOfTwoClasses / Math.Cbrt(1.5 * classes));

    /// <summary>Chooses, and fits all rows.</summary>
    /// <param name="kernel">k, whose open lengthscales are chosen; null for an RBF kernel.</param>
    /// <param name="inputs">The n inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The class of each row, 0 … k − 1, [n].</param>
    /// <param name="classes">k.</param>
    /// <param name="summary">What was done, as one sentence.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A class has no row, or lengths do not fit each other.</exception>
    public LogisticClassModel Fit(
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
        Kernel[] candidates = LengthscaleClimb.Candidates(kernel, inputs.Dimension, LengthscaleFactors);
        var climb = new LengthscaleClimb(
            candidates,
            one =>
            {
                (double ridge, IReadOnlyList<LogisticPathPoint> path) =
                    LogisticSelection.Choose(Recipe(one, classes), one, rows, options);
                return (ridge, path.Min(point => point.Loss), path.Count);
            },
            options);
        (Kernel best, double chosen) = climb.Run();
        summary = climb.Summary(
            $"in {LogisticSelection.Folds} folds", Math.Min(rows.Count, RowLimit(classes)), rows.Count, chosen);
        double[] numbers = [.. rows.Classes.Select(place => rows.Labels[place])];
        KernelLogisticRegression recipe = Recipe(best, classes) with { Ridge = chosen };
        if (CentreRidge.Applies(recipe, rows.Count))
        {
            (double onCentres, int seen) = CentreRidge.Choose(recipe, rows, options);
            recipe = recipe with { Ridge = onCentres };
            summary += string.Create(CultureInfo.InvariantCulture,
                $" On centres λ = {onCentres:G4} lost least, by a fifth of {seen} rows that was held out.");
        }

        return LogisticClassModel.Of(recipe.Fit(inputs, numbers, options: options), rows.Count);
    }

    private KernelLogisticRegression Recipe(Kernel kernel, int classes)
    {
        var recipe = new KernelLogisticRegression(kernel)
        {
            Seed = Seed,
            SelectionRows = RowLimit(classes),
            ClassWeights = PlaceWeights.ByLabel(ClassWeights),
        };
        return CentreCount is null ? recipe : recipe with { ExactRows = 0, CentreCount = CentreCount };
    }
}
