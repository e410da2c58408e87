namespace Gramian.Atlas.GpUci;

/// <summary>How well the test rows of one split were predicted, y standardised on the training rows.</summary>
/// <param name="Rmse">The root mean squared error.</param>
/// <param name="Nlpd">The mean negative log predictive density, in nats.</param>
/// <param name="Covered">The number of test rows inside their central 95 % interval.</param>
/// <param name="Count">The number of test rows.</param>
/// <param name="TargetScale">The standard deviation of the training targets, in their own unit.</param>
/// <param name="Evidence">The log marginal likelihood of the standardised training rows, in nats.</param>
internal readonly record struct Score(
    double Rmse, double Nlpd, int Covered, int Count, double TargetScale, double Evidence)
{
    /// <summary>The scores of some test rows; NaN where there is none.</summary>
    public static Score Of(IReadOnlyCollection<TestRow> rows, double targetScale, double evidence)
    {
        double squares = 0, density = 0;
        foreach (var row in rows)
        {
            squares += row.Error * row.Error;
            density -= row.LogDensity;
        }

        return new Score(
            Math.Sqrt(squares / rows.Count), density / rows.Count, rows.Count(row => row.Covered), rows.Count,
            targetScale, evidence);
    }
}
