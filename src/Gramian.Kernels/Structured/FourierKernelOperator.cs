using System.Buffers;
using Gramian.Numerics;
using Gramian.Numerics.Transforms;
using Gramian.Operators;

namespace Gramian.Kernels.Structured;

/// <summary>
/// Represents a Gram or cross-Gram matrix in 1 to 3 dimensions as waves: points to frequencies and back.
/// </summary>
/// <remarks>
/// K v ≈ F₁ W F₂* v with W the weights of a <see cref="FourierQuadrature"/> and F the waves at the points, applied by
/// non-uniform Fourier transforms: O((n + m) log^d(1/ε) + M log M) time for M frequencies, whatever n m. The bits do
/// not depend on the number of threads. Safe to share between threads.
/// </remarks>
[Paper("barnett2023uniform")]
[Paper("barnett2019parallel")]
public sealed class FourierKernelOperator : LinearOperator
{
    private readonly FourierQuadrature quadrature;
    private readonly NufftPlan rows;
    private readonly NufftPlan columns;

    internal FourierKernelOperator(Kernel kernel, PointPairs pairs, double tolerance, ComputeOptions? options)
        : base(
            pairs.Rows.Count,
            pairs.Columns.Count,
            pairs.SamePoints ? Structure.PositiveSemidefinite : Structure.None)
    {
        Tolerance = Guard.Positive(tolerance);
        int dimension = pairs.Rows.Dimension;
        double[] centres = new double[dimension], ranges = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            (double low, double high) = Extent(pairs, k);
            (centres[k], ranges[k]) = (low + ((high - low) / 2), high - low);
        }

        // Half of the tolerance for the quadrature; each of the two transforms adds its own times k(0).
        quadrature = FourierQuadrature.For(kernel, ranges, 0.5 * tolerance);
        double variance = kernel.Ceiling(stackalloc double[dimension]);
        double relative = Math.Clamp(0.2 * tolerance / variance, NufftPlan.LeastTolerance, 0.1);
        int[] modes = [.. quadrature.HalfWidths.ToArray().Select(width => (2 * width) + 1)];
        rows = Plan(pairs.Rows, modes, centres, relative, options);
        columns = ReferenceEquals(pairs.Rows, pairs.Columns)
            ? rows
            : Plan(pairs.Columns, modes, centres, relative, options);
        ErrorBound = quadrature.ErrorBound + (2 * relative * variance);
    }

    private FourierKernelOperator(FourierKernelOperator transposed)
        : base(transposed.Columns, transposed.Rows, Structure.None)
    {
        (quadrature, rows, columns) = (transposed.quadrature, transposed.columns, transposed.rows);
        (Tolerance, ErrorBound) = (transposed.Tolerance, transposed.ErrorBound);
    }

    /// <summary>The error that was asked for: of a product relative to Σⱼ|vⱼ|, in the units of the variance.</summary>
    public double Tolerance { get; }

    /// <summary>The bound that the quadrature proves, with what the transforms add; at most about the
    /// tolerance.</summary>
    public double ErrorBound { get; }

    /// <summary>The number of frequencies, M.</summary>
    public int Frequencies => quadrature.Weights.Length;

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        int most = Math.Max(Rows, Columns);
        double[] rented = ArrayPool<double>.Shared.Rent(checked(most + (2 * Frequencies)));
        Span<double> values = rented.AsSpan(0, most);
        Span<double> re = rented.AsSpan(most, Frequencies), im = rented.AsSpan(most + Frequencies, Frequencies);
        try
        {
            for (int k = 0; k < vectors.Columns; k++)
            {
                for (int j = 0; j < Columns; j++)
                {
                    values[j] = vectors[j, k];
                }

                columns.Type1(values[..Columns], [], re, im, options);
                ReadOnlySpan<double> weights = quadrature.Weights;
                for (int i = 0; i < weights.Length; i++)
                {
                    re[i] *= weights[i];
                    im[i] *= weights[i];
                }

                rows.Type2(re, im, values[..Rows], [], options);
                for (int i = 0; i < Rows; i++)
                {
                    destination[i, k] = values[i];
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => new FourierKernelOperator(this);

    private static (double Low, double High) Extent(PointPairs pairs, int coordinate)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (Points points in new[] { pairs.Rows, pairs.Columns })
        {
            for (int i = 0; i < points.Count; i++)
            {
                low = Math.Min(low, points.Values[i, coordinate]);
                high = Math.Max(high, points.Values[i, coordinate]);
            }
        }

        return low <= high ? (low, high) : (0, 0);
    }

    private NufftPlan Plan(Points points, int[] modes, double[] centres, double relative, ComputeOptions? options)
    {
        using Matrix<double> phases = Matrix<double>.Uninitialized(points.Count, points.Dimension);
        for (int i = 0; i < points.Count; i++)
        {
            for (int k = 0; k < centres.Length; k++)
            {
                phases[i, k] = Math.Tau * quadrature.Spacings[k] * (points.Values[i, k] - centres[k]);
            }
        }

        return new NufftPlan(modes, phases, relative, FourierSign.Negative, options);
    }
}
