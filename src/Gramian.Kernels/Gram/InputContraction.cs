using System.Buffers;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.Gram;

// A band of rows owns its rows of the gradient.
internal readonly struct InputContraction(
    BoundKernel kernel, MatrixView<double> weights, MatrixView<double> gradient, CancellationToken stop) : IBlockWork
{
    public void Run(int block)
    {
        int row = block * Tile.MaximumRows;
        int rows = Math.Min(Tile.MaximumRows, weights.Rows - row);
        int dimension = gradient.Columns;
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> buffer = scratch.Lend(rows);
        double[] rented = ArrayPool<double>.Shared.Rent(rows * dimension);
        Span<double> sums = rented.AsSpan(0, rows * dimension);
        sums.Clear();
        for (int column = 0; column < weights.Columns && !stop.IsCancellationRequested; column += Tile.Width)
        {
            var tile = new Tile(row, rows, column / Tile.Width);
            TileWeights.Copy(weights, isSymmetric: false, tile, buffer);
            kernel.ContractInputs(tile, buffer, sums, scratch);
        }

        for (int a = 0; a < rows; a++)
        {
            sums.Slice(a * dimension, dimension).CopyTo(gradient.Row(row + a));
        }

        ArrayPool<double>.Shared.Return(rented);
        scratch.Release(mark);
    }
}
