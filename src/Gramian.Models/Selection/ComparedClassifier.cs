namespace Gramian.Models.Selection;

/// <summary>Represents one classifier of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Report">Its metrics with confidence intervals.</param>
/// <param name="LogLossExcess">Its log loss less that of the best model, in nats; NaN without probabilities.</param>
/// <param name="ErrorExcess">Its share of wrong rows less that of the best model.</param>
public sealed record ComparedClassifier(
    string Name, ClassificationReport Report, PairedDifference LogLossExcess, PairedDifference ErrorExcess);
