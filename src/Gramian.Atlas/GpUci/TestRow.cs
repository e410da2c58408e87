namespace Gramian.Atlas.GpUci;

/// <summary>A test row and its prediction, in standard deviations of the training targets.</summary>
/// <param name="Level">The predicted mean.</param>
/// <param name="Error">The truth minus the predicted mean.</param>
/// <param name="Variance">The predicted variance of an observation.</param>
/// <param name="Repeats">Whether a training row has the same inputs and the same target.</param>
internal readonly record struct TestRow(double Level, double Error, double Variance, bool Repeats)
{
    private const double Normal975 = 1.959963984540054;

    /// <summary>Whether the truth lies in the central 95 % interval.</summary>
    public bool Covered => Math.Abs(Error) <= Normal975 * Math.Sqrt(Variance);

    /// <summary>The log predictive density of the truth, in nats.</summary>
    public double LogDensity => -0.5 * (Math.Log(2 * Math.PI * Variance) + (Error * Error / Variance));
}
