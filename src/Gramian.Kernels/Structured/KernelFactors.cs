namespace Gramian.Kernels.Structured;

/// <summary>Takes product kernels apart.</summary>
public static class KernelFactors
{
    /// <summary>
    /// The factors of k(x, x′) = Π kₖ(xₖ, x′ₖ), each a kernel of one coordinate, [d]; null when it is no such product.
    /// </summary>
    /// <remarks>
    /// <c>rbf</c>, <c>laplacian</c> and <c>overlap</c> kernels, kernels of one coordinate, constants, their products,
    /// multiples and powers are. In one dimension every kernel is its own factor.
    /// </remarks>
    /// <param name="kernel">The kernel, resolved, without white noise.</param>
    /// <param name="dimension">d.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    public static IReadOnlyList<Kernel>? SeparateByCoordinate(this Kernel kernel, int dimension)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        kernel.CheckDimension(dimension);
        return kernel.SeparateFactors(dimension);
    }
}
