using System.Runtime.InteropServices;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Solvers.Krylov;

/// <summary>
/// Arithmetic on the columns of tall matrices, cut into bands of rows whose sums are added in order, so that the bits
/// do not depend on the number of threads. The work space is kept between calls.
/// </summary>
internal sealed class ColumnBlock(int rows, int columns, ComputeOptions options)
{
    private const int Band = 1024;
    private readonly int bands = (rows + Band - 1) / Band;
    private readonly double[] partial = new double[((rows + Band - 1) / Band) * columns];

    /// <summary>result[j] = Σᵢ a[i, j] b[i, j].</summary>
    public void Dots(MatrixView<double> a, MatrixView<double> b, Span<double> result)
    {
        var work = new DotWork(a, b, partial);
        WorkerTeam.Run(ref work, bands, options);
        int count = a.Columns;
        for (int j = 0; j < count; j++)
        {
            double sum = 0;
            for (int band = 0; band < bands; band++)
            {
                sum += partial[(band * count) + j];
            }

            result[j] = sum;
        }
    }

    /// <summary>y[i, j] = p[j] x[i, j] + q[j] y[i, j].</summary>
    public void Combine(double[] p, MatrixView<double> x, double[] q, MatrixView<double> y)
    {
        var work = new CombineWork(p, x, q, y);
        WorkerTeam.Run(ref work, bands, options);
    }

    // The whole column of a matrix of one column, which has no gaps between rows.
    private static Span<double> Flat(MatrixView<double> view, int row, int count) =>
        MemoryMarshal.CreateSpan(ref view[row, 0], count);

    private readonly struct DotWork(MatrixView<double> a, MatrixView<double> b, double[] partial) : IBlockWork
    {
        public void Run(int block)
        {
            int first = block * Band;
            int count = Math.Min(Band, a.Rows - first);
            Span<double> sums = partial.AsSpan(block * a.Columns, a.Columns);
            if (a.Columns == 1 && a.Stride == 1 && b.Stride == 1)
            {
                sums[0] = VectorOps.Dot<double>(Flat(a, first, count), Flat(b, first, count));
                return;
            }

            sums.Clear();
            for (int i = first; i < first + count; i++)
            {
                ReadOnlySpan<double> left = a.Row(i);
                ReadOnlySpan<double> right = b.Row(i);
                for (int j = 0; j < sums.Length; j++)
                {
                    sums[j] += left[j] * right[j];
                }
            }
        }
    }

    private readonly struct CombineWork(double[] p, MatrixView<double> x, double[] q, MatrixView<double> y) : IBlockWork
    {
        public void Run(int block)
        {
            int first = block * Band;
            int count = Math.Min(Band, x.Rows - first);
            if (x.Columns == 1 && x.Stride == 1 && y.Stride == 1)
            {
                Span<double> only = Flat(y, first, count);
                if (q[0] != 1)
                {
                    VectorOps.Scale(q[0], only);
                }

                VectorOps.Axpy(p[0], Flat(x, first, count), only);
                return;
            }

            for (int i = first; i < first + count; i++)
            {
                ReadOnlySpan<double> source = x.Row(i);
                Span<double> target = y.Row(i);
                for (int j = 0; j < target.Length; j++)
                {
                    target[j] = (p[j] * source[j]) + (q[j] * target[j]);
                }
            }
        }
    }
}
