using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Selection;

/// <summary>Represents several classifiers cross-validated on the same folds, best first. Immutable.</summary>
/// <remarks>Differences are paired, as in <see cref="ModelComparison"/>.</remarks>
[Paper("efron1993bootstrap", Where = "chapter 13")]
public sealed class ClassifierComparison
{
    private ClassifierComparison(IReadOnlyList<ComparedClassifier> models) => Models = models;

    /// <summary>
    /// The models in ascending order of log loss; those without probabilities follow, by their share of wrong rows.
    /// </summary>
    public IReadOnlyList<ComparedClassifier> Models { get; }

    /// <summary>Compares predictions that several models made of the same rows.</summary>
    /// <param name="predictions">
    /// The name and the predictions of each model, all of the same rows in the same order.
    /// </param>
    /// <param name="observed">The place of the observed class of each row, [m].</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <param name="resamples">The number of resamples, at least 20.</param>
    /// <exception cref="ArgumentException">There is no model, two have one name, or a length differs.</exception>
    public static ClassifierComparison Of(
        IReadOnlyList<(string Name, ClassPrediction Prediction)> predictions,
        int[] observed,
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

        var models = predictions
            .Select(p => (p.Name, Scores: new ClassScores(p.Prediction, observed),
                Report: ClassificationReport.Make(p.Prediction, observed, new RandomStream(seed), resamples)))
            .OrderBy(p => double.IsNaN(p.Report.Metrics.LogLoss))
            .ThenBy(p => p.Report.Metrics.LogLoss)
            .ThenByDescending(p => p.Report.Metrics.Accuracy)
            .ToList();
        ClassScores best = models[0].Scores;
        return new ClassifierComparison([.. models.Select(p => new ComparedClassifier(
            p.Name,
            p.Report,
            p.Scores.Losses.Length == 0 || best.Losses.Length == 0
                ? new PairedDifference(double.NaN, double.NaN, double.NaN)
                : Bootstrap.PairedInterval(p.Scores.Losses, best.Losses, new RandomStream(seed), resamples),
            Bootstrap.PairedInterval(Wrong(p.Scores), Wrong(best), new RandomStream(seed), resamples)))]);
    }

    private static double[] Wrong(ClassScores scores) => Array.ConvertAll(scores.Right, right => right ? 0.0 : 1.0);
}
