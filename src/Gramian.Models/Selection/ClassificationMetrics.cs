using Gramian.Numerics;

namespace Gramian.Models.Selection;

/// <summary>Represents how well predicted classes and their probabilities agree with what was observed.</summary>
/// <remarks>
/// What needs probabilities is NaN for a model without them. With two classes the Brier score is (p − y)², with more
/// the sum over the classes. The calibration error divides the highest probability of each row into 15 bins of equal
/// width and averages |accuracy − mean probability|, weighted by the rows of the bins.
/// </remarks>
/// <param name="Accuracy">The share of rows whose predicted class was observed.</param>
/// <param name="BalancedAccuracy">The mean over the observed classes of the share that was recognised.</param>
/// <param name="LogLoss">The mean of −log p of the observed class, in nats; p is held above 2⁻⁵².</param>
/// <param name="Brier">The Brier score.</param>
/// <param name="Auc">
/// The area under the curve of each class against the rest, ties as one half, averaged over the observed classes; NaN
/// when one class only was observed.
/// </param>
/// <param name="Ece">The expected calibration error.</param>
[Paper("brier1950verification")]
[Paper("fawcett2006roc")]
[Paper("naeini2015binning")]
public readonly record struct ClassificationMetrics(
    double Accuracy, double BalancedAccuracy, double LogLoss, double Brier, double Auc, double Ece)
{
    /// <summary>The number of bins of the calibration error.</summary>
    public const int Bins = 15;

    /// <summary>The names of the metrics, in the order of the fields, as they are printed.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["accuracy", "balanced_accuracy", "log_loss", "brier", "auc", "ece"];

    /// <summary>A metric by its name.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double this[string name] => name switch
    {
        "accuracy" => Accuracy,
        "balanced_accuracy" => BalancedAccuracy,
        "log_loss" => LogLoss,
        "brier" => Brier,
        "auc" => Auc,
        "ece" => Ece,
        _ => throw new ArgumentException(
            $"There is no metric '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
    };

    /// <summary>Measures predictions.</summary>
    /// <param name="prediction">The predictions of m rows.</param>
    /// <param name="observed">The place of the observed class of each row, [m].</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a place is no class.</exception>
    public static ClassificationMetrics Measure(ClassPrediction prediction, ReadOnlySpan<int> observed)
    {
        var scores = new ClassScores(prediction, observed);
        int[] once = new int[observed.Length];
        Array.Fill(once, 1);
        return scores.Measure(once);
    }
}
