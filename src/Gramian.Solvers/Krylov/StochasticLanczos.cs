using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents stochastic Lanczos quadrature: traces of functions of a symmetric operator.</summary>
/// <remarks>
/// tr f(A) ≈ (1/N) Σₚ ‖zₚ‖² Σⱼ w²ⱼ f(θⱼ), with zₚ of random signs and θ, w the eigenvalues and the first components of
/// the eigenvectors of the tridiagonal matrix of m Lanczos steps from zₚ. The probes depend on the seed and on n alone,
/// so that values at neighbouring operators share them: differences and gradients are then smooth. Full
/// re-orthogonalisation keeps N m n numbers, in groups of probes of at most 256 MB; m products with A on N vectors.
/// </remarks>
[Paper("ubaru2017fast")]
[Paper("hutchinson1990stochastic")]
public sealed record StochasticLanczos
{
    private const double GroupBytes = 256e6;

    /// <summary>N, the number of probes; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Probes { get; init => field = Guard.AtLeast(value, 1, nameof(Probes)); } = 16;

    /// <summary>m, the number of Lanczos steps; at least 1. It is cut to n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Steps { get; init => field = Guard.AtLeast(value, 1, nameof(Steps)); } = 50;

    /// <summary>The seed of the probes: any number.</summary>
    public ulong Seed { get; init; }

    /// <summary>zᵀ f(A) z by m Lanczos steps, exact when m steps span an invariant subspace.</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="start">z, [n].</param>
    /// <param name="function">f, finite on the eigenvalues of A.</param>
    /// <param name="steps">m, at least 1.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric, or the length is not n.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is less than 1.</exception>
    public static double Quadrature(
        LinearOperator a,
        ReadOnlySpan<double> start,
        Func<double, double> function,
        int steps,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        SymmetryGuard.Require(a);
        Guard.Length(start.Length, a.Rows, nameof(start));
        Guard.AtLeast(steps, 1);
        using Matrix<double> column = Matrix<double>.FromRowMajor(a.Rows, 1, start);
        using var process = new LanczosProcess(a, column, steps, options ?? ComputeOptions.Default);
        while (process.Step())
        {
        }

        return process.States[0].Quadrature(function);
    }

    /// <summary>The probes, one a column, [n, N]: independent random signs.</summary>
    /// <param name="size">n, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public Matrix<double> DrawProbes(int size)
    {
        var probes = new Matrix<double>(Guard.AtLeast(size, 0), Probes);
        var stream = new RandomStream(Seed);
        for (int p = 0; p < Probes; p++)
        {
            RandomStream own = stream.Substream((ulong)p);
            for (int i = 0; i < size; i++)
            {
                probes[i, p] = (own.NextUInt64() >> 63) == 0 ? 1 : -1;
            }
        }

        return probes;
    }

    /// <summary>Estimates tr f(A).</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="function">f, finite on the eigenvalues of A.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric.</exception>
    public StochasticEstimate Trace(
        LinearOperator a, Func<double, double> function, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        SymmetryGuard.Require(a);
        using Matrix<double> probes = DrawProbes(a.Rows);
        var values = new double[Probes];
        int group = (int)Math.Clamp(GroupBytes / (8.0 * Math.Max(1, a.Rows) * Math.Min(Steps, a.Rows)), 1, Probes);
        int taken = 0;
        for (int first = 0; first < Probes; first += group)
        {
            int count = Math.Min(group, Probes - first);
            using var process = new LanczosProcess(
                a, probes.View.Slice(0, first, a.Rows, count), Steps, options ?? ComputeOptions.Default);
            while (process.Step())
            {
            }

            for (int k = 0; k < count; k++)
            {
                values[first + k] = process.States[k].Quadrature(function);
                taken = Math.Max(taken, process.States[k].Steps);
            }
        }

        return Average(values, taken);
    }

    /// <summary>Estimates ln det A.</summary>
    /// <param name="a">A, declared symmetric, positive definite.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric.</exception>
    /// <exception cref="SolverException">An eigenvalue is not positive.</exception>
    public StochasticEstimate LogDeterminant(LinearOperator a, ComputeOptions? options = null) =>
        Trace(a, PositiveLog, options);

    /// <summary>Estimates ln det A = ln det P + tr ln(P^−½ A P^−½), of less spread the nearer P is to A.</summary>
    /// <param name="a">A, declared symmetric, positive definite.</param>
    /// <param name="preconditioner">P.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric, or P is of another size.</exception>
    /// <exception cref="SolverException">An eigenvalue is not positive.</exception>
    public StochasticEstimate LogDeterminant(
        LinearOperator a, IPreconditioner preconditioner, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(preconditioner);
        SymmetryGuard.Require(a);
        Guard.Length(preconditioner.Size, a.Rows, nameof(preconditioner));
        StochasticEstimate rest = Trace(new SplitOperator(a, preconditioner), PositiveLog, options);
        return rest with { Value = rest.Value + preconditioner.LogDeterminant };
    }

    /// <summary>Estimates tr(A⁻¹ B) as the mean of zᵀ A⁻¹ B z, with the probes of the log-determinant.</summary>
    /// <remarks>With B = ∂A/∂θ this is ∂ ln det A / ∂θ.</remarks>
    /// <param name="factorization">A, prepared.</param>
    /// <param name="operation">B, [n, n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public StochasticEstimate InverseTrace(
        IFactorization factorization, LinearOperator operation, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(factorization);
        ArgumentNullException.ThrowIfNull(operation);
        Guard.Length(operation.Rows, factorization.Size, nameof(operation));
        Guard.Length(operation.Columns, factorization.Size, nameof(operation));
        options ??= ComputeOptions.Default;
        int n = factorization.Size;
        using Matrix<double> probes = DrawProbes(n);
        using var solved = new Matrix<double>(n, Probes);
        using var products = new Matrix<double>(n, Probes);
        factorization.Solve(probes.View, solved.View);
        operation.Apply(probes, products, options);
        var values = new double[Probes];
        new ColumnBlock(n, Probes, options).Dots(solved, products, values);
        return Average(values, 0);
    }

    private static StochasticEstimate Average(double[] values, int steps)
    {
        double mean = values.Sum() / values.Length;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        double error = values.Length < 2 ? double.NaN : Math.Sqrt(squares / (values.Length - 1) / values.Length);
        return new StochasticEstimate(mean, error, values.Length, steps);
    }

    private static double PositiveLog(double value)
    {
        if (value > 0)
        {
            return Math.Log(value);
        }

        const string Remedy = "Add more to the diagonal.";
        throw new SolverException(
            string.Create(CultureInfo.InvariantCulture,
                $"The operator is not positive definite: Lanczos finds the eigenvalue {value:G3}. {Remedy}"),
            new Certificate { Method = "stochastic Lanczos quadrature", Converged = false, Remedy = Remedy });
    }
}
