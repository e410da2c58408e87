using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// K V for several vectors; symmetric as VectorProduct is. The sums of a list are rows of one matrix, list after list.
internal readonly struct VectorsProduct(
    BoundKernel kernel,
    int rowCount,
    int columnCount,
    int lists,
    Matrix<double> vectors,
    Matrix<double> sums,
    CancellationToken stop) : IBlockWork
{
    private const int Band = Tile.MaximumRows;

    public void Run(int block)
    {
        if (lists == 0)
        {
            RunBand(block * Band, columnCount, sums, isSymmetric: false);
            return;
        }

        MatrixView<double> own = sums.View.Slice(block * rowCount, 0, rowCount, sums.Columns);
        for (int row = block * Band; row < rowCount; row += lists * Band)
        {
            RunBand(row, Math.Min(rowCount, row + Band), own, isSymmetric: true);
        }
    }

    private void RunBand(int row, int end, MatrixView<double> output, bool isSymmetric)
    {
        int rows = Math.Min(Band, rowCount - row);
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> values = scratch.Lend(rows);
        MatrixView<double> rowSums = output.Slice(row, 0, rows, output.Columns);
        for (int column = 0; column < end && !stop.IsCancellationRequested; column += Tile.Width)
        {
            int width = Math.Min(Tile.Width, end - column);
            kernel.Fill(new Tile(row, rows, column / Tile.Width), values, scratch);
            TileProducts.Accumulate(
                values.Slice(0, 0, rows, width), vectors.View.Slice(column, 0, width, vectors.Columns), rowSums);
            int before = Math.Min(width, row - column);
            if (isSymmetric && before > 0)
            {
                TileProducts.AccumulateTransposed(
                    values.Slice(0, 0, rows, before), vectors.View.Slice(row, 0, rows, vectors.Columns),
                    output.Slice(column, 0, before, output.Columns));
            }
        }

        scratch.Release(mark);
    }
}
