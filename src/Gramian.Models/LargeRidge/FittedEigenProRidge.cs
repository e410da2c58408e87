using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Stochastic;

namespace Gramian.Models.LargeRidge;

/// <summary>Represents a kernel ridge regression that stochastic steps fitted. Immutable, and safe to share.</summary>
/// <remarks>
/// The mean squared residual over (1 − p/n)² stands for the variance of a new observation, with p the degrees of
/// freedom of the rows whose spectrum was found: all of p when these are all rows, else less than it.
/// </remarks>
[Paper("ma2019kernel")]
public sealed class FittedEigenProRidge : IRegressor
{
    private readonly double[] errorVariances;

    internal FittedEigenProRidge(
        Kernel kernel, double ridge, Points inputs, Matrix<double> weights, double[] errorVariances)
    {
        (Kernel, Ridge, Inputs, Weights) = (kernel, ridge, inputs, weights);
        this.errorVariances = errorVariances;
    }

    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; }

    /// <summary>λ, which n multiplies.</summary>
    public double Ridge { get; }

    /// <summary>The training inputs.</summary>
    public Points Inputs { get; }

    /// <summary>The dual weights α, [n, q]; not to be changed.</summary>
    public Matrix<double> Weights { get; }

    /// <summary>How the steps went and why they ended.</summary>
    public required EigenProResult Run { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

    /// <inheritdoc/>
    public int TargetCount => Weights.Columns;

    /// <inheritdoc/>
    public Prediction Predict(Points queries, ComputeOptions? options = null) =>
        ExpansionPrediction.Make(Kernel, Inputs, Weights, errorVariances, queries, options);

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Kernel ridge regression on {Inputs.Count} rows x {InputDimension} inputs by stochastic steps: {Kernel}, "
        + $"ridge {Ridge:G4}, stopped by {Run.Stop}");
}
