using Gramian.Numerics;
using Gramian.Numerics.Pairs;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.Gram;

/// <summary>Makes chosen rows of a Gram matrix, several at once on all threads, rounded to floats.</summary>
/// <remarks>
/// A panel of columns is used for all rows that are wanted while it is in the first cache; beside the rows it takes
/// O(n d) numbers and time. An entry depends only on its own two points; the bits do not depend on the number of
/// threads. Safe to share.
/// </remarks>
public sealed class KernelRows
{
    private const int BlockPanels = 4;
    private readonly Kernel kernel;
    private readonly double[] diagonal;

    /// <summary>Prepares a kernel for points.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public KernelRows(Kernel kernel, Points points)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(points);
        (this.kernel, Points, diagonal) = (kernel, points, new double[points.Count]);
        kernel.FillDiagonal(points, diagonal);
    }

    /// <summary>The points, n.</summary>
    public Points Points { get; }

    /// <summary>k(x, x) of every point, [n].</summary>
    public ReadOnlySpan<double> Diagonal => diagonal;

    /// <summary>destinations[k] = row rows[k] of the Gram matrix.</summary>
    /// <param name="rows">The numbers of the rows, from 0.</param>
    /// <param name="destinations">Receives the rows, each of shape [1, n].</param>
    /// <param name="count">How many of the rows are made, from the first.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or there are fewer rows than the count.</exception>
    public void Fill(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(destinations);
        Guard.InRange(count, 0, Math.Min(rows.Length, destinations.Length));
        if (count == 0)
        {
            return;
        }

        for (int k = 0; k < count; k++)
        {
            Guard.Length(destinations[k].Columns, Points.Count, nameof(destinations));
        }

        BoundKernel bound = kernel.Bind(
            new PointPairs(Points.Select(rows.AsSpan(0, count)), Points, SamePoints: false));
        var work = new PanelFill(bound, Points.Count, destinations, count);
        WorkerTeam.Run(ref work, (Points.Count + (BlockPanels * Tile.Width) - 1) / (BlockPanels * Tile.Width), options);

        // White noise is on the diagonal alone: equal points of two observations have none of it.
        for (int k = 0; k < count; k++)
        {
            destinations[k][0, rows[k]] = (float)diagonal[rows[k]];
        }
    }

    private readonly struct PanelFill(
        BoundKernel bound, int pointCount, MatrixView<float>[] destinations, int count) : IBlockWork
    {
        public void Run(int block)
        {
            TileScratch scratch = TileScratch.Current;
            int mark = scratch.Mark;
            MatrixView<double> values = scratch.Lend(Tile.MaximumRows);
            int end = Math.Min((pointCount + Tile.Width - 1) / Tile.Width, (block + 1) * BlockPanels);
            for (int row = 0; row < count; row += Tile.MaximumRows)
            {
                int rows = Math.Min(Tile.MaximumRows, count - row);
                for (int panel = block * BlockPanels; panel < end; panel++)
                {
                    int column = panel * Tile.Width;
                    int width = Math.Min(Tile.Width, pointCount - column);
                    bound.Fill(new Tile(row, rows, panel), values.Slice(0, 0, rows, Tile.Width), scratch);
                    for (int k = 0; k < rows; k++)
                    {
                        SingleRows.Round(values.Row(k)[..width], destinations[row + k].Row(0).Slice(column, width));
                    }
                }
            }

            scratch.Release(mark);
        }
    }
}
