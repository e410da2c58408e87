using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.Gram;

// Walks the tiles. A block of work is a band of 32 rows, which owns its outputs; the longest bands of a triangle come
// first, so that the threads end together. Stopped work ends after a tile, gives its scratch back and leaves
// the throwing to the end.
internal static class TileDriver
{
    private const int Band = Tile.MaximumRows;

    public static void FillSymmetric(
        KernelTiles<double> kernel,
        int count,
        MatrixView<double> destination,
        GramTriangle triangle,
        ComputeOptions? options)
    {
        options ??= ComputeOptions.Default;
        var work = new SymmetricFill(kernel, count, destination, triangle, options.CancellationToken);
        WorkerTeam.Run(ref work, Bands(count), options);
        options.CancellationToken.ThrowIfCancellationRequested();
    }

    public static void FillCross<T>(
        KernelTiles<T> kernel, int rows, int columns, MatrixView<double> destination, ComputeOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (columns > 0)
        {
            options ??= ComputeOptions.Default;
            var work = new CrossFill<T>(kernel, rows, columns, destination, options.CancellationToken);
            WorkerTeam.Run(ref work, Bands(rows), options);
            options.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Each band has sums of its own, added in the order of the bands whatever thread made them.
    public static void Contract(
        BoundKernel kernel,
        MatrixView<double> weights,
        bool isSymmetric,
        Span<double> gradient,
        ComputeOptions? options)
    {
        options ??= ComputeOptions.Default;
        gradient.Clear();
        int bands = weights.Columns == 0 ? 0 : Bands(weights.Rows);
        int stride = gradient.Length;
        double[] sums = ArrayPool<double>.Shared.Rent(Math.Max(1, checked(bands * stride)));
        try
        {
            Array.Clear(sums, 0, bands * stride);
            var work = new Contraction(kernel, weights, isSymmetric, sums, stride, options.CancellationToken);
            WorkerTeam.Run(ref work, bands, options);
            options.CancellationToken.ThrowIfCancellationRequested();
            for (int band = 0; band < bands; band++)
            {
                for (int j = 0; j < stride; j++)
                {
                    gradient[j] += sums[(band * stride) + j];
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(sums);
        }
    }

    public static void ContractInputs(
        BoundKernel kernel, MatrixView<double> weights, MatrixView<double> gradient, ComputeOptions? options)
    {
        options ??= ComputeOptions.Default;
        var work = new InputContraction(kernel, weights, gradient, options.CancellationToken);
        WorkerTeam.Run(ref work, Bands(weights.Rows), options);
        options.CancellationToken.ThrowIfCancellationRequested();
    }

    private static int Bands(int rows) => (rows + Band - 1) / Band;

    private static int Panels(int columns) => (columns + Tile.Width - 1) / Tile.Width;

    private readonly struct SymmetricFill(
        KernelTiles<double> kernel,
        int count,
        MatrixView<double> destination,
        GramTriangle triangle,
        CancellationToken stop) : IBlockWork
    {
        public void Run(int block)
        {
            int row = (Bands(count) - 1 - block) * Band;
            int rows = Math.Min(Band, count - row);
            TileScratch scratch = TileScratch.Current;
            int mark = scratch.Mark;
            MatrixView<double> buffer = scratch.Lend(rows);
            for (int panel = 0; panel < Panels(row + rows) && !stop.IsCancellationRequested; panel++)
            {
                var tile = new Tile(row, rows, panel);
                bool inside = tile.Column + Tile.Width <= row;
                MatrixView<double> values = inside ? destination.Slice(row, tile.Column, rows, Tile.Width) : buffer;
                kernel.Fill(tile, values, scratch);
                if (!inside)
                {
                    CopyLower(tile, values);
                }

                if (triangle == GramTriangle.Both)
                {
                    Mirror(tile, values);
                }
            }

            scratch.Release(mark);
        }

        private void CopyLower(Tile tile, MatrixView<double> values)
        {
            for (int a = 0; a < tile.Rows; a++)
            {
                int length = Math.Min(Tile.Width, tile.Row + a + 1 - tile.Column);
                if (length > 0)
                {
                    values.Row(a)[..length].CopyTo(destination.Row(tile.Row + a)[tile.Column..]);
                }
            }
        }

        private void Mirror(Tile tile, MatrixView<double> values)
        {
            int last = Math.Min(Tile.Width, tile.Row + tile.Rows - tile.Column);
            for (int b = 0; b < last; b++)
            {
                int first = Math.Max(0, tile.Column + b - tile.Row);
                Span<double> row = destination.Row(tile.Column + b).Slice(tile.Row, tile.Rows);
                for (int a = first; a < tile.Rows; a++)
                {
                    row[a] = values[a, b];
                }
            }
        }
    }

    private readonly struct CrossFill<T>(
        KernelTiles<T> kernel,
        int rowCount,
        int columnCount,
        MatrixView<double> destination,
        CancellationToken stop) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int block)
        {
            int row = block * Band;
            int rows = Math.Min(Band, rowCount - row);
            TileScratch scratch = TileScratch.Current;
            int mark = scratch.Mark;
            MatrixView<T> buffer = scratch.Lend<T>(rows);
            for (int panel = 0; panel < Panels(columnCount) && !stop.IsCancellationRequested; panel++)
            {
                var tile = new Tile(row, rows, panel);
                int width = Math.Min(Tile.Width, columnCount - tile.Column);
                MatrixView<double> target = destination.Slice(row, tile.Column, rows, width);
                if (width == Tile.Width && typeof(T) == typeof(double))
                {
                    kernel.Fill(tile, Unsafe.BitCast<MatrixView<double>, MatrixView<T>>(target), scratch);
                    continue;
                }

                kernel.Fill(tile, buffer, scratch);
                for (int a = 0; a < rows; a++)
                {
                    Span<double> line = target.Row(a);
                    for (int b = 0; b < line.Length; b++)
                    {
                        line[b] = double.CreateTruncating(buffer[a, b]);
                    }
                }
            }

            scratch.Release(mark);
        }
    }

    private readonly struct Contraction(
        BoundKernel kernel,
        MatrixView<double> weights,
        bool isSymmetric,
        double[] sums,
        int stride,
        CancellationToken stop) : IBlockWork
    {
        public void Run(int block)
        {
            int band = isSymmetric ? Bands(weights.Rows) - 1 - block : block;
            int row = band * Band;
            int rows = Math.Min(Band, weights.Rows - row);
            TileScratch scratch = TileScratch.Current;
            int mark = scratch.Mark;
            MatrixView<double> buffer = scratch.Lend(rows);
            Span<double> gradient = sums.AsSpan(band * stride, stride);
            int panels = Panels(isSymmetric ? row + rows : weights.Columns);
            for (int panel = 0; panel < panels && !stop.IsCancellationRequested; panel++)
            {
                var tile = new Tile(row, rows, panel);
                TileWeights.Copy(weights, isSymmetric, tile, buffer);
                kernel.Contract(tile, buffer, gradient, scratch);
            }

            scratch.Release(mark);
        }
    }
}
