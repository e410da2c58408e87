using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Kernels.Gram;

/// <summary>Represents a Gram or cross-Gram matrix that is never written out: K V, tile by tile.</summary>
/// <remarks>
/// Holds O((n + m) d) numbers. Apply to k vectors takes O(n m (d + k)) time and O((n + m) k) memory beside the tiles;
/// a symmetric matrix takes about half the time, for each tile is used twice, and at most 64 MiB more. Distances are
/// summed from differences of coordinates, so that near points and far outliers cost no accuracy; in double and in 24
/// dimensions or more a product takes them from inner products in tiles where that surely moves no value by more than
/// 1e-12 of the largest. Single entries, columns and the dense matrix are always from differences. A warm product with
/// a single vector allocates nothing. The bits do not depend on the number of threads. Safe to share between
/// threads.
/// </remarks>
[Paper("charlier2021kernel")]
public sealed class KernelOperator : LinearOperator, IDiagonal, IColumnAccess
{
    private readonly Kernel kernel;
    private readonly PointPairs pairs;
    private readonly IKernelProducts products;

    internal KernelOperator(Kernel kernel, PointPairs pairs, Precision precision)
        : base(
            pairs.Rows.Count,
            pairs.Columns.Count,
            !pairs.SamePoints ? Structure.None
            : kernel.IsPositiveSemidefinite ? Structure.PositiveSemidefinite
            : Structure.Symmetric)
    {
        (this.kernel, this.pairs, Precision) = (kernel, pairs, precision);
        products = precision switch
        {
            Precision.Double => new KernelProducts<double>(kernel.Bind(pairs), pairs),
            Precision.Single => new KernelProducts<float>(kernel.BindSingle(pairs) ?? throw new NotSupportedException(
                $"The kernel '{kernel}' has a part without a formula in single precision; use double."), pairs),
            _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "There is no such precision."),
        };
    }

    /// <summary>In which numbers the values are made and added.</summary>
    public Precision Precision { get; }

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Math.Min(Rows, Columns), nameof(destination));
        if (pairs.SamePoints && Precision == Precision.Double)
        {
            kernel.FillDiagonalCore(pairs.Rows, destination);
            return;
        }

        products.CopyEntries(column: null, destination);
    }

    /// <inheritdoc/>
    public void CopyColumn(int column, Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        products.CopyEntries(column, destination);
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options) =>
        products.Multiply(vectors, destination, options);

    /// <inheritdoc/>
    protected override void ApplyVectorCore(
        ReadOnlySpan<double> vector, Span<double> destination, ComputeOptions options) =>
        products.Multiply(vector, destination, options);

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() =>
        new KernelOperator(kernel, new PointPairs(pairs.Columns, pairs.Rows, SamePoints: false), Precision);

    /// <inheritdoc/>
    protected override Matrix<double> ToDenseCore(ComputeOptions options) => products.ToDense(options);
}
