using System.Buffers;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Operators;

namespace Gramian.Models.FourierProcesses;

// ΦᴴΦ = D T D on vectors of real parts and then imaginary parts, on which a Hermitian matrix is symmetric.
internal sealed class FourierNormalOperator(FourierSystem system)
    : LinearOperator(2 * system.Count, 2 * system.Count, Structure.PositiveSemidefinite), IDiagonal
{
    private static readonly ComputeOptions Serial = new() { Threads = 1 };

    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        for (int j = 0; j < system.Count; j++)
        {
            destination[j] = destination[system.Count + j] = system.RowCount * system.Roots[j] * system.Roots[j];
        }
    }

    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        if (vectors.Columns == 1)
        {
            ApplyColumn(vectors, destination, 0, options);
            return;
        }

        WorkerTeam.Run(vectors.Columns, column => ApplyColumn(vectors, destination, column, Serial), options);
    }

    protected override LinearOperator MakeTransposed() => this;

    private void ApplyColumn(
        MatrixView<double> vectors, MatrixView<double> destination, int column, ComputeOptions options)
    {
        int count = system.Count;
        ReadOnlySpan<double> roots = system.Roots;
        double[] rented = ArrayPool<double>.Shared.Rent(2 * count);
        Span<double> re = rented.AsSpan(0, count), im = rented.AsSpan(count, count);
        for (int j = 0; j < count; j++)
        {
            re[j] = roots[j] * vectors[j, column];
            im[j] = roots[j] * vectors[count + j, column];
        }

        system.Toeplitz.Apply(re, im, options);
        for (int j = 0; j < count; j++)
        {
            destination[j, column] = roots[j] * re[j];
            destination[count + j, column] = roots[j] * im[j];
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
