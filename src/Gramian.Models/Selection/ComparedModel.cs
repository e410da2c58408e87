namespace Gramian.Models.Selection;

/// <summary>Represents one model of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Report">Its metrics with confidence intervals.</param>
/// <param name="SquaredErrorExcess">
/// Its mean squared error less that of the best model, in squared units of the target.
/// </param>
/// <param name="NlpdExcess">Its mean negative log predictive density less that of the best model, in nats.</param>
public sealed record ComparedModel(
    string Name, MetricReport Report, PairedDifference SquaredErrorExcess, PairedDifference NlpdExcess);
