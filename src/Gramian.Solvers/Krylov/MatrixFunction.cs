using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents f(A) v by the Lanczos method, such as A^½ v for samples or A^−½ v for whitening.</summary>
/// <remarks>
/// y = ‖v‖ V f(T) e₁ with the basis V and the tridiagonal matrix T of m steps. Every 10 steps y is compared with the
/// one before; the relative change stands in the certificate as the achieved residual, because the true error is not
/// known. Keeps m n numbers. Safe to share between threads.
/// </remarks>
[Paper("higham2008functions", Where = "section 13.2")]
public sealed record MatrixFunction
{
    private const int Interval = 10;

    /// <summary>The relative change at which to stop; in [1e-15, 1e-2].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(RelativeTolerance));
    } = 1e-8;

    /// <summary>The largest number of Lanczos steps; at least 1. It is cut to n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int StepLimit { get; init => field = Guard.AtLeast(value, 1, nameof(StepLimit)); } = 300;

    /// <summary>Computes y = f(A) v.</summary>
    /// <param name="a">A, declared symmetric.</param>
    /// <param name="function">f, finite on the eigenvalues of A; rounding may take those of a semidefinite A a little
    /// below 0.</param>
    /// <param name="vector">v, [n].</param>
    /// <param name="result">Receives y, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric, or a length is not n.</exception>
    public Certificate Apply(
        LinearOperator a,
        Func<double, double> function,
        ReadOnlySpan<double> vector,
        Span<double> result,
        ComputeOptions? options = null)
    {
        SymmetryGuard.Require(a);
        ArgumentNullException.ThrowIfNull(function);
        Guard.Length(vector.Length, a.Rows, nameof(vector));
        Guard.Length(result.Length, a.Rows, nameof(result));
        options ??= ComputeOptions.Default;
        using Matrix<double> column = Matrix<double>.FromRowMajor(a.Rows, 1, vector);
        using var process = new LanczosProcess(a, column, StepLimit, options);
        LanczosState state = process.States[0];
        double[] coefficients = [];
        double change = state.IsExact ? 0 : double.PositiveInfinity;
        while (change > RelativeTolerance && process.Step())
        {
            if (state.Steps % Interval == 0 || state.IsExact || state.Steps == process.Limit)
            {
                double[] next = Coefficients(state, function);
                change = state.IsExact ? 0 : Change(coefficients, next);
                coefficients = next;
            }
        }

        result.Clear();
        if (coefficients.Length > 0)
        {
            Blas.Gemv(Transpose.Yes, state.StartNorm, process.Basis(0), coefficients, 0.0, result, options);
        }

        bool converged = change <= RelativeTolerance;
        return new Certificate
        {
            Method = "Lanczos matrix function",
            Iterations = state.Steps,
            RequestedTolerance = RelativeTolerance,
            AchievedResidual = change,
            Converged = converged,
            Remedy = converged ? null : string.Create(CultureInfo.InvariantCulture,
                $"The last {Interval} of {state.Steps} steps still changed the result by {change:G3}: allow more "
                + $"steps, or add to the diagonal."),
        };
    }

    // f(T) e₁.
    private static double[] Coefficients(LanczosState state, Func<double, double> function)
    {
        SymmetricEigen<double> eigen = state.Decompose(state.Steps);
        var coefficients = new double[state.Steps];
        for (int j = 0; j < state.Steps; j++)
        {
            double value = function(eigen.Values[j]) * eigen.Vectors[0, j];
            for (int i = 0; i < coefficients.Length; i++)
            {
                coefficients[i] += value * eigen.Vectors[i, j];
            }
        }

        return coefficients;
    }

    private static double Change(double[] before, double[] after)
    {
        double difference = 0;
        for (int i = 0; i < after.Length; i++)
        {
            double moved = after[i] - (i < before.Length ? before[i] : 0);
            difference += moved * moved;
        }

        double norm = VectorOps.Norm2<double>(after);
        return norm == 0 ? 0 : Math.Sqrt(difference) / norm;
    }
}
