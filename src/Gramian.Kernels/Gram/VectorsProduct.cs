using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// K V for several vectors; symmetric as VectorProduct is. The sums of a list are rows of one matrix, list after list.
// Doubles are added to the sums where they stand; floats in short sums of their own, which are then added in double.
internal readonly struct VectorsProduct<T>(
    KernelTiles<T> kernel,
    ProductPlan plan,
    Matrix<T> vectors,
    Matrix<double> sums,
    CancellationToken stop) : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int block)
    {
        if (plan.Lists == 0)
        {
            RunBlock(block, sums, isSymmetric: false);
            return;
        }

        MatrixView<double> own = sums.View.Slice(block * plan.Rows, 0, plan.Rows, sums.Columns);
        for (int round = 0; round * plan.Lists < plan.Blocks; round++)
        {
            RunBlock(plan.BlockOf(block, round), own, isSymmetric: true);
        }
    }

    private void RunBlock(int block, MatrixView<double> output, bool isSymmetric)
    {
        int first = block * plan.BlockRows;
        int end = Math.Min(plan.Rows, first + plan.BlockRows);
        int columns = isSymmetric ? end : plan.Columns;
        int sweep = plan.PanelsPerSweep * Tile.Width;
        for (int column = 0; column < columns; column += sweep)
        {
            for (int row = first; row < end; row += plan.Band)
            {
                int rows = Math.Min(plan.Band, end - row);
                int last = Math.Min(column + sweep, isSymmetric ? row + rows : columns);
                RunBand(row, rows, column, last, output, isSymmetric);
            }
        }
    }

    private void RunBand(int row, int rows, int first, int end, MatrixView<double> output, bool isSymmetric)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<T> values = scratch.Lend<T>(rows);
        int parts = scratch.Mark;
        MatrixView<double> rowSums = output.Slice(row, 0, rows, output.Columns);
        for (int chunk = 0; typeof(T) != typeof(double) && chunk < output.Columns; chunk += Tile.Width)
        {
            scratch.Lend<T>(rows).Fill(T.Zero);
        }

        for (int column = first; column < end && !stop.IsCancellationRequested; column += Tile.Width)
        {
            int width = Math.Min(Tile.Width, end - column);
            int before = isSymmetric ? Math.Min(width, row - column) : 0;
            kernel.FillForSums(new Tile(row, rows, column / Tile.Width), values, scratch);
            MatrixView<T> tile = values.Slice(0, 0, rows, width);
            MatrixView<T> right = vectors.View.Slice(column, 0, width, vectors.Columns);
            if (typeof(T) == typeof(double))
            {
                TileProducts.Accumulate(tile, right, AsNumbers(rowSums));
            }
            else
            {
                int kept = scratch.Mark;
                scratch.Release(parts);
                for (int chunk = 0; chunk < output.Columns; chunk += Tile.Width)
                {
                    int count = Math.Min(Tile.Width, output.Columns - chunk);
                    MatrixView<T> part = scratch.Lend<T>(rows).Slice(0, 0, rows, count);
                    TileProducts.Accumulate(tile, right.Slice(0, chunk, width, count), part);
                }

                scratch.Release(kept);
            }

            if (before > 0)
            {
                AddTransposed(
                    values.Slice(0, 0, rows, before), vectors.View.Slice(row, 0, rows, vectors.Columns),
                    output.Slice(column, 0, before, output.Columns), scratch);
            }
        }

        scratch.Release(parts);
        for (int chunk = 0; typeof(T) != typeof(double) && chunk < output.Columns; chunk += Tile.Width)
        {
            int count = Math.Min(Tile.Width, output.Columns - chunk);
            TileSums.Flush(scratch.Lend<T>(rows).Slice(0, 0, rows, count), rowSums.Slice(0, chunk, rows, count));
        }

        scratch.Release(mark);
    }

    private static void AddTransposed(
        MatrixView<T> tile, MatrixView<T> right, MatrixView<double> target, TileScratch scratch)
    {
        if (typeof(T) == typeof(double))
        {
            TileProducts.AccumulateTransposed(tile, right, AsNumbers(target));
            return;
        }

        int mark = scratch.Mark;
        MatrixView<T> part = scratch.Lend<T>(target.Rows);
        for (int chunk = 0; chunk < target.Columns; chunk += Tile.Width)
        {
            int count = Math.Min(Tile.Width, target.Columns - chunk);
            MatrixView<T> sums = part.Slice(0, 0, target.Rows, count);
            sums.Fill(T.Zero);
            TileProducts.AccumulateTransposed(tile, right.Slice(0, chunk, right.Rows, count), sums);
            TileSums.Flush(sums, target.Slice(0, chunk, target.Rows, count));
        }

        scratch.Release(mark);
    }

    private static MatrixView<T> AsNumbers(MatrixView<double> view) =>
        Unsafe.BitCast<MatrixView<double>, MatrixView<T>>(view);
}
