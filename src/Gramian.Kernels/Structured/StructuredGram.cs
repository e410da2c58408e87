using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Operators.Composition;

namespace Gramian.Kernels.Structured;

/// <summary>Makes Gram matrices of grids as operators that use the grid.</summary>
public static class StructuredGram
{
    /// <summary>Makes the Gram matrix of a regular grid: Toeplitz for a stationary kernel, of n log n cost.</summary>
    /// <remarks>
    /// Other kernels get the operator of <see cref="KernelGram.Gram"/> for the points written out. Noise counts on the
    /// diagonal.
    /// </remarks>
    /// <param name="kernel">The kernel.</param>
    /// <param name="grid">The grid; points are numbered by rows.</param>
    /// <param name="options">Threads and cancellation of the preparation; null for the default.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    [Paper("chan2007introduction", Where = "sec. 1.4")]
    public static LinearOperator Gram(this Kernel kernel, Grid grid, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(grid);
        kernel.CheckDimension(grid.Dimension);
        if (!kernel.IsStationary)
        {
            return kernel.Gram(grid.ToPoints());
        }

        double[] steps = [.. grid.Steps];
        double[] first = [.. steps.Select((step, k) => -(grid.Shape[k] - 1) * step)];
        int[] differences = [.. grid.Shape.ToArray().Select(count => (2 * count) - 1)];
        var origin = new Points(new Matrix<double>(1, grid.Dimension));
        using Matrix<double> values =
            kernel.CrossMatrix(origin, new Grid(first, steps, differences).ToPoints(), options);
        Span<double> generator = values.Row(0);

        // The differences of both signs are rounded alike, and the one in the middle is a point with itself.
        generator[generator.Length / 2] = kernel.EvaluateCore(origin.Values.Row(0), origin.Values.Row(0));
        for (int i = 0; i < generator.Length / 2; i++)
        {
            generator[^(i + 1)] = generator[i];
        }

        return new ToeplitzOperator(grid.Shape, generator, Structure.PositiveSemidefinite, options);
    }

    /// <summary>Makes the Gram matrix of a product grid: a Kronecker product for a product kernel.</summary>
    /// <remarks>
    /// A kernel is a product when it is of <c>rbf</c>, <c>laplacian</c> and <c>overlap</c> kernels, kernels of one
    /// coordinate, constants, their products, multiples and powers, without noise; the factors are written out,
    /// n₁² + n₂² + … numbers.
    /// Other kernels get the operator of <see cref="KernelGram.Gram"/> for the points written out.
    /// </remarks>
    /// <param name="kernel">The kernel.</param>
    /// <param name="grid">The grid; points are numbered by rows.</param>
    /// <param name="options">Threads and cancellation of the preparation; null for the default.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    [Paper("vanloan2000ubiquitous")]
    public static LinearOperator Gram(this Kernel kernel, ProductGrid grid, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(grid);
        kernel.CheckDimension(grid.Dimension);
        if (HasNoise(kernel, grid) || kernel.SeparateFactors(grid.Dimension) is not { } factors)
        {
            return kernel.Gram(grid.ToPoints());
        }

        LinearOperator? product = null;
        for (int k = 0; k < factors.Length; k++)
        {
            Matrix<double> matrix = factors[k].GramMatrix(Points.FromColumn(grid.Axis(k)), options);
            var factor = new DenseOperator(matrix, Structure.PositiveSemidefinite);
            product = product is null ? factor : new KroneckerOperator(product, factor);
        }

        return product!;
    }

    /// <summary>Makes the Gram matrix of a smooth kernel in 1 to 3 dimensions by Fourier transforms.</summary>
    /// <param name="kernel">The kernel: <c>rbf</c>, <c>matern</c>, <c>rationalquadratic</c>, <c>laplacian</c>, sums and
    /// multiples; the rougher it is, the larger the tolerance must be.</param>
    /// <param name="points">The points, d ≤ 3.</param>
    /// <param name="tolerance">The largest error of a product relative to Σⱼ|vⱼ|, in the units of the variance; at
    /// least 2e−12 k(0).</param>
    /// <param name="options">Threads and cancellation of the preparation; null for the default.</param>
    /// <exception cref="ArgumentException">There are too many dimensions, or the kernel is for another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is too small.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    /// <exception cref="NotSupportedException">The kernel has no spectral density, or needs too many
    /// frequencies.</exception>
    public static FourierKernelOperator FourierGram(
        this Kernel kernel, Points points, double tolerance, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(points);
        return new FourierKernelOperator(
            kernel, new PointPairs(points, points, SamePoints: true), tolerance, options);
    }

    /// <summary>Makes the cross-Gram matrix of a smooth kernel in 1 to 3 dimensions by Fourier transforms.</summary>
    /// <inheritdoc cref="FourierGram"/>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">The points of the rows, n.</param>
    /// <param name="columns">The points of the columns, m; other observations even if they are the same object.</param>
    /// <param name="tolerance">The largest error of a product relative to Σⱼ|vⱼ|, in the units of the variance; at
    /// least 2e−12 k(0).</param>
    /// <param name="options">Threads and cancellation of the preparation; null for the default.</param>
    public static FourierKernelOperator FourierCross(
        this Kernel kernel, Points rows, Points columns, double tolerance, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (rows.Dimension != columns.Dimension)
        {
            throw new ArgumentException(
                $"The points of rows and columns must have one dimension, but they have {rows.Dimension} and "
                + $"{columns.Dimension}.", nameof(columns));
        }

        return new FourierKernelOperator(
            kernel, new PointPairs(rows, columns, SamePoints: false), tolerance, options);
    }

    // White noise is one of points and not of coordinates. It alone makes a point with itself another thing than two
    // observations at its place.
    private static bool HasNoise(Kernel kernel, ProductGrid grid)
    {
        double[] corner = [.. Enumerable.Range(0, grid.Dimension).Select(k => grid.Axis(k)[0])];
        var point = new Points(Matrix<double>.FromRowMajor(1, corner.Length, corner));
        using Matrix<double> apart = kernel.CrossMatrix(point, point);
        return kernel.EvaluateCore(corner, corner) != apart[0, 0];
    }
}
