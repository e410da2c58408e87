using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Kernels.FastSums;

/// <summary>
/// Represents a Gram or cross-Gram matrix of a Gaussian kernel whose products are computed to a stated error.
/// </summary>
/// <remarks>
/// Every product obeys |error of (K v)ᵢ| ≤ tolerance · Σⱼ|vⱼ|, beside rounding. Blocks of pairs below the tolerance are
/// left out, and in 1 to 3 dimensions blocks near enough to look alike are expanded about their centre; in more
/// dimensions only what is far is saved. What is expanded depends on the points alone, so that the operator is linear;
/// it is symmetric up to the tolerance, and is not declared so. Holds O(n d) numbers; a product with one vector takes
/// between O((n + m) pᵈ) and O(n m d) time. The bits do not depend on the number of threads. Safe to share between
/// threads.
/// </remarks>
[Paper("yang2003improved")]
[Paper("gray2003nonparametric")]
public sealed class FastGaussOperator : LinearOperator
{
    private readonly Rbf kernel;
    private readonly Points rows;
    private readonly Points columns;
    private readonly PanelTree tree;
    private readonly Matrix<double> queries; // the rows, scaled

    internal FastGaussOperator(Rbf kernel, Points rows, Points columns, double tolerance, ComputeOptions? options)
        : base(rows.Count, columns.Count, Structure.None)
    {
        (this.kernel, this.rows, this.columns, Tolerance) = (kernel, rows, columns, tolerance);
        kernel.CheckDimension(rows.Dimension);
        double[] factors = kernel.Lengthscale.Reciprocals(rows.Dimension);
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] *= Rbf.RootScale;
        }

        options ??= ComputeOptions.Default;
        double[] origin = GaussScaling.Origin(columns);
        queries = GaussScaling.Scale(rows, origin, factors, options);
        using Matrix<double> sources = GaussScaling.Scale(columns, origin, factors, options);
        tree = new PanelTree(sources, GaussSources.PanelWidth, options);
    }

    /// <summary>The largest error of a product relative to Σⱼ|vⱼ|, in the units of the variance.</summary>
    public double Tolerance { get; }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        var target = GaussTarget.OfWeights(Math.Min(0.5, Tolerance / kernel.Variance));
        double[] sums = new double[Rows];
        for (int k = 0; k < vectors.Columns; k++)
        {
            var sources = new GaussSources(tree, [], vectors.ColumnToArray(k));
            GaussScaling.Run(sources, queries, target, sums, options);
            for (int i = 0; i < sums.Length; i++)
            {
                destination[i, k] = kernel.Variance * sums[i];
            }
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() =>
        new FastGaussOperator(kernel, columns, rows, Tolerance, options: null);
}
