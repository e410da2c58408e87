using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents the posterior of a Gaussian process whose systems are solved by iteration. Immutable, safe to share.
/// </summary>
/// <remarks>
/// Holds the training rows and the preconditioner, n r numbers. A mean takes Θ(n) kernel values per query; variances
/// are solved for, a block of queries at a time, with Θ(n²) kernel values per iteration and block. Every prediction
/// carries the certificate of its solves.
/// </remarks>
[Paper("gardner2018gpytorch")]
public sealed class FittedIterativeProcess : IKernelRegressor
{
    private const int LargestBlock = 128;
    private const int BlockNumbers = 1 << 22;   // 32 MiB
    private const double NegativeVarianceTolerance = 1e-8;
    private readonly LinearOperator gram;
    private readonly Lazy<IPreconditioner> preconditioner;

    internal FittedIterativeProcess(
        IterativeGaussianProcess recipe,
        RegressionData data,
        Kernel kernel,
        double noiseVariance,
        Matrix<double> weights,
        IPreconditioner? known)
    {
        (Recipe, Inputs, Targets) = (recipe, data.Inputs, data.Targets);
        (Kernel, NoiseVariance, Weights) = (kernel, noiseVariance, weights);
        gram = kernel.Gram(data.Inputs);
        preconditioner = known is not null
            ? new Lazy<IPreconditioner>(known)
            : new Lazy<IPreconditioner>(() => IterativeFit.Precondition(recipe, gram, noiseVariance, null));
    }

    /// <summary>The recipe that was fitted; its kernel is the one before the fit.</summary>
    public IterativeGaussianProcess Recipe { get; }

    /// <summary>The kernel at the fitted hyperparameters, without white terms.</summary>
    public Kernel Kernel { get; }

    /// <summary>σ²ₙ, in squared units of the targets.</summary>
    public double NoiseVariance { get; }

    /// <summary>The training inputs, n points of d columns.</summary>
    public Points Inputs { get; }

    /// <summary>The training targets, [n, q]; not to be changed.</summary>
    public Matrix<double> Targets { get; }

    /// <summary>The weights α of the mean m(x) = Σᵢ αᵢ k(x, xᵢ), [n, q]; not to be changed.</summary>
    public Matrix<double> Weights { get; }

    /// <summary>An estimate of log p(y | inputs, hyperparameters), summed over the targets.</summary>
    public required double LogMarginalLikelihood { get; init; }

    /// <summary>The standard error of that estimate, from the spread of the probes; NaN with one probe.</summary>
    public required double LogMarginalLikelihoodError { get; init; }

    /// <summary>How the weights were solved for; a model that missed its tolerance says so here.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>How the search of hyperparameters ended; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    ModelKind IKernelRegressor.Kind => ModelKind.IterativeGaussianProcess;

    Points IKernelRegressor.KeptPoints => Inputs;

    double? IKernelRegressor.NoiseLevel => NoiseVariance;

    OptimizationResult? IKernelRegressor.Search => Optimization;

    double? IKernelRegressor.LogEvidence => LogMarginalLikelihood;

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

    /// <inheritdoc/>
    public int TargetCount => Targets.Columns;

    /// <summary>Predicts every target at each query.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>Means and variances, with the certificate of the weights and of the solves of the variances.</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns than the inputs.</exception>
    /// <exception cref="SolverException">A variance came out below zero by more than rounding.</exception>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);

        (int n, int m, int q) = (Inputs.Count, queries.Count, TargetCount);
        var means = new Matrix<double>(m, q);
        var latent = new Matrix<double>(m, q);
        var variances = new Matrix<double>(m, q);
        var prior = new double[m];
        Kernel.FillDiagonal(queries, prior);
        IFactorization system = Recipe
            .Solver(
                Recipe.VarianceTolerance,
                NoiseVariance,
                new GivenPreconditioning(preconditioner.Value, Recipe.RankFor(n)))
            .Prepare(gram, options);
        int block = Math.Min(LargestBlock, Math.Max(1, BlockNumbers / n));
        for (int first = 0; first < m; first += block)
        {
            int count = Math.Min(block, m - first);
            using Matrix<double> cross = Kernel.CrossMatrix(
                Inputs, ExactPosterior.Slice(queries, first, count), options);
            using var solved = new Matrix<double>(n, count);
            Blas.Gemm<double>(
                Transpose.Yes, Transpose.No, 1, cross, Weights, 0, means.View.Slice(first, 0, count, q), options);
            system.Solve(cross.View, solved.View);
            double[] explained = ColumnDots(cross, solved);
            for (int i = 0; i < count; i++)
            {
                double variance = Checked(prior[first + i] - explained[i], prior[first + i], first + i, system);
                latent.Row(first + i).Fill(variance);
                variances.Row(first + i).Fill(variance + NoiseVariance);
            }
        }

        return new Prediction(means, variances, latent)
        {
            Certificate = Certificate.Converged ? system.Certificate : Certificate,
        };
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process by iteration on {Inputs.Count} rows x {InputDimension} inputs: {Kernel}, noise variance "
        + $"{NoiseVariance:G4}, log marginal likelihood {LogMarginalLikelihood:F3} ± {LogMarginalLikelihoodError:F3}");

    private static double[] ColumnDots(Matrix<double> left, Matrix<double> right)
    {
        var sums = new double[left.Columns];
        for (int i = 0; i < left.Rows; i++)
        {
            ReadOnlySpan<double> a = left.Row(i);
            ReadOnlySpan<double> b = right.Row(i);
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += a[j] * b[j];
            }
        }

        return sums;
    }

    private static double Checked(double variance, double prior, int query, IFactorization system)
    {
        if (variance >= -NegativeVarianceTolerance * prior)
        {
            return Math.Max(variance, 0);
        }

        throw new SolverException(
            string.Create(CultureInfo.InvariantCulture,
                $"The posterior variance at query {query} came out as {variance:G6}, with a prior variance of "
                + $"{prior:G6}: raise the noise variance, or ask for a smaller tolerance."),
            system.Certificate with { Converged = false });
    }
}
