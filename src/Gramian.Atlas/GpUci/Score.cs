using Gramian.Models;

namespace Gramian.Atlas.GpUci;

/// <summary>How well the test rows of one split were predicted, y standardised on the training rows.</summary>
/// <param name="Rmse">The root mean squared error.</param>
/// <param name="Nlpd">The mean negative log predictive density, in nats.</param>
/// <param name="Covered">The number of test rows inside their central 95 % interval.</param>
/// <param name="Count">The number of test rows.</param>
/// <param name="TargetScale">The standard deviation of the training targets, in their own unit.</param>
internal readonly record struct Score(double Rmse, double Nlpd, int Covered, int Count, double TargetScale)
{
    private const double Normal975 = 1.959963984540054;

    public static Score Of(Prediction prediction, ReadOnlySpan<double> truth, double targetScale)
    {
        double squares = 0, density = 0;
        int covered = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            double error = truth[i] - prediction.Mean[i], variance = prediction.Variance[i];
            squares += error * error;
            density += 0.5 * (Math.Log(2 * Math.PI * variance) + (error * error / variance));
            if (Math.Abs(error) <= Normal975 * Math.Sqrt(variance)) covered++;
        }

        return new Score(
            Math.Sqrt(squares / truth.Length), density / truth.Length, covered, truth.Length, targetScale);
    }
}
