using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.SupportVectors;

/// <summary>Predicts rows by machines that were trained without them, and finds the noise of a regression.</summary>
public static class SupportVectorFolds
{
    private const double FarDeviations = 5;

    /// <summary>Predicts every label by cross-validation; each fold has about the same share of every class.</summary>
    /// <param name="recipe">The recipe; probabilities are left out.</param>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="labels">The label of each row, [n].</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The predicted label of each row, [n].</returns>
    /// <exception cref="ArgumentException">
    /// The number of folds is outside its range, or there is one class only.
    /// </exception>
    public static double[] Classify(
        SupportVectorClassifier recipe,
        Points inputs,
        ReadOnlySpan<double> labels,
        int folds,
        ulong seed = 0,
        ComputeOptions? options = null) =>
        Classify(recipe, TrainingPoints.Of(inputs), labels, folds, seed, options);

    /// <summary>Predicts every label of sparse rows by cross-validation.</summary>
    /// <param name="recipe">The recipe; probabilities are left out.</param>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="labels">The label of each row, [n].</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The predicted label of each row, [n].</returns>
    /// <exception cref="ArgumentException">As in the other overload, or of the kernel.</exception>
    public static double[] Classify(
        SupportVectorClassifier recipe,
        SparsePoints inputs,
        ReadOnlySpan<double> labels,
        int folds,
        ulong seed = 0,
        ComputeOptions? options = null) =>
        Classify(recipe, TrainingPoints.Of(inputs), labels, folds, seed, options);

    private static double[] Classify(
        SupportVectorClassifier recipe,
        TrainingPoints inputs,
        ReadOnlySpan<double> labels,
        int folds,
        ulong seed,
        ComputeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        double[] all = labels.ToArray();
        ClassRows classes = ClassRows.Of(labels, inputs.Count);
        int[] foldOf = new int[inputs.Count];
        var random = new RandomStream(seed);
        int next = 0;
        foreach (int[] rows in classes.Rows)
        {
            int[] dealt = [.. rows];
            random.Shuffle<int>(dealt);
            foreach (int row in dealt)
            {
                foldOf[row] = next++ % folds;
            }
        }

        SupportVectorClassifier plain = recipe with { WithProbabilities = false };
        return Each(foldOf, folds, (train, held) =>
        {
            double[] learnt = [.. train.Select(row => all[row])];
            if (!learnt.AsSpan().ContainsAnyExcept(learnt[0]))
            {
                // Where one class alone is left there is no machine, and the class is the answer.
                return [.. Enumerable.Repeat(learnt[0], held.Length)];
            }

            FittedSupportVectorClassifier fitted = plain.Fit(
                inputs.Select(train), learnt, weights: default, start: null, options);
            return fitted.Decide(inputs.Select(held).Evaluate(fitted.Expansion, options));
        });
    }

    /// <summary>Predicts every target by cross-validation.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="targets">The target of each row, [n].</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The predictions, [n].</returns>
    /// <exception cref="ArgumentException">The number of folds is outside its range.</exception>
    public static double[] Regress(
        SupportVectorRegressor recipe,
        Points inputs,
        ReadOnlySpan<double> targets,
        int folds,
        ulong seed = 0,
        ComputeOptions? options = null) =>
        Regress(recipe, TrainingPoints.Of(inputs), targets, folds, seed, options);

    /// <summary>Predicts every target of sparse rows by cross-validation.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="targets">The target of each row, [n].</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The predictions, [n].</returns>
    /// <exception cref="ArgumentException">As in the other overload, or of the kernel.</exception>
    public static double[] Regress(
        SupportVectorRegressor recipe,
        SparsePoints inputs,
        ReadOnlySpan<double> targets,
        int folds,
        ulong seed = 0,
        ComputeOptions? options = null) =>
        Regress(recipe, TrainingPoints.Of(inputs), targets, folds, seed, options);

    private static double[] Regress(
        SupportVectorRegressor recipe,
        TrainingPoints inputs,
        ReadOnlySpan<double> targets,
        int folds,
        ulong seed,
        ComputeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Guard.Length(targets.Length, inputs.Count, nameof(targets));
        double[] all = targets.ToArray();
        return Each(Dealt(inputs.Count, folds, seed), folds, (train, held) =>
        {
            FittedSupportVectorRegressor fitted = recipe.Fit(
                inputs.Select(train), [.. train.Select(row => all[row])], weights: default, start: null, options);
            return inputs.Select(held).Evaluate(fitted.Expansion, options).View.ColumnToArray(0);
        });
    }

    /// <summary>Tells by cross-validation whether each row lies inside the support of the others: 1, else −1.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>1 or −1 for each row, [n].</returns>
    /// <exception cref="ArgumentException">The number of folds is outside its range.</exception>
    public static double[] Support(
        OneClassSupportVectors recipe, Points inputs, int folds, ulong seed = 0, ComputeOptions? options = null) =>
        Support(recipe, TrainingPoints.Of(inputs), folds, seed, options);

    /// <summary>Tells the same of sparse rows.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>1 or −1 for each row, [n].</returns>
    /// <exception cref="ArgumentException">As in the other overload, or of the kernel.</exception>
    public static double[] Support(
        OneClassSupportVectors recipe, SparsePoints inputs, int folds, ulong seed = 0,
        ComputeOptions? options = null) =>
        Support(recipe, TrainingPoints.Of(inputs), folds, seed, options);

    private static double[] Support(
        OneClassSupportVectors recipe, TrainingPoints inputs, int folds, ulong seed, ComputeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Each(Dealt(inputs.Count, folds, seed), folds, (train, held) =>
        {
            FittedOneClass fitted = recipe.Fit(inputs.Select(train), default, options);
            double[] values = inputs.Select(held).Evaluate(fitted.Expansion, options).View.ColumnToArray(0);
            return Array.ConvertAll(values, value => value > 0 ? 1.0 : -1.0);
        });
    }

    private static int[] Dealt(int rows, int folds, ulong seed)
    {
        Guard.InRange(folds, 2, Math.Max(2, rows));
        int[] foldOf = new int[rows];
        int[] order = new RandomStream(seed).Permutation(rows);
        for (int i = 0; i < order.Length; i++)
        {
            foldOf[order[i]] = i % folds;
        }

        return foldOf;
    }

    /// <summary>
    /// The scale σ of the noise exp(−|z|/σ)/(2σ): the mean absolute residual, without those beyond five deviations.
    /// </summary>
    /// <param name="residuals">Residuals of rows that did not help to predict them, at least 1; finite.</param>
    /// <exception cref="ArgumentException">There is no residual, or one is not finite.</exception>
    public static double LaplaceScale(ReadOnlySpan<double> residuals)
    {
        Guard.AtLeast(residuals.Length, 1, nameof(residuals));
        Guard.AllFinite(residuals, nameof(residuals));
        double mean = 0;
        foreach (double residual in residuals)
        {
            mean += Math.Abs(residual) / residuals.Length;
        }

        double limit = FarDeviations * Math.Sqrt(2 * mean * mean);
        double sum = 0;
        int near = 0;
        foreach (double residual in residuals)
        {
            if (Math.Abs(residual) <= limit)
            {
                sum += Math.Abs(residual);
                near++;
            }
        }

        return sum / near;
    }

    private static double[] Each(int[] foldOf, int folds, Func<int[], int[], double[]> predict)
    {
        Guard.InRange(folds, 2, Math.Max(2, foldOf.Length));
        double[] predicted = new double[foldOf.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] held = [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == fold)];
            int[] train = [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] != fold)];
            if (held.Length == 0)
            {
                continue;
            }

            double[] found = predict(train, held);
            for (int i = 0; i < held.Length; i++)
            {
                predicted[held[i]] = found[i];
            }
        }

        return predicted;
    }
}
