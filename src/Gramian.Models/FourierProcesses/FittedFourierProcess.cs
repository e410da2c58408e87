using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.FourierProcesses;

/// <summary>Represents a Gaussian process posterior in Fourier features. Immutable; safe to share between
/// threads.</summary>
/// <remarks>
/// Holds O(2^d M) numbers for M frequencies and no row of the training data. Means of any number of queries are one
/// transform. A variance takes O(M²) with the factor that the first one makes, of O(M³), or a solve of its own where M
/// is above the limit of the recipe.
/// </remarks>
[Paper("greengard2022equispaced")]
public sealed class FittedFourierProcess : IKernelRegressor
{
    private const int BatchColumns = 64;
    private readonly FourierSystem system;
    private readonly Matrix<double> coefficients;
    private IFactorization? dense;

    internal FittedFourierProcess(
        FourierProcess recipe,
        FourierSystem system,
        Kernel kernel,
        double noiseVariance,
        Points sample,
        Matrix<double> projected,
        ComputeOptions? options)
    {
        (Recipe, this.system, Kernel, NoiseVariance, Sample) = (recipe, system, kernel, noiseVariance, sample);
        IFactorization normal = Prepare(options);
        coefficients = new Matrix<double>(projected.Rows, projected.Columns);
        normal.Solve(projected, coefficients);
        Certificate = normal.Certificate;
    }

    internal FittedFourierProcess(
        FourierProcess recipe,
        FourierSystem system,
        Kernel kernel,
        Points sample,
        Matrix<double> coefficients,
        Certificate certificate)
    {
        (Recipe, this.system, Kernel, NoiseVariance) = (recipe, system, kernel, recipe.NoiseVariance);
        (Sample, this.coefficients, Certificate) = (sample, coefficients, certificate);
    }

    /// <summary>The recipe that was fitted.</summary>
    public FourierProcess Recipe { get; }

    /// <summary>The kernel, without white terms.</summary>
    public Kernel Kernel { get; }

    /// <summary>σ²ₙ with the white terms, in squared units of the targets.</summary>
    public double NoiseVariance { get; }

    /// <summary>M, the number of frequencies.</summary>
    public int Frequencies => system.Count;

    /// <summary>A bound of the error of every kernel value in the domain, in the units of the variance.</summary>
    public double KernelErrorBound => system.Quadrature.ErrorBound;

    /// <summary>Some of the training inputs, for looking at the model; the mean needs none.</summary>
    public Points Sample { get; }

    /// <summary>How the search of hyperparameters ended, on drawn rows; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    ModelKind IKernelRegressor.Kind => ModelKind.FourierProcess;

    Points IKernelRegressor.KeptPoints => Sample;

    double? IKernelRegressor.NoiseLevel => NoiseVariance;

    OptimizationResult? IKernelRegressor.Search => Optimization;

    internal FittedFourierProcess With(OptimizationResult? optimization) =>
        new(Recipe with { NoiseVariance = NoiseVariance }, system, Kernel, Sample, coefficients, Certificate)
        {
            Optimization = optimization,
        };

    internal FourierSystem System => system;

    internal Matrix<double> Coefficients => coefficients;

    /// <inheritdoc/>
    public int InputDimension => system.Dimension;

    /// <inheritdoc/>
    public int TargetCount => coefficients.Columns;

    /// <inheritdoc/>
    public Certificate Certificate { get; }

    /// <summary>Predicts the means alone, [m, q]: one transform, without a solve.</summary>
    /// <param name="queries">The m queries, in the domain.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns, or one lies outside the domain
    /// of the fit.</exception>
    public Matrix<double> PredictMeans(Points queries, ComputeOptions? options = null)
    {
        CheckQueries(queries);
        return system.Evaluate(queries, coefficients, options);
    }

    /// <inheritdoc/>
    /// <remarks>A query outside the domain of the fit is refused, or gets the prior, as the recipe says.</remarks>
    /// <exception cref="SolverException">The solve for a variance did not converge.</exception>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        if (Recipe.PriorBeyond)
        {
            int[] inside = [.. Enumerable.Range(0, queries.Count).Where(i => system.Holds(queries.Values.Row(i)))];
            if (inside.Length < queries.Count)
            {
                return PredictSome(queries, inside, options);
            }
        }

        Matrix<double> means = PredictMeans(queries, options);
        var variances = new Matrix<double>(queries.Count, TargetCount);
        var latent = new Matrix<double>(queries.Count, TargetCount);
        bool isDense = system.Count <= Recipe.DenseLimit;
        IFactorization prepared = isDense ? Dense(options) : Prepare(options);
        for (int start = 0; start < queries.Count; start += BatchColumns)
        {
            int count = Math.Min(BatchColumns, queries.Count - start);
            using var features = new Matrix<double>(prepared.Size, count);
            using var solutions = new Matrix<double>(prepared.Size, count);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<double> query = queries.Values.Row(start + i);
                if (isDense)
                {
                    system.CopyRealFeatures(query, features, i);
                }
                else
                {
                    system.CopyFeatures(query, features, i);
                }
            }

            prepared.Solve(features, solutions);
            if (!prepared.Certificate.Converged)
            {
                throw new SolverException(
                    $"The variances of queries {start} to {start + count - 1} did not converge. "
                    + prepared.Certificate.Remedy, prepared.Certificate);
            }

            for (int i = 0; i < count; i++)
            {
                double variance = NoiseVariance * Dot(features, solutions, i);
                latent.Row(start + i).Fill(variance);
                variances.Row(start + i).Fill(variance + NoiseVariance);
            }
        }

        return new Prediction(means, variances, latent);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process on {system.RowCount} rows x {InputDimension} inputs in {Frequencies} frequencies: {Kernel}, "
        + $"noise variance {NoiseVariance:G4}");

    // The posterior at the queries inside the domain, the prior at the others.
    private Prediction PredictSome(Points queries, int[] inside, ComputeOptions? options)
    {
        var means = new Matrix<double>(queries.Count, TargetCount);
        var variances = new Matrix<double>(queries.Count, TargetCount);
        var latent = new Matrix<double>(queries.Count, TargetCount);
        latent.View.Fill(system.Variance);
        variances.View.Fill(system.Variance + NoiseVariance);
        if (inside.Length > 0)
        {
            Prediction some = Predict(queries.Select(inside), options);
            for (int i = 0; i < inside.Length; i++)
            {
                for (int o = 0; o < TargetCount; o++)
                {
                    means[inside[i], o] = some.Means[i, o];
                    variances[inside[i], o] = some.Variances[i, o];
                    latent[inside[i], o] = some.LatentVariances![i, o];
                }
            }
        }

        return new Prediction(means, variances, latent);
    }

    // var f(x) = σ² φ(x)ᵀ (ΦᴴΦ + σ²)⁻¹ φ(x)*, which is positive in exact arithmetic.
    private static double Dot(Matrix<double> left, Matrix<double> right, int column)
    {
        double sum = 0;
        for (int j = 0; j < left.Rows; j++)
        {
            sum += left[j, column] * right[j, column];
        }

        return Math.Max(0, sum);
    }

    // Two threads may both make it, to the same bits; one result is kept.
    private IFactorization Dense(ComputeOptions? options)
    {
        if (Volatile.Read(ref dense) is { } known)
        {
            return known;
        }

        var matrix = new DenseOperator(system.RealNormalMatrix(NoiseVariance), Structure.PositiveDefinite);
        IFactorization made = new CholeskySolver().Prepare(matrix, options);
        return Interlocked.CompareExchange(ref dense, made, null) ?? made;
    }

    private IFactorization Prepare(ComputeOptions? options) =>
        (Recipe.Solver with { Shift = NoiseVariance }).Prepare(new FourierNormalOperator(system), options);

    private void CheckQueries(Points queries)
    {
        QueryGuard.Columns(queries, InputDimension);
        system.CheckDomain(queries);
    }
}
