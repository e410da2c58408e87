using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>Represents the log marginal likelihood of given data as a function of the hyperparameters.</summary>
/// <remarks>
/// Holds one n × n buffer, 8 n² bytes, which every evaluation reuses; nothing else of that size is allocated. Not
/// thread-safe: one evaluation at a time.
/// </remarks>
[Paper("rasmussen2006gaussian", Where = "eqs. 2.30, 2.45, 5.9")]
public sealed class MarginalLikelihood : IDisposable
{
    private readonly ExactSystem system;

    /// <summary>Checks the data, and allocates.</summary>
    /// <param name="recipe">The kernel, the mean, the row noise and the jitter policy.</param>
    /// <param name="inputs">The n training inputs; borrowed.</param>
    /// <param name="targets">The training targets, [n, q]; copied.</param>
    /// <exception cref="ArgumentException">The shapes disagree, there is no row, or a target is not finite.</exception>
    public MarginalLikelihood(GaussianProcess recipe, Points inputs, MatrixView<double> targets)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var data = new RegressionData(inputs, targets, recipe.RowNoise, recipe.Mean);
        (Kernel, Hyperparameter noise) = GaussianProcessFit.Prepare(recipe, data);
        NoiseVariance = noise.Value;
        ParameterNames = [.. Kernel.Hyperparameters.Select(parameter => parameter.Name), noise.Name];
        system = new ExactSystem(data, recipe.Jitter);
    }

    /// <summary>The recipe's kernel, resolved for the inputs, without white terms.</summary>
    public Kernel Kernel { get; }

    /// <summary>The recipe's noise variance.</summary>
    public double NoiseVariance { get; }

    /// <summary>
    /// The names of the hyperparameters in the order of the gradient; the last is the noise variance.
    /// </summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The jitter of the latest evaluation, absolute; 0 for none.</summary>
    public double Jitter => system.Jitter;

    /// <summary>Evaluates the log marginal likelihood and its gradient.</summary>
    /// <param name="kernel">The kernel, with the hyperparameters of <see cref="Kernel"/> at any values.</param>
    /// <param name="noiseVariance">σ²ₙ, zero or positive.</param>
    /// <param name="gradient">
    /// Receives the derivative by the logarithm of each parameter (by the parameter itself where its transform is the
    /// identity), in the order of <see cref="ParameterNames"/>; empty to leave it out.
    /// </param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The gradient has another length, or the noise variance is negative.
    /// </exception>
    /// <exception cref="SolverException">No permitted jitter makes the system positive definite.</exception>
    public double Evaluate(
        Kernel kernel, double noiseVariance, Span<double> gradient, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Guard.NonNegative(noiseVariance);
        if (!system.TrySolve(kernel, noiseVariance, withNorm: false, options))
        {
            throw GaussianProcessFit.NotPositiveDefinite(system.Size, noiseVariance);
        }

        double value = system.LogMarginalLikelihood;
        if (!gradient.IsEmpty)
        {
            Guard.Length(gradient.Length, ParameterNames.Count, nameof(gradient));
            system.Gradient(kernel, noiseVariance, gradient, options);
        }

        return value;
    }

    /// <summary>Frees the buffer.</summary>
    public void Dispose() => system.Buffer.Dispose();
}
