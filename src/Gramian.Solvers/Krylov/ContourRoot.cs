using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Operators.Composition;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents (A + λI)^±½ v by a contour integral: whitening and samples in bounded memory.</summary>
/// <remarks>
/// (A + λI)^−½ v ≈ Σ wⱼ (A + (λ + tⱼ) I)⁻¹ v, all systems by one <see cref="ShiftedConjugateGradient"/>. Keeps two
/// vectors a node, of which there are 10 to 30, where <see cref="MatrixFunction"/> keeps one a step. The certificate's
/// residual is the largest of three: the error of the rule on the interval of eigenvalues, the weighted residuals of
/// the systems, and |yᵀ(A + λI)y − vᵀv| / vᵀv, which is 0 for y = (A + λI)^−½ v and sees an interval that was wrong.
/// Bit-identical for any number of threads. Safe to share between threads.
/// </remarks>
[Paper("hale2008computing")]
[Paper("pleiss2020fast")]
public sealed record ContourRoot
{
    private const int BoundSteps = 40;
    private const double Margin = 1.05;

    /// <summary>λ, what is added to the diagonal; finite, not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Shift { get; init => field = Guard.NonNegative(value, nameof(Shift)); }

    /// <summary>The relative error to reach; in [1e-13, 1e-2].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-13, 1e-2, nameof(RelativeTolerance));
    } = 1e-6;

    /// <summary>The largest number of iterations of the systems; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 1000;

    /// <summary>
    /// A lower bound of the eigenvalues of A + λI, positive; null (the default) takes λ for an operator declared
    /// positive semidefinite with a positive shift, and otherwise half of the least Ritz value of 40 Lanczos steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? LeastEigenvalue
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(LeastEigenvalue));
    }

    /// <summary>Computes (A + λI)^−½ v.</summary>
    /// <param name="a">A, declared symmetric; A + λI positive definite.</param>
    /// <param name="vector">v, [n], finite.</param>
    /// <param name="result">Receives the product, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric, a length is not n, or a number is not finite.
    /// </exception>
    public Certificate ApplyInverseRoot(
        LinearOperator a, ReadOnlySpan<double> vector, Span<double> result, ComputeOptions? options = null) =>
        Run(a, vector, result, new double[result.Length], options);

    /// <summary>Computes (A + λI)^½ v, by one more product.</summary>
    /// <param name="a">A, declared symmetric; A + λI positive definite.</param>
    /// <param name="vector">v, [n], finite.</param>
    /// <param name="result">Receives the product, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric, a length is not n, or a number is not finite.
    /// </exception>
    public Certificate ApplyRoot(
        LinearOperator a, ReadOnlySpan<double> vector, Span<double> result, ComputeOptions? options = null) =>
        Run(a, vector, new double[result.Length], result, options);

    // The inverse root in one place, and what the operator makes of it, the root, in the other.
    private Certificate Run(
        LinearOperator a, ReadOnlySpan<double> vector, Span<double> inverse, Span<double> root, ComputeOptions? options)
    {
        SymmetryGuard.Require(a);
        Guard.Length(vector.Length, a.Rows, nameof(vector));
        Guard.Length(inverse.Length, a.Rows, "result");
        Guard.AllFinite(vector, nameof(vector));
        options ??= ComputeOptions.Default;
        double square = VectorOps.SumOfSquares(vector);
        inverse.Clear();
        root.Clear();
        if (square == 0)
        {
            return Judge(0, 0);
        }

        LinearOperator shifted = Shift == 0 ? a : a.PlusDiagonal(Shift);
        (double least, double largest) = Interval(a, shifted, vector, options);
        if (!(least > 0))
        {
            return Judge(double.NaN, 0);
        }

        RootQuadrature rule = RootQuadrature.For(least, largest, 0.3 * RelativeTolerance);
        using var solutions = new Matrix<double>(a.Rows, rule.Nodes.Length);
        var solver = new ShiftedConjugateGradient
        {
            RelativeTolerance = Math.Max(1e-15, 0.3 * RelativeTolerance * Math.Sqrt(least / largest)),
            IterationLimit = IterationLimit,
        };
        Certificate systems = solver.Solve(shifted, vector, rule.Nodes, solutions, options);
        Blas.Gemv(Transpose.No, 1.0, solutions, rule.Weights, 0.0, inverse, options);
        shifted.Apply(inverse, root, options);

        double amplified = 0;
        for (int j = 0; j < rule.Nodes.Length; j++)
        {
            amplified += rule.Weights[j] / (rule.Nodes[j] + least);
        }

        double unsolved = systems.AchievedResidual * amplified * Math.Sqrt(square) / VectorOps.Norm2<double>(inverse);
        double defect = Math.Abs(VectorOps.Dot<double>(inverse, root) - square) / square;
        return Judge(Math.Max(rule.Error, Math.Max(unsolved, defect)), systems.Iterations);
    }

    private (double Least, double Largest) Interval(
        LinearOperator a, LinearOperator shifted, ReadOnlySpan<double> vector, ComputeOptions options)
    {
        using Matrix<double> start = Matrix<double>.FromRowMajor(a.Rows, 1, vector);
        using var process = new LanczosProcess(shifted, start, BoundSteps, options);
        while (process.Step())
        {
        }

        LanczosState state = process.States[0];
        double[] ritz = state.Decompose(state.Steps).Values;
        double ritzLeast = state.IsExact ? ritz[0] / Margin : 0.5 * ritz[0];
        double least = LeastEigenvalue
            ?? (Shift > 0 && a.Structure.HasFlag(Structure.PositiveSemidefinite) ? Shift : ritzLeast);
        return (least, Math.Max(Margin * ritz[^1], Margin * least));
    }

    private Certificate Judge(double error, int iterations)
    {
        bool converged = error <= RelativeTolerance;
        return new Certificate
        {
            Method = "contour integral of the root",
            Iterations = iterations,
            RequestedTolerance = RelativeTolerance,
            AchievedResidual = error,
            Converged = converged,
            Remedy = converged ? null
                : double.IsNaN(error) ? "The operator is not positive definite: add to the diagonal."
                : string.Create(CultureInfo.InvariantCulture,
                    $"The relative error may be {error:G3}: allow more iterations, add more to the diagonal, or give a "
                    + $"smaller lower bound of the eigenvalues."),
        };
    }
}
