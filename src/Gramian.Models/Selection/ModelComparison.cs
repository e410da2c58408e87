using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Selection;

/// <summary>Represents several models cross-validated on the same folds, best first. Immutable.</summary>
/// <remarks>
/// Differences are paired: the same resampled rows serve both models, so that rows that are hard for all do not widen
/// the interval of a difference.
/// </remarks>
[Paper("efron1993bootstrap", Where = "chapter 13")]
[HouseExemption("conformance", "Compares models of a table, whose recipes have suites.")]
public sealed class ModelComparison
{
    private ModelComparison(IReadOnlyList<ComparedModel> models) => Models = models;

    /// <summary>The models in ascending order of root mean squared error.</summary>
    public IReadOnlyList<ComparedModel> Models { get; }

    /// <summary>Cross-validates recipes.</summary>
    /// <param name="recipes">The recipes; their names must differ.</param>
    /// <param name="inputs">All n inputs.</param>
    /// <param name="targets">All targets, [n].</param>
    /// <param name="validation">The folds.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There is no recipe, two have one name, or the shapes disagree.</exception>
    public static ModelComparison Run(
        IReadOnlyList<IRegressionRecipe> recipes,
        Points inputs,
        double[] targets,
        CrossValidation validation,
        ulong seed = 0,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(validation);
        Matrix<double> column = Matrix<double>.FromRowMajor(targets.Length, 1, targets);
        var predictions = recipes
            .Select(recipe => (recipe.Name, validation.Predict(recipe, inputs, column, options)))
            .ToList();
        return Of(predictions, validation.InTestOrder(targets), seed);
    }

    /// <summary>Compares predictions that several models made of the same rows.</summary>
    /// <param name="predictions">
    /// The name and the predictions of each model, all of the same rows in the same order.
    /// </param>
    /// <param name="observed">What was observed, [m].</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <param name="resamples">The number of resamples, at least 20.</param>
    /// <exception cref="ArgumentException">There is no model, two have one name, or a length differs.</exception>
    public static ModelComparison Of(
        IReadOnlyList<(string Name, Prediction Prediction)> predictions,
        double[] observed,
        ulong seed = 0,
        int resamples = MetricReport.DefaultResamples)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(observed);
        if (predictions.Count == 0 || predictions.Select(p => p.Name).Distinct().Count() != predictions.Count)
        {
            throw new ArgumentException(
                "A comparison needs at least 1 model, and every model needs a name of its own.", nameof(predictions));
        }

        var reports = predictions
            .Select(p => (p.Name, p.Prediction,
                Report: MetricReport.Make(p.Prediction, observed, new RandomStream(seed), resamples)))
            .OrderBy(p => p.Report.Metrics.Rmse)
            .ToList();
        Prediction best = reports[0].Prediction;
        return new ModelComparison([.. reports.Select(p => new ComparedModel(
            p.Name,
            p.Report,
            DifferenceInterval(p.Prediction, best, observed, new RandomStream(seed), resamples, SquaredError),
            DifferenceInterval(p.Prediction, best, observed, new RandomStream(seed), resamples, NegativeLogDensity)))]);
    }

    // The mean loss of one model less that of the best over resampled rows.
    private static PairedDifference DifferenceInterval(
        Prediction model,
        Prediction best,
        double[] observed,
        RandomStream random,
        int resamples,
        Func<Prediction, int, double, double> loss)
    {
        double[] Losses(Prediction prediction) =>
            [.. Enumerable.Range(0, observed.Length).Select(i => loss(prediction, i, observed[i]))];
        return Bootstrap.PairedInterval(Losses(model), Losses(best), random, resamples);
    }

    private static double SquaredError(Prediction prediction, int row, double y) =>
        (y - prediction.Mean[row]) * (y - prediction.Mean[row]);

    private static double NegativeLogDensity(Prediction prediction, int row, double y) =>
        0.5 * (Math.Log(2 * Math.PI * prediction.Variance[row])
            + (SquaredError(prediction, row, y) / prediction.Variance[row]));
}
