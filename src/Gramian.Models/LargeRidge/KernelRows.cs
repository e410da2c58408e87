using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Stochastic;

namespace Gramian.Models.LargeRidge;

/// <summary>The Gram matrix of some points, by rows.</summary>
internal sealed class KernelRows : IRowBlocks
{
    private readonly Kernel kernel;
    private readonly Points points;

    public KernelRows(Kernel kernel, Points points)
    {
        (this.kernel, this.points) = (kernel, points);
        var diagonal = new double[points.Count];
        kernel.FillDiagonal(points, diagonal);
        LargestDiagonal = diagonal.Max();
    }

    public int Count => points.Count;

    public double LargestDiagonal { get; }

    public LinearOperator Rows(int first, int count) =>
        kernel.Cross(ExactPosterior.Slice(points, first, count), points);

    public Matrix<double> Block(int first, int count, int columns, ComputeOptions? options) => kernel.CrossMatrix(
        ExactPosterior.Slice(points, first, count), ExactPosterior.Slice(points, 0, columns), options);
}
