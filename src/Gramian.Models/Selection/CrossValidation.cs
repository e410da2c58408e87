using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Selection;

/// <summary>
/// Represents cross-validation over fixed folds: everything is fitted anew inside each fold. Immutable.
/// </summary>
[Paper("stone1974crossvalidatory")]
public sealed class CrossValidation
{
    private readonly Fold[] folds;

    /// <summary>Makes a cross-validation over given folds.</summary>
    /// <param name="folds">The folds; the test parts must not share a row.</param>
    /// <exception cref="ArgumentException">There is no fold, a part is empty, or a row is tested twice.</exception>
    public CrossValidation(IEnumerable<Fold> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        this.folds = [.. folds];
        if (this.folds.Length == 0 || this.folds.Any(fold => fold.Train.Length == 0 || fold.Test.Length == 0))
        {
            throw new ArgumentException(
                "Cross-validation needs at least 1 fold, each with rows to learn from and rows to test on.",
                nameof(folds));
        }

        TestRows = [.. this.folds.SelectMany(fold => fold.Test)];
        int twice = TestRows.GroupBy(row => row)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .FirstOrDefault(-1);
        if (twice >= 0)
        {
            throw new ArgumentException($"Row {twice} is in the test part of more than one fold.", nameof(folds));
        }
    }

    /// <summary>The tested rows, fold after fold; predictions come in this order.</summary>
    public IReadOnlyList<int> TestRows { get; }

    /// <summary>The number of folds.</summary>
    public int FoldCount => folds.Length;

    /// <summary>Makes k folds of almost equal size.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="folds">k, from 2 to the number of rows.</param>
    /// <param name="seed">The seed of the division; the same seed makes the same folds for every model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is not in [2, rows].</exception>
    public static CrossValidation OfFolds(int rows, int folds, ulong seed = 0) =>
        new(KFold.Make(rows, folds, new RandomStream(seed)));

    /// <summary>Predicts every tested row by a model that was fitted without its fold.</summary>
    /// <param name="predictor">Fits on rows and predicts others.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <returns>The predictions of <see cref="TestRows"/>, in that order.</returns>
    /// <exception cref="InvalidOperationException">
    /// The predictor returned another number of predictions than rows.
    /// </exception>
    public Prediction Predict(RowPredictor predictor, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        var parts = new List<Prediction>();
        for (int f = 0; f < folds.Length; f++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            options?.Progress?.Report(new ComputeProgress("cross-validating", f / (double)folds.Length));
            Prediction part = predictor(folds[f].Train, folds[f].Test, options);
            if (part.Count != folds[f].Test.Length)
            {
                throw new InvalidOperationException(
                    $"Fold {f} has {folds[f].Test.Length} rows to predict, but {part.Count} predictions came back.");
            }

            parts.Add(part);
        }

        return Concatenate(parts);
    }

    /// <summary>Predicts every tested row by a recipe that was fitted without its fold.</summary>
    /// <param name="recipe">
    /// What to fit; wrap it in <see cref="StandardizedRegression"/> to standardise inside each fold.
    /// </param>
    /// <param name="inputs">All n inputs.</param>
    /// <param name="targets">All targets, [n, q].</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or a fold names a row that there is not.</exception>
    public Prediction Predict(
        IRegressionRecipe recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Predict(RowsOf(recipe, inputs, targets), options);
    }

    /// <summary>Measures a recipe: the metrics of its cross-validated predictions.</summary>
    /// <param name="recipe">What to fit.</param>
    /// <param name="inputs">All n inputs.</param>
    /// <param name="targets">All targets, [n].</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    public MetricReport Score(
        IRegressionRecipe recipe, Points inputs, double[] targets, ulong seed = 0, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Matrix<double> column = Matrix<double>.FromRowMajor(targets.Length, 1, targets);
        Prediction prediction = Predict(recipe, inputs, column, options);
        return MetricReport.Make(prediction, InTestOrder(targets), new RandomStream(seed));
    }

    /// <summary>The values of the tested rows, in the order of <see cref="TestRows"/>.</summary>
    /// <param name="values">One value per row, [n].</param>
    public double[] InTestOrder(ReadOnlySpan<double> values)
    {
        var ordered = new double[TestRows.Count];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i] = values[TestRows[i]];
        }

        return ordered;
    }

    private static RowPredictor RowsOf(IRegressionRecipe recipe, Points inputs, MatrixView<double> targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        Matrix<double> all = targets.ToMatrix();
        return (train, test, options) => recipe
            .ForRows(train)
            .Fit(inputs.Select(train), RowSubset.Select(all, train), options)
            .Predict(inputs.Select(test), options);
    }

    private static Prediction Concatenate(List<Prediction> parts)
    {
        int rows = parts.Sum(part => part.Count);
        int targets = parts[0].TargetCount;
        var means = new Matrix<double>(rows, targets);
        var variances = new Matrix<double>(rows, targets);
        bool hasLatent = parts.All(part => part.LatentVariances is not null);
        Matrix<double>? latent = hasLatent ? new Matrix<double>(rows, targets) : null;
        int first = 0;
        foreach (Prediction part in parts)
        {
            part.Means.View.CopyTo(means.View.Slice(first, 0, part.Count, targets));
            part.Variances.View.CopyTo(variances.View.Slice(first, 0, part.Count, targets));
            if (latent is not null)
            {
                part.LatentVariances!.View.CopyTo(latent.View.Slice(first, 0, part.Count, targets));
            }

            first += part.Count;
        }

        return new Prediction(means, variances, latent);
    }
}
