using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Calibration;
using Gramian.Models.Planning;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Models.TableClasses;

/// <summary>Represents a plan as a recipe: everything, the tuning too, is done anew for the rows of each fit.</summary>
/// <param name="plan">What was planned.</param>
/// <param name="classes">The k classes.</param>
/// <param name="settings">What a person chose.</param>
[HouseExemption("conformance", "Is a plan for a table; the recipes behind it have suites.")]
internal sealed class PlannedRecipe(Plan plan, TargetClasses classes, FitOptions settings) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name => plan.Kind.ShortName();

    /// <summary>What the first fit tuned and how; null when nothing was.</summary>
    public string? Tuning { get; private set; }

    private bool IsTold { get; set; }

    /// <summary>Fits all rows, and learns the scaling of probabilities from fits that leave out a fold each.</summary>
    /// <exception cref="DataException">A class has one row, so that no fit without its fold would know it.</exception>
    public static CalibratedClassModel Calibrate(
        Plan plan, Points points, int[] labels, TargetClasses classes, FitOptions options, CalibrationMethod method,
        ComputeOptions? compute, out string? tuning)
    {
        for (int place = 0; place < classes.Count; place++)
        {
            if (labels.Count(label => label == place) < 2)
            {
                throw DataException.At(
                    "calibration leaves out rows of every class in turn, so each needs 2 where the model learns, but "
                    + $"'{DataException.Show(classes.Names[place])}' has fewer; add rows of it, or do not calibrate",
                    file: null, value: classes.Names[place]);
            }
        }

        var recipe = new PlannedRecipe(plan, classes, options);
        FittedCalibratedClassifier fitted = new CalibratedClassifier(recipe) { Method = method, Seed = options.Seed }
            .Fit(points, Array.ConvertAll(labels, label => (double)label), options: compute);
        tuning = recipe.Tuning;
        return new CalibratedClassModel((IKernelClassifier)fitted.Inner, fitted, method);
    }

    /// <inheritdoc/>
    public IClassifier Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null)
    {
        var places = new int[labels.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (int)labels[i];
        }

        IKernelClassifier fitted =
            ClassifierRecipe.FitPlain(plan, inputs, places, classes, settings, options, out string? tuning);
        (Tuning, IsTold) = (IsTold ? Tuning : tuning, true);
        return fitted;
    }
}
