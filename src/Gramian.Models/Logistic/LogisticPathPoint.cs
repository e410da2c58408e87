namespace Gramian.Models.Logistic;

/// <summary>Represents what one λ costs rows that did not help to fit it.</summary>
/// <param name="Ridge">λ for all rows, which the sum of their weights multiplies.</param>
/// <param name="Loss">The weighted mean of the loss over held-out rows.</param>
/// <param name="Accuracy">The weighted share of held-out rows whose label was predicted.</param>
public readonly record struct LogisticPathPoint(double Ridge, double Loss, double Accuracy);
