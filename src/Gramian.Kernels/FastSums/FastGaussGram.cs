using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Kernels.FastSums;

/// <summary>Makes Gram matrices of Gaussian kernels whose products are computed to an error that is asked
/// for.</summary>
public static class FastGaussGram
{
    /// <summary>Makes the Gram matrix of a Gaussian kernel, with an absolute error of products.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="tolerance">The largest error of a product relative to Σⱼ|vⱼ|, in the units of the variance;
    /// positive.</param>
    /// <param name="options">Threads and cancellation of the preparation; null for the default.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is not positive and finite.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static FastGaussOperator FastGram(
        this Rbf kernel, Points points, double tolerance, ComputeOptions? options = null) =>
        FastCross(kernel, points, points, tolerance, options);

    /// <summary>Makes the cross-Gram matrix of a Gaussian kernel, with an absolute error of products.</summary>
    /// <inheritdoc cref="FastGram"/>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m.</param>
    /// <param name="tolerance">The largest error of a product relative to Σⱼ|vⱼ|, in the units of the variance;
    /// positive.</param>
    /// <param name="options">Threads and cancellation of the preparation; null for the default.</param>
    public static FastGaussOperator FastCross(
        this Rbf kernel, Points rows, Points columns, double tolerance, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        Guard.Positive(tolerance);
        if (rows.Dimension != columns.Dimension)
        {
            throw new ArgumentException(
                $"The points of rows and columns must have one dimension, but they have {rows.Dimension} and "
                + $"{columns.Dimension}.", nameof(columns));
        }

        return new FastGaussOperator(kernel, rows, columns, tolerance, options);
    }
}
