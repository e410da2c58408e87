using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// K v. A symmetric matrix is walked below its diagonal, each tile serving both of its places.
internal readonly struct VectorProduct<T>(
    KernelTiles<T> kernel,
    ProductPlan plan,
    Matrix<T> vector,
    Matrix<double> sums,
    CancellationToken stop) : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int block)
    {
        if (plan.Lists == 0)
        {
            RunBlock(block, sums.Row(0), isSymmetric: false);
            return;
        }

        Span<double> own = sums.Row(block);
        own.Clear();
        for (int round = 0; round * plan.Lists < plan.Blocks; round++)
        {
            RunBlock(plan.BlockOf(block, round), own, isSymmetric: true);
        }
    }

    private void RunBlock(int block, Span<double> output, bool isSymmetric)
    {
        int first = block * plan.BlockRows;
        int end = Math.Min(plan.Rows, first + plan.BlockRows);
        if (first >= end)
        {
            return;
        }

        if (!isSymmetric)
        {
            output[first..end].Clear();
        }

        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<T> lanes = scratch.LendLanes<T>(plan.Band);
        int count = TileSums.LaneCount<double>();
        MatrixView<double> wide = scratch.Lend(Tile.MaximumRows).Reshape(count).Slice(0, 0, plan.Band, count);
        wide.Fill(0);
        lanes.Fill(T.Zero);
        int panels = isSymmetric ? ProductPlan.PanelsOf(end) : plan.Panels;
        for (int panel = 0; panel < panels; panel += plan.PanelsPerSweep)
        {
            for (int row = first; row < end; row += plan.Band)
            {
                int rows = Math.Min(plan.Band, end - row);
                MatrixView<T> rowLanes = lanes.Slice(0, 0, rows, lanes.Columns);
                MatrixView<double> rowSums = wide.Slice(0, 0, rows, count);
                int lastPanel = Math.Min(panel + plan.PanelsPerSweep, panels);
                if (isSymmetric)
                {
                    RunTriangle(row, panel, lastPanel, output, rowLanes, rowSums, scratch);
                }
                else
                {
                    RunBand(row, panel, lastPanel, rowLanes, rowSums, scratch);
                }

                if (typeof(T) == typeof(double))
                {
                    TileSums.FlushRows(rowLanes, output.Slice(row, rows));
                }
                else
                {
                    TileSums.FlushRows(rowSums, output.Slice(row, rows));
                }
            }
        }

        scratch.Release(mark);
    }

    private void RunBand(
        int row, int firstPanel, int lastPanel, MatrixView<T> lanes, MatrixView<double> wide, TileScratch scratch)
    {
        ReadOnlySpan<T> all = vector.Row(0);
        for (int panel = firstPanel; panel < lastPanel && !stop.IsCancellationRequested; panel++)
        {
            var tile = new Tile(row, lanes.Rows, panel);
            kernel.AddRows(tile, all.Slice(tile.Column, Tile.Width), lanes, scratch);
            Widen(lanes, wide);
        }
    }

    private void RunTriangle(
        int row,
        int firstPanel,
        int lastPanel,
        Span<double> output,
        MatrixView<T> lanes,
        MatrixView<double> wide,
        TileScratch scratch)
    {
        ReadOnlySpan<T> all = vector.Row(0);
        ReadOnlySpan<T> rowVector = all.Slice(row, lanes.Rows);
        Span<T> columnSums = stackalloc T[Tile.Width];
        columnSums.Clear();
        lastPanel = Math.Min(lastPanel, ProductPlan.PanelsOf(row + lanes.Rows));
        for (int panel = firstPanel; panel < lastPanel && !stop.IsCancellationRequested; panel++)
        {
            var tile = new Tile(row, lanes.Rows, panel);
            ReadOnlySpan<T> part = all.Slice(tile.Column, Tile.Width);
            if (tile.Column + Tile.Width <= row)
            {
                kernel.AddBoth(tile, part, rowVector, lanes, columnSums, scratch);
                TileSums.Flush(columnSums, output.Slice(tile.Column, Tile.Width));
                Widen(lanes, wide);
                continue;
            }

            int mark = scratch.Mark;
            MatrixView<T> values = scratch.Lend<T>(lanes.Rows);
            kernel.Fill(tile, values, scratch);
            SymmetricEdge.ClearAbove(tile, values);
            TileSums.AddBoth(values, part, rowVector, lanes, columnSums);

            // The block on the diagonal is whole, so that only columns before it serve twice.
            int before = row - tile.Column;
            TileSums.Flush(columnSums[..before], output.Slice(tile.Column, before));
            columnSums.Clear();
            Widen(lanes, wide);
            scratch.Release(mark);
        }
    }

    // Floats are added over one tile, four to each part, and from there in double.
    private static void Widen(MatrixView<T> lanes, MatrixView<double> wide)
    {
        if (typeof(T) == typeof(float))
        {
            TileSums.Widen(Unsafe.BitCast<MatrixView<T>, MatrixView<float>>(lanes), wide);
        }
    }
}
