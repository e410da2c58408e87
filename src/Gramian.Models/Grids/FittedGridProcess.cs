using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Grids;

/// <summary>Represents an exact Gaussian process posterior of points that fill a grid. Immutable; safe to
/// share.</summary>
[Paper("saatci2012scalable")]
public sealed record FittedGridProcess : IKernelRegressor
{
    private const int MostKeptPoints = 2000;
    private readonly GridSystem system;
    private readonly PointLattice lattice;

    internal FittedGridProcess(GridSystem system, PointLattice lattice, Kernel kernel, double noiseVariance)
    {
        (this.system, this.lattice, Kernel, NoiseVariance) = (system, lattice, kernel, noiseVariance);
        LogMarginalLikelihood = system.LogMarginalLikelihood;
        Certificate = system.Certificate;
    }

    /// <summary>The kernel at the fitted hyperparameters, without white terms.</summary>
    public Kernel Kernel { get; }

    /// <summary>σ²ₙ, in squared units of the targets.</summary>
    public double NoiseVariance { get; }

    /// <summary>The grid of the training inputs, its axes ascending.</summary>
    public ProductGrid Grid => lattice.Grid;

    /// <summary>The place in the grid of each training row, [n].</summary>
    public ReadOnlySpan<int> Places => lattice.Places;

    /// <summary>The targets in the order of the grid, [n].</summary>
    public IReadOnlyList<double> GridTargets => system.GridTargets;

    /// <summary>log p(y | inputs, hyperparameters).</summary>
    public double LogMarginalLikelihood { get; }

    /// <inheritdoc/>
    public Certificate Certificate { get; internal init; }

    /// <summary>The relative residual of the solve that was asked for.</summary>
    public double Tolerance => system.Tolerance;

    /// <summary>How the search of hyperparameters ended; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    ModelKind IKernelRegressor.Kind => ModelKind.GridProcess;

    Points IKernelRegressor.KeptPoints => SomePoints(Grid);

    double? IKernelRegressor.NoiseLevel => NoiseVariance;

    OptimizationResult? IKernelRegressor.Search => Optimization;

    double? IKernelRegressor.LogEvidence => LogMarginalLikelihood;

    /// <inheritdoc/>
    public int InputDimension => Grid.Dimension;

    /// <inheritdoc/>
    public int TargetCount => 1;

    /// <inheritdoc/>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        int m = queries.Count;
        var (means, variances) = (new double[m], new double[m]);
        system.Predict(Kernel, queries, means, variances, options);
        double[] latent = Array.ConvertAll(variances, variance => Math.Max(variance, 0));
        return new Prediction(
            Column(means), Column(Array.ConvertAll(latent, variance => variance + NoiseVariance)), Column(latent));
    }

    /// <summary>The targets in the order of the training rows, [n, 1].</summary>
    internal Matrix<double> RowTargets => Column(lattice.ToPoints([.. system.GridTargets]));

    /// <summary>Predicts every training row from all others in closed form, in the order of the rows.</summary>
    public LeaveOneOut LeaveOneOut()
    {
        double[] inverse = system.InverseDiagonal();
        int n = system.Count;
        var (means, variances, latent) = (new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++)
        {
            means[i] = system.GridTargets[i] - (system.Weights[i] / inverse[i]);
            variances[i] = 1 / inverse[i];
            latent[i] = Math.Max(0, variances[i] - NoiseVariance);
        }

        var prediction = new Prediction(
            Column(lattice.ToPoints(means)), Column(lattice.ToPoints(variances)), Column(lattice.ToPoints(latent)));
        return new LeaveOneOut(RowTargets, prediction);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process on a grid of {system.Count} points x {InputDimension} inputs: {Kernel}, noise variance "
        + $"{NoiseVariance:G4}, log likelihood {LogMarginalLikelihood:F3}");

    /// <summary>Places of a grid all over it, the first and the last among them.</summary>
    internal static Points SomePoints(ProductGrid grid)
    {
        int count = Math.Min(grid.Count, MostKeptPoints);
        var some = new Matrix<double>(count, grid.Dimension);
        for (int i = 0; i < count; i++)
        {
            int rest = count == 1 ? 0 : (int)((long)i * (grid.Count - 1) / (count - 1));
            for (int k = grid.Dimension - 1; k >= 0; k--)
            {
                ReadOnlySpan<double> axis = grid.Axis(k);
                (rest, int index) = Math.DivRem(rest, axis.Length);
                some[i, k] = axis[index];
            }
        }

        return new Points(some);
    }

    private static Matrix<double> Column(double[] values) => Matrix<double>.FromRowMajor(values.Length, 1, values);
}
