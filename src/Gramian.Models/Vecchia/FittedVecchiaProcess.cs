using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Vecchia;

/// <summary>
/// Represents a Gaussian process that predicts from the m nearest training rows. Immutable, and safe to share.
/// </summary>
/// <remarks>Holds the training rows. A query takes Θ(n d + m³) operations.</remarks>
[Paper("vecchia1988estimation")]
public sealed class FittedVecchiaProcess : IKernelRegressor
{
    private const int BlockRows = 16;
    private const double NegativeVarianceTolerance = 1e-8;
    private static readonly ComputeOptions OneThread = new() { Threads = 1 };
    private readonly double[] weights;      // of the columns, in distances
    private readonly Points scaled;

    internal FittedVecchiaProcess(RegressionData data, Kernel kernel, double noiseVariance, int neighbours)
    {
        (Inputs, Targets) = (data.Inputs, data.Targets);
        (Kernel, NoiseVariance, Neighbours) = (kernel, noiseVariance, neighbours);
        weights = KernelDistance.Weights(kernel, Inputs);
        scaled = KernelDistance.Scale(Inputs, weights);
    }

    /// <summary>The kernel at the fitted hyperparameters, without white terms.</summary>
    public Kernel Kernel { get; }

    /// <summary>σ²ₙ, in squared units of the targets.</summary>
    public double NoiseVariance { get; }

    /// <summary>m, the number of neighbours; a model of fewer rows uses them all.</summary>
    public int Neighbours { get; }

    /// <summary>The training inputs, n points of d columns.</summary>
    public Points Inputs { get; }

    /// <summary>The training targets, [n, q]; not to be changed.</summary>
    public Matrix<double> Targets { get; }

    /// <summary>The approximate log p(y | inputs, hyperparameters), summed over the targets.</summary>
    public required double LogMarginalLikelihood { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <summary>How the search of hyperparameters ended; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    ModelKind IKernelRegressor.Kind => ModelKind.VecchiaProcess;

    Points IKernelRegressor.KeptPoints => Inputs;

    double? IKernelRegressor.NoiseLevel => NoiseVariance;

    OptimizationResult? IKernelRegressor.Search => Optimization;

    double? IKernelRegressor.LogEvidence => LogMarginalLikelihood;

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

    /// <inheritdoc/>
    public int TargetCount => Targets.Columns;

    /// <inheritdoc/>
    /// <exception cref="SolverException">The neighbours of a query have no definite matrix.</exception>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);

        int m = queries.Count;
        var means = new Matrix<double>(m, TargetCount);
        var latent = new Matrix<double>(m, TargetCount);
        var variances = new Matrix<double>(m, TargetCount);
        RowMatches near = NearestPoints.Find(KernelDistance.Scale(queries, weights), scaled, Neighbours, options);
        CancellationToken stop = options?.CancellationToken ?? default;
        WorkerTeam.Run(
            (m + BlockRows - 1) / BlockRows,
            block =>
            {
                int last = Math.Min((block + 1) * BlockRows, m);
                for (int i = block * BlockRows; i < last && !stop.IsCancellationRequested; i++)
                {
                    double variance = One(queries, i, near.Columns(i), means.Row(i));
                    latent.Row(i).Fill(variance);
                    variances.Row(i).Fill(variance + NoiseVariance);
                }
            },
            options);
        stop.ThrowIfCancellationRequested();
        int bad = FirstBad(latent);
        return bad < 0 ? new Prediction(means, variances, latent) : throw new SolverException(
            $"The neighbours of query {bad} have no positive definite covariance matrix; raise the noise variance.",
            new Certificate { Method = VecchiaFit.Method, Converged = false });
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process of {Neighbours} neighbours on {Inputs.Count} rows x {InputDimension} inputs: {Kernel}, "
        + $"noise variance {NoiseVariance:G4}, log likelihood {LogMarginalLikelihood:F3}");

    // Writes the means and returns the latent variance; NaN when the neighbours' matrix is not definite.
    private double One(Points queries, int query, ReadOnlySpan<int> near, Span<double> means)
    {
        Points rows = Inputs.Select(near);
        Points point = queries.Select([query]);
        using Matrix<double> factor = Kernel.GramMatrix(rows, OneThread);
        SymmetricOps.AddToDiagonal(factor.View, NoiseVariance);
        if (!CholeskyFactor.TryFactor<double>(factor, out _, OneThread))
        {
            return double.NaN;
        }

        using Matrix<double> cross = Kernel.CrossMatrix(point, rows, OneThread);
        Span<double> weight = cross.Row(0);
        CholeskyFactor.SolveLower<double>(factor, weight);
        double prior = Kernel.Evaluate(point.Values.Row(0), point.Values.Row(0));
        double variance = prior - VectorOps.SumOfSquares<double>(weight);
        CholeskyFactor.SolveLowerTransposed<double>(factor, weight);
        for (int k = 0; k < near.Length; k++)
        {
            VectorOps.Axpy(weight[k], Targets.Row(near[k]), means);
        }

        return variance >= -NegativeVarianceTolerance * prior ? Math.Max(variance, 0) : double.NaN;
    }

    private static int FirstBad(Matrix<double> latent)
    {
        for (int i = 0; i < latent.Rows; i++)
        {
            if (double.IsNaN(latent[i, 0]))
            {
                return i;
            }
        }

        return -1;
    }
}
