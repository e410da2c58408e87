using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

// The products of one kernel on its points, in one number type.
internal sealed class KernelProducts<T>(KernelTiles<T> kernel, PointPairs pairs) : IKernelProducts
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostLists = 16;
    private const long LargestSums = 1 << 23;   // 64 MiB
    private readonly int rowCount = pairs.Rows.Count;
    private readonly int columnCount = pairs.Columns.Count;
    private readonly int band = Tile.MaximumRowsOf<T>();
    private Matrix<T>? spareInput;
    private Matrix<double>? spareSums;

    public void Multiply(ReadOnlySpan<double> vector, Span<double> product, ComputeOptions options)
    {
        Matrix<T> input = TakeInput();
        Span<T> line = input.Row(0);
        for (int j = 0; j < vector.Length; j++)
        {
            line[j] = T.CreateTruncating(vector[j]);
        }

        Matrix<double> sums = MultiplyOne(input, options);
        sums.Row(0)[..rowCount].CopyTo(product);
        Volatile.Write(ref spareSums, sums);
    }

    public void Multiply(MatrixView<double> vectors, MatrixView<double> product, ComputeOptions options)
    {
        if (vectors.Columns == 1)
        {
            MultiplyColumn(vectors, product, options);
            return;
        }

        int step = TileProducts.ColumnStep<T>();
        int count = (vectors.Columns + step - 1) / step * step;
        ProductPlan plan = Plan(count);
        using var padded = new Matrix<T>(columnCount, count);
        using var sums = new Matrix<double>(checked(Math.Max(1, plan.Lists) * rowCount), count);
        for (int j = 0; j < columnCount; j++)
        {
            ReadOnlySpan<double> source = vectors.Row(j);
            Span<T> row = padded.Row(j);
            for (int k = 0; k < source.Length; k++)
            {
                row[k] = T.CreateTruncating(source[k]);
            }
        }

        var work = new VectorsProduct<T>(kernel, plan, padded, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, plan.Works, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < rowCount; i++)
        {
            Span<double> row = sums.Row(i);
            for (int list = 1; list < plan.Lists; list++)
            {
                VectorOps.Axpy<double>(1, sums.Row((list * rowCount) + i), row);
            }

            row[..vectors.Columns].CopyTo(product.Row(i));
        }
    }

    public void CopyEntries(int? column, Span<double> destination)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        for (int row = 0; row < destination.Length; row += band)
        {
            int rows = Math.Min(band, destination.Length - row);
            MatrixView<T> values = scratch.Lend<T>(rows);

            // A band lies in one panel of 64 columns, so that its part of the diagonal does too.
            int panel = (column ?? row) / Tile.Width;
            kernel.Fill(new Tile(row, rows, panel), values, scratch);
            for (int a = 0; a < rows; a++)
            {
                destination[row + a] = double.CreateTruncating(values[a, (column ?? (row + a)) % Tile.Width]);
            }

            scratch.Release(mark);
        }
    }

    public Matrix<double> ToDense(ComputeOptions options)
    {
        var dense = Matrix<double>.Uninitialized(rowCount, columnCount);
        if (pairs.SamePoints && kernel is KernelTiles<double> doubles)
        {
            TileDriver.FillSymmetric(doubles, rowCount, dense, GramTriangle.Both, options);
        }
        else
        {
            TileDriver.FillCross(kernel, rowCount, columnCount, dense, options);
        }

        return dense;
    }

    private void MultiplyColumn(MatrixView<double> vector, MatrixView<double> product, ComputeOptions options)
    {
        Matrix<T> input = TakeInput();
        Span<T> line = input.Row(0);
        for (int j = 0; j < columnCount; j++)
        {
            line[j] = T.CreateTruncating(vector[j, 0]);
        }

        Matrix<double> sums = MultiplyOne(input, options);
        ReadOnlySpan<double> first = sums.Row(0);
        for (int i = 0; i < rowCount; i++)
        {
            product[i, 0] = first[i];
        }

        Volatile.Write(ref spareSums, sums);
    }

    private Matrix<T> TakeInput() => Take(ref spareInput, 1, ProductPlan.PanelsOf(columnCount) * Tile.Width);

    // The product stands in the first row of the result, which goes back to the spares once it is read.
    private Matrix<double> MultiplyOne(Matrix<T> input, ComputeOptions options)
    {
        ProductPlan plan = Plan(1);
        Matrix<double> sums = Take(ref spareSums, Math.Max(1, plan.Lists), rowCount);
        var work = new VectorProduct<T>(kernel, plan, input, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, plan.Works, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        Span<double> first = sums.Row(0);
        for (int list = 1; list < plan.Lists; list++)
        {
            VectorOps.Axpy<double>(1, sums.Row(list), first);
        }

        Volatile.Write(ref spareInput, input);
        return sums;
    }

    // The places behind the last point stay zero, as they were made.
    private static Matrix<TNumber> Take<TNumber>(ref Matrix<TNumber>? spare, int rows, int columns)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> =>
        Interlocked.Exchange(ref spare, null) ?? new Matrix<TNumber>(rows, columns);

    // No lists, and every tile is used once, when their sums would take too much memory.
    private ProductPlan Plan(int vectors)
    {
        ProductPlan Cut(int lists) => new(
            rowCount,
            columnCount,
            pairs.Columns.Dimension,
            Unsafe.SizeOf<T>(),
            floatSums: vectors > 1 && typeof(T) == typeof(float),
            band,
            lists);

        long numbers = LargestSums / Math.Max(1L, (long)rowCount * vectors);
        ProductPlan plain = Cut(0);
        return !pairs.SamePoints || numbers < 4
            ? plain
            : Cut((int)Math.Min(Math.Min(numbers, MostLists), plain.Blocks));
    }
}
