using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

// What an operator does with its tiles, whatever their number type is.
internal interface IKernelProducts
{
    void Multiply(ReadOnlySpan<double> vector, Span<double> product, ComputeOptions options);

    void Multiply(MatrixView<double> vectors, MatrixView<double> product, ComputeOptions options);

    /// <summary>One entry of every row: that of a column, or that of the diagonal for null.</summary>
    void CopyEntries(int? column, Span<double> destination);

    Matrix<double> ToDense(ComputeOptions options);
}
