using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Calibration;

/// <summary>
/// Represents any classification with probabilities learnt from rows that did not help to decide. Immutable.
/// </summary>
/// <remarks>
/// Decision values of every row come from a fit without its fold; the folds share the classes out evenly. The scalings
/// are learnt from them, and the classification itself is fitted once more to all rows. Row weights reach the inner
/// classification; a scaling counts rows, and leaves those of weight zero out.
/// </remarks>
/// <param name="Inner">What decides; probabilities of its own are read by a temperature alone.</param>
[Paper("lin2007note")]
[Paper("zadrozny2002transforming")]
public sealed record CalibratedClassifier(IClassificationRecipe Inner) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name => Inner.Name;

    /// <summary>How decision values become probabilities; Platt's sigmoid by default.</summary>
    public CalibrationMethod Method { get; init; }

    /// <summary>The number of folds, at least 2; 5 by default, and fewer where the rows are fewer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int Folds { get; init => field = Guard.AtLeast(value, 2, nameof(Folds)); } = 5;

    /// <summary>The seed of the folds; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc cref="IClassificationRecipe.Fit"/>
    public FittedCalibratedClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        double[] rowWeights = ClassifierTraining.RowWeights(weights, inputs.Count);
        IClassifier whole = Inner.Fit(inputs, labels, weights, options);
        int[] present = [.. Enumerable.Range(0, inputs.Count).Where(i => rowWeights[i] > 0)];
        double[] presentLabels = new double[present.Length];
        for (int i = 0; i < present.Length; i++)
        {
            presentLabels[i] = labels[present[i]];
        }

        double[] presentWeights = [.. present.Select(i => rowWeights[i])];
        var held = new HeldOutScores(whole, Method);
        foreach (Fold fold in StratifiedKFold.Make(
            held.ClassesOf(presentLabels), Math.Min(Folds, present.Length), new RandomStream(Seed)))
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int[] train = [.. fold.Train.Select(i => present[i])];
            double[] trainLabels = [.. fold.Train.Select(i => presentLabels[i])];
            IClassifier? part = trainLabels.Distinct().Skip(1).Any()
                ? Inner.Fit(inputs.Select(train), trainLabels, [.. fold.Train.Select(i => presentWeights[i])], options)
                : null;
            held.Add(
                part, inputs.Select([.. fold.Test.Select(i => present[i])]),
                [.. fold.Test.Select(i => presentLabels[i])], options);
        }

        return held.Calibrate();
    }

    IClassifier IClassificationRecipe.Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, ComputeOptions? options) =>
        Fit(inputs, labels, weights, options);
}
