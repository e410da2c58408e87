using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Toeplitz;

/// <summary>
/// Represents the inverse of a symmetric positive definite Toeplitz matrix by the predictor of its series.
/// </summary>
/// <remarks>
/// The recursion of Levinson and Durbin finds how each element of a series is predicted from those before it, with the
/// errors of the predictions, whose product is the determinant: O(n M) numbers, where M ≤ n is the order at which more
/// of the past says nothing any more to working precision. T⁻¹ = (L Lᵀ − N Nᵀ) / x₀, the formula of Gohberg and
/// Semencul, with triangular Toeplitz matrices L and N of the first column x of T⁻¹, makes products, the diagonal and
/// sums along diagonals cost Fourier transforms. Immutable; safe to share between threads.
/// </remarks>
[Paper("durbin1960fitting")]
[Paper("gohberg1972inversion")]
public sealed class ToeplitzInverse : IPreconditioner
{
    // Coefficients of prediction whose squares are below rounding, this many in a row, end the recursion.
    private const double Negligible = 1e-9;
    private const int NegligibleOrders = 64;
    private readonly double[] column;      // x, the first column of the inverse
    private readonly ToeplitzOperator lower;
    private readonly ToeplitzOperator rest;

    private ToeplitzInverse(double[] column, int order, double logDeterminant, ComputeOptions? options)
    {
        (this.column, Order, LogDeterminant) = (column, order, logDeterminant);
        lower = Triangle(column, options);
        rest = Triangle(Reversed(column), options);
    }

    /// <summary>n.</summary>
    public int Size => column.Length;

    /// <summary>M, the order of the predictor.</summary>
    public int Order { get; }

    /// <inheritdoc/>
    public double LogDeterminant { get; }

    /// <summary>Makes the inverse.</summary>
    /// <param name="generator">The first column of T, [n], finite, with n at least 1.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The inverse, or null when T is not positive definite to working precision.</returns>
    /// <exception cref="ArgumentException">There is no element, or one is not finite.</exception>
    public static ToeplitzInverse? TryMake(ReadOnlySpan<double> generator, ComputeOptions? options = null)
    {
        Guard.AtLeast(generator.Length, 1, nameof(generator));
        Guard.AllFinite(generator, nameof(generator));
        int n = generator.Length;
        double scale = generator[0];
        if (!(scale > 0))
        {
            return null;
        }

        // a predicts xₘ as −Σ aⱼ xₘ₋ⱼ; the error of order m is scale · error.
        var predictor = new double[n];
        var turned = new double[n];
        predictor[0] = 1;
        (double error, double logDeterminant, int order, int quiet) = (1, n * Math.Log(scale), 0, 0);
        double[] mirrored = Reversed(generator);
        while (order < n - 1 && quiet < NegligibleOrders)
        {
            if (order % 256 == 0)
            {
                options?.CancellationToken.ThrowIfCancellationRequested();
            }

            // Σ_{j ≤ order} aⱼ t_{order + 1 − j}.
            double sum = VectorOps.Dot<double>(
                predictor.AsSpan(0, order + 1), mirrored.AsSpan(n - 1 - order, order + 1));
            double reflection = -sum / (scale * error);
            if (!(Math.Abs(reflection) < 1))
            {
                return null;
            }

            Span<double> longer = predictor.AsSpan(0, order + 2);
            Span<double> mirror = turned.AsSpan(0, order + 2);
            longer.CopyTo(mirror);
            mirror.Reverse();
            VectorOps.Axpy(reflection, mirror, longer);
            double kept = 1 - (reflection * reflection);
            error *= kept;
            order++;
            logDeterminant += (n - order) * Math.Log(kept);
            quiet = Math.Abs(reflection) < Negligible ? quiet + 1 : 0;
        }

        for (int j = 0; j <= order; j++)
        {
            predictor[j] /= scale * error;
        }

        return new ToeplitzInverse(predictor, order, logDeterminant, options);
    }

    /// <inheritdoc/>
    public void Apply(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null)
    {
        Guard.Length(vectors.Rows, Size, nameof(vectors));
        using var inner = new Matrix<double>(Size, vectors.Columns);
        using var other = new Matrix<double>(Size, vectors.Columns);
        rest.Transposed.Apply(vectors, inner, options);
        rest.Apply(inner, other, options);
        lower.Transposed.Apply(vectors, inner, options);
        lower.Apply(inner, destination, options);
        for (int i = 0; i < Size; i++)
        {
            VectorOps.Axpy(-1.0, other.Row(i), destination.Row(i));
            VectorOps.Scale(1 / column[0], destination.Row(i));
        }
    }

    /// <summary>Not known: the factors of the inverse are no symmetric root.</summary>
    /// <inheritdoc cref="IPreconditioner.ApplyRoot"/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void ApplyRoot(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null) =>
        throw new NotSupportedException("The inverse of a Toeplitz matrix is known without its root.");

    /// <summary>vᵀ T⁻¹ v, by two products instead of four.</summary>
    /// <param name="vector">v, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    public double Form(ReadOnlySpan<double> vector, ComputeOptions? options = null)
    {
        Guard.Length(vector.Length, Size, nameof(vector));
        var image = new double[Size];
        lower.Transposed.Apply(vector, image, options);
        double sum = VectorOps.SumOfSquares<double>(image);
        rest.Transposed.Apply(vector, image, options);
        return (sum - VectorOps.SumOfSquares<double>(image)) / column[0];
    }

    /// <summary>The diagonal of T⁻¹, [n].</summary>
    public double[] Diagonal()
    {
        var diagonal = new double[Size];
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += column[i] * column[i];
            sum -= i == 0 ? 0 : column[Size - i] * column[Size - i];
            diagonal[i] = sum / column[0];
        }

        return diagonal;
    }

    /// <summary>Σᵢ T⁻¹[i + l, i] for each l, [n], so that tr(T⁻¹D) of a Toeplitz D is a sum.</summary>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public double[] DiagonalSums(ComputeOptions? options = null)
    {
        double[] sums = Weighted(column, options);
        double[] others = Weighted(Reversed(column), options);
        for (int l = 0; l < sums.Length; l++)
        {
            sums[l] = (sums[l] - others[l]) / column[0];
        }

        return sums;
    }

    /// <summary>Σⱼ leftⱼ rightⱼ₊ₗ for each l from 0, [n].</summary>
    /// <param name="left">The first vector, [n].</param>
    /// <param name="right">The second vector, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static double[] Correlate(
        ReadOnlySpan<double> left, ReadOnlySpan<double> right, ComputeOptions? options = null)
    {
        Guard.Length(right.Length, left.Length, nameof(right));
        var sums = new double[left.Length];
        Triangle(left, options).Transposed.Apply(right, sums, options);
        return sums;
    }

    // Σⱼ (n − l − j) vⱼ₊ₗ vⱼ: how often each product stands on diagonal l of the triangle times its transpose.
    private static double[] Weighted(double[] vector, ComputeOptions? options)
    {
        int n = vector.Length;
        double[] plain = Correlate(vector, vector, options);
        double[] places = [.. vector.Select((value, j) => j * value)];
        double[] moments = Correlate(places, vector, options);
        for (int l = 0; l < n; l++)
        {
            plain[l] = ((n - l) * plain[l]) - moments[l];
        }

        return plain;
    }

    // 0, v of the end, … v₁: the first column of N.
    private static double[] Reversed(ReadOnlySpan<double> vector)
    {
        var reversed = new double[vector.Length];
        for (int i = 1; i < vector.Length; i++)
        {
            reversed[i] = vector[^i];
        }

        return reversed;
    }

    // The lower triangular Toeplitz matrix of a first column.
    private static ToeplitzOperator Triangle(ReadOnlySpan<double> first, ComputeOptions? options)
    {
        int n = first.Length;
        var generator = new double[(2 * n) - 1];
        first.CopyTo(generator.AsSpan(n - 1));
        return new ToeplitzOperator([n], generator, Structure.None, options);
    }
}
