using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>Represents what a search minimises: minus a log likelihood, or a bound of it, minus log priors.</summary>
internal sealed class HyperparameterObjective(
    HyperparameterSpace space, Kernel family, LikelihoodValue likelihood, ComputeOptions? options)
{
    private readonly double[] fullGradient = new double[space.TotalCount];

    /// <summary>Minus the log posterior density of the hyperparameters, up to a constant, and its gradient.</summary>
    /// <param name="point">The free transformed values.</param>
    /// <param name="gradient">The gradient over the free transformed values; NaN where there is no value.</param>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        options?.CancellationToken.ThrowIfCancellationRequested();
        (Kernel kernel, double noise) = space.At(family, point);
        double value = likelihood(kernel, noise, fullGradient);
        if (!double.IsFinite(value))
        {
            gradient.Fill(double.NaN);
            return double.NaN;
        }

        space.Gather(fullGradient, gradient);
        value += space.AddLogPrior(point, gradient);
        foreach (ref double element in gradient)
        {
            element = -element;
        }

        return -value;
    }
}
