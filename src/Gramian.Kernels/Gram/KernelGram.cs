using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Kernels.Gram;

/// <summary>Makes matrices of kernel values out of points, tile by tile, and contracts their derivatives.</summary>
/// <remarks>
/// Time is O(n m (d + c)), with c the cost of one formula; beside the result it takes O((n + m) d) numbers. The bits do
/// not depend on the number of threads, and an entry depends only on its own two points.
/// </remarks>
public static class KernelGram
{
    /// <summary>Makes the Gram matrix [n, n], exactly symmetric.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static Matrix<double> GramMatrix(this Kernel kernel, Points points, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        var matrix = Matrix<double>.Uninitialized(points.Count, points.Count);
        kernel.FillGram(points, matrix, GramTriangle.Both, options);
        return matrix;
    }

    /// <summary>Fills a Gram matrix.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="destination">Receives the values, [n, n].</param>
    /// <param name="triangle">Which part is written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static void FillGram(
        this Kernel kernel,
        Points points,
        MatrixView<double> destination,
        GramTriangle triangle,
        ComputeOptions? options = null)
    {
        BoundKernel bound = BindSame(kernel, points);
        CheckShape(destination, points.Count, points.Count, nameof(destination));
        TileDriver.FillSymmetric(bound, points.Count, destination, triangle, options);
    }

    /// <summary>Makes the cross-Gram matrix [n, m] of two sets of observations.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m; other observations even if they are the same object.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static Matrix<double> CrossMatrix(
        this Kernel kernel, Points rows, Points columns, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        var matrix = Matrix<double>.Uninitialized(rows.Count, columns.Count);
        kernel.FillCross(rows, columns, matrix, options);
        return matrix;
    }

    /// <summary>Fills a cross-Gram matrix.</summary>
    /// <inheritdoc cref="CrossMatrix"/>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m; other observations even if they are the same object.</param>
    /// <param name="destination">Receives the values, [n, m].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public static void FillCross(
        this Kernel kernel,
        Points rows,
        Points columns,
        MatrixView<double> destination,
        ComputeOptions? options = null)
    {
        BoundKernel bound = BindCross(kernel, rows, columns);
        CheckShape(destination, rows.Count, columns.Count, nameof(destination));
        TileDriver.FillCross(bound, rows.Count, columns.Count, destination, options);
    }

    /// <summary>Fills k(x, x) of every point.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="destination">Receives the diagonal of the Gram matrix, [n].</param>
    /// <exception cref="ArgumentException">The length does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static void FillDiagonal(this Kernel kernel, Points points, Span<double> destination)
    {
        Check(kernel, points);
        Guard.Length(destination.Length, points.Count, nameof(destination));
        kernel.FillDiagonalCore(points, destination);
    }

    /// <summary>gradient[j] = Σᵢₖ W[i, k] ∂K[i, k]/∂θⱼ, without n² p numbers.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="weights">W, [n, n], symmetric; only the diagonal and below are read.</param>
    /// <param name="gradient">Receives a sum for each hyperparameter; θ is transformed, ln for Log.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static void ContractGradient(
        this Kernel kernel,
        Points points,
        MatrixView<double> weights,
        Span<double> gradient,
        ComputeOptions? options = null)
    {
        BoundKernel bound = BindSame(kernel, points);
        CheckShape(weights, points.Count, points.Count, nameof(weights));
        Guard.Length(gradient.Length, kernel.HyperparameterCount, nameof(gradient));
        TileDriver.Contract(bound, weights, isSymmetric: true, gradient, options);
    }

    /// <summary>gradient[j] = Σᵢₖ W[i, k] ∂k(xᵢ, yₖ)/∂θⱼ for two sets of observations.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m.</param>
    /// <param name="weights">W, [n, m].</param>
    /// <param name="gradient">Receives a sum for each hyperparameter; θ is transformed, ln for Log.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static void ContractCrossGradient(
        this Kernel kernel,
        Points rows,
        Points columns,
        MatrixView<double> weights,
        Span<double> gradient,
        ComputeOptions? options = null)
    {
        BoundKernel bound = BindCross(kernel, rows, columns);
        CheckShape(weights, rows.Count, columns.Count, nameof(weights));
        Guard.Length(gradient.Length, kernel.HyperparameterCount, nameof(gradient));
        TileDriver.Contract(bound, weights, isSymmetric: false, gradient, options);
    }

    /// <summary>
    /// gradient[i, j] = Σₖ W[i, k] ∂k(xᵢ, yₖ)/∂xᵢⱼ: the slopes of sums of kernels, without n m d numbers.
    /// </summary>
    /// <remarks>
    /// With one row, W = αᵀ and y the training inputs it is the gradient of a posterior mean. Time is O(n m (d + c)).
    /// </remarks>
    /// <param name="kernel">The kernel; it must be differentiable.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m.</param>
    /// <param name="weights">W, [n, m].</param>
    /// <param name="gradient">Receives the gradient of each row's sum, [n, d], per unit of the inputs.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    /// <exception cref="NotSupportedException">A part of the kernel is not differentiable.</exception>
    public static void ContractInputGradient(
        this Kernel kernel,
        Points rows,
        Points columns,
        MatrixView<double> weights,
        MatrixView<double> gradient,
        ComputeOptions? options = null)
    {
        CheckCross(kernel, rows, columns);
        CheckShape(weights, rows.Count, columns.Count, nameof(weights));
        CheckShape(gradient, rows.Count, rows.Dimension, nameof(gradient));
        if (kernel.KinkedPart is { } part)
        {
            throw new NotSupportedException(
                $"The kernel '{part}' does not have a gradient with respect to a point everywhere; "
                + "rbf, matern32 and matern52 do.");
        }

        BoundKernel bound = kernel.Bind(new PointPairs(rows, columns, SamePoints: false));
        TileDriver.ContractInputs(bound, weights, gradient, options);
    }

    /// <summary>gradient[j] = Σᵢ w[i] ∂k(xᵢ, xᵢ)/∂θⱼ.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="weights">w, [n].</param>
    /// <param name="gradient">Receives a sum for each hyperparameter; θ is transformed, ln for Log.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static void ContractDiagonalGradient(
        this Kernel kernel, Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        Check(kernel, points);
        Guard.Length(weights.Length, points.Count, nameof(weights));
        Guard.Length(gradient.Length, kernel.HyperparameterCount, nameof(gradient));
        gradient.Clear();
        kernel.ContractDiagonalCore(points, weights, gradient);
    }

    /// <summary>Makes the Gram matrix as an operator that holds no matrix.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <param name="precision">In which numbers values are made and added; the result says it too.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    /// <exception cref="NotSupportedException">A part of the kernel has no formula in single precision.</exception>
    public static LinearOperator Gram(this Kernel kernel, Points points, Precision precision = Precision.Double)
    {
        Check(kernel, points);
        return new KernelOperator(kernel, new PointPairs(points, points, SamePoints: true), precision);
    }

    /// <summary>Makes the cross-Gram matrix as an operator that holds no matrix.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m; other observations even if they are the same object.</param>
    /// <param name="precision">In which numbers values are made and added; the result says it too.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    /// <exception cref="NotSupportedException">A part of the kernel has no formula in single precision.</exception>
    public static LinearOperator Cross(
        this Kernel kernel, Points rows, Points columns, Precision precision = Precision.Double)
    {
        CheckCross(kernel, rows, columns);
        return new KernelOperator(kernel, new PointPairs(rows, columns, SamePoints: false), precision);
    }

    /// <summary>Makes the Gram matrix of a decaying kernel without the blocks that are negligible.</summary>
    /// <param name="kernel">The kernel; it must be stationary.</param>
    /// <param name="points">The points.</param>
    /// <param name="tolerance">The largest error of a product relative to Σⱼ|vⱼ|, in the units of the kernel's
    /// variance; at least 0.</param>
    /// <param name="options">Threads and cancellation of the search; null for the default.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    /// <exception cref="NotSupportedException">The kernel is not stationary.</exception>
    public static BlockSparseKernelOperator SparseGram(
        this Kernel kernel, Points points, double tolerance, ComputeOptions? options = null)
    {
        Check(kernel, points);
        return new BlockSparseKernelOperator(
            kernel, new PointPairs(points, points, SamePoints: true), tolerance, options);
    }

    /// <summary>Makes the cross-Gram matrix of a decaying kernel without the blocks that are negligible.</summary>
    /// <inheritdoc cref="SparseGram"/>
    /// <param name="kernel">The kernel; it must be stationary.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m; other observations even if they are the same object.</param>
    /// <param name="tolerance">The largest error of a product relative to Σⱼ|vⱼ|, in the units of the kernel's
    /// variance; at least 0.</param>
    /// <param name="options">Threads and cancellation of the search; null for the default.</param>
    public static BlockSparseKernelOperator SparseCross(
        this Kernel kernel, Points rows, Points columns, double tolerance, ComputeOptions? options = null)
    {
        CheckCross(kernel, rows, columns);
        return new BlockSparseKernelOperator(
            kernel, new PointPairs(rows, columns, SamePoints: false), tolerance, options);
    }

    /// <summary>Makes the reductions of a Gram matrix: log-sum-exp, softmax sums, maxima, neighbours.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points, n.</param>
    /// <param name="exclusion">Which pairs do not count, such as a point with itself.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static KernelReductions Reduce(
        this Kernel kernel, Points points, PairExclusion exclusion = PairExclusion.None)
    {
        Check(kernel, points);
        return new KernelReductions(kernel, new PointPairs(points, points, SamePoints: true), exclusion);
    }

    /// <summary>Makes the reductions of a cross-Gram matrix: log-sum-exp, softmax sums, maxima, neighbours.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m; other observations even if they are the same object.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static KernelReductions Reduce(this Kernel kernel, Points rows, Points columns)
    {
        CheckCross(kernel, rows, columns);
        return new KernelReductions(
            kernel, new PointPairs(rows, columns, SamePoints: false), PairExclusion.None);
    }

    internal static BoundKernel BindSame(Kernel kernel, Points points)
    {
        Check(kernel, points);
        return kernel.Bind(new PointPairs(points, points, SamePoints: true));
    }

    private static BoundKernel BindCross(Kernel kernel, Points rows, Points columns)
    {
        CheckCross(kernel, rows, columns);
        return kernel.Bind(new PointPairs(rows, columns, SamePoints: false));
    }

    private static void Check(Kernel kernel, Points points)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(points);
        kernel.CheckDimension(points.Dimension);
    }

    private static void CheckCross(Kernel kernel, Points rows, Points columns)
    {
        Check(kernel, rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (rows.Dimension != columns.Dimension)
        {
            throw new ArgumentException(
                $"The points of rows and columns must have one dimension, but they have {rows.Dimension} and "
                + $"{columns.Dimension}.", nameof(columns));
        }
    }

    private static void CheckShape(MatrixView<double> view, int rows, int columns, string name)
    {
        if (view.Rows != rows || view.Columns != columns)
        {
            throw new ArgumentException(
                $"The shape of '{name}' must be {rows} x {columns}, but it was {view.Rows} x {view.Columns}.", name);
        }
    }
}
