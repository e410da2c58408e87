using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Grids;

/// <summary>The system (K + σ²I) α = y of points on a grid, solved for one kernel and noise at a time.</summary>
internal abstract class GridSystem(double[] targets, double tolerance)
{
    // Of a transformed hyperparameter: the error of a central difference is about its square.
    private const double Change = 1e-5;
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>What solves the system, as a short phrase.</summary>
    public abstract string Method { get; }

    /// <summary>α in the order of the grid, [n].</summary>
    public double[] Weights { get; protected set; } = [];

    /// <summary>y in the order of the grid, [n].</summary>
    public IReadOnlyList<double> GridTargets => targets;

    protected double[] Targets => targets;

    /// <summary>The relative residual of solves by iteration.</summary>
    public double Tolerance => tolerance;

    public int Count => targets.Length;

    public double LogMarginalLikelihood { get; private set; }

    /// <summary>How the system was solved.</summary>
    public abstract Certificate Certificate { get; }

    /// <summary>Solves; false when the matrix is not positive definite to working precision.</summary>
    public bool TrySolve(Kernel kernel, double noiseVariance, ComputeOptions? options)
    {
        if (!TryFactor(kernel, noiseVariance, options))
        {
            return false;
        }

        double fit = 0;
        for (int i = 0; i < Count; i++)
        {
            fit += targets[i] * Weights[i];
        }

        LogMarginalLikelihood = (-0.5 * fit) - (0.5 * LogDeterminant) - (Count * HalfLogTwoPi);
        return double.IsFinite(LogMarginalLikelihood);
    }

    /// <summary>The derivatives of the likelihood by the transformed hyperparameters, the noise last.</summary>
    /// <remarks>
    /// Half of αᵀ∂Kα − tr((K + σ²I)⁻¹∂K), both exact but for ∂ of the few numbers that make K, which is a central
    /// difference.
    /// </remarks>
    public void Gradient(Kernel kernel, double noiseVariance, Span<double> gradient, ComputeOptions? options)
    {
        double[] values = [.. kernel.Hyperparameters.Select(parameter => parameter.Value)];
        Prepare(options);
        for (int j = 0; j < values.Length; j++)
        {
            bool isLogarithm = kernel.Hyperparameters[j].Transform == ParameterTransform.Log;
            Kernel Moved(double change)
            {
                double[] moved = [.. values];
                moved[j] = isLogarithm ? values[j] * Math.Exp(change) : values[j] + change;
                return kernel.WithValues(moved);
            }

            gradient[j] = Slope(Moved(Change), Moved(-Change), options) / (4 * Change);
        }

        double squares = Weights.Sum(weight => weight * weight);
        gradient[^1] = 0.5 * noiseVariance * (squares - InverseDiagonal().Sum());
    }

    /// <summary>The diagonal of (K + σ²I)⁻¹ in the order of the grid, [n].</summary>
    public abstract double[] InverseDiagonal();

    /// <summary>The means and latent variances at queries.</summary>
    public abstract void Predict(
        Kernel kernel, Points queries, Span<double> means, Span<double> variances, ComputeOptions? options);

    protected abstract double LogDeterminant { get; }

    protected abstract bool TryFactor(Kernel kernel, double noiseVariance, ComputeOptions? options);

    /// <summary>Makes what all slopes need.</summary>
    protected abstract void Prepare(ComputeOptions? options);

    /// <summary>αᵀ(K₁ − K₀)α − tr((K + σ²I)⁻¹(K₁ − K₀)) of two kernels near the present one.</summary>
    protected abstract double Slope(Kernel above, Kernel below, ComputeOptions? options);
}
