using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Numerics.Random;
using Gramian.Numerics.Sparse;

namespace Gramian.Cli.Bench;

/// <summary>W14: the square of a sparse matrix with ten entries a row at random places, and its product with a
/// vector.</summary>
internal sealed class SparseWorkload : IWorkload
{
    private const int PerRow = 10;
    private const int Samples = 256;        // rows that the accuracy is found on
    private static readonly int[] Sizes = [100_000, 1_000_000];

    public string Name => "W14";

    public void Run(BenchRun bench)
    {
        foreach (int n in bench.Quick ? Sizes[..1] : Sizes)
        {
            bool square = bench.Wants($"W14-n{n}"), vector = bench.Wants($"W14-spmv-n{n}");
            if (!square && !vector)
            {
                continue;
            }

            CsrMatrix<double> a = Random(n);
            if (square)
            {
                Square(bench, a);
            }

            if (vector)
            {
                Vector(bench, a);
            }
        }
    }

    private static void Square(BenchRun bench, CsrMatrix<double> a)
    {
        CsrMatrix<double>? product = null;
        bench.Measure(
            new Measurement("W14", "gramian:csr", a.Rows),
            () => product = a.Multiply(a, bench.Compute),
            reset: () => product = null,
            seconds =>
            {
                (double worst, int misplaced) = (0, 0);
                foreach (int row in Sampled(a.Rows))
                {
                    worst = Math.Max(worst, ErrorOfRow(a, product!, row, ref misplaced));
                }

                return new JsonObject
                {
                    ["mflops"] = Json.Number(2.0 * PerRow * PerRow * a.Rows / seconds * 1e-6),
                    ["nnz"] = product!.Entries,
                    ["nnz_A"] = a.Entries,
                    ["max_rel_err"] = Json.Number(worst),
                    ["misplaced_entries"] = misplaced,
                };
            });
    }

    private static void Vector(BenchRun bench, CsrMatrix<double> a)
    {
        double[] x = new double[a.Columns], y = new double[a.Rows];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = WorkloadRandom.Uniform(103, (ulong)i);
        }

        bench.Measure(
            new Measurement("W14-spmv", "gramian:csr", a.Rows, Repeats: 15),
            () => a.Multiply(x, y, bench.Compute),
            reset: null,
            seconds => new JsonObject
            {
                ["gflops"] = Json.Number(2.0 * a.Entries / seconds * 1e-9),
                ["max_rel_err"] = Json.Number(Sampled(a.Rows).Max(row =>
                {
                    var dot = new ExactDot();
                    for (int i = a.RowStarts[row]; i < a.RowStarts[row + 1]; i++)
                    {
                        dot.Add(a.Values[i], x[a.ColumnIndices[i]]);
                    }

                    return dot.ErrorOf(y[row]);
                })),
            });
    }

    // A row of the product, with every sum in twice the precision; entries at a wrong place or left out are counted.
    private static double ErrorOfRow(CsrMatrix<double> a, CsrMatrix<double> product, int row, ref int misplaced)
    {
        var sums = new Dictionary<int, ExactDot>();
        for (int i = a.RowStarts[row]; i < a.RowStarts[row + 1]; i++)
        {
            int of = a.ColumnIndices[i];
            for (int j = a.RowStarts[of]; j < a.RowStarts[of + 1]; j++)
            {
                ExactDot dot = sums.GetValueOrDefault(a.ColumnIndices[j]);
                dot.Add(a.Values[i], a.Values[j]);
                sums[a.ColumnIndices[j]] = dot;
            }
        }

        int found = 0;
        double worst = 0;
        for (int i = product.RowStarts[row]; i < product.RowStarts[row + 1]; i++)
        {
            if (sums.TryGetValue(product.ColumnIndices[i], out ExactDot dot))
            {
                found++;
                worst = Math.Max(worst, dot.ErrorOf(product.Values[i]));
            }
            else
            {
                misplaced++;
            }
        }

        misplaced += sums.Count - found;
        return worst;
    }

    private static IEnumerable<int> Sampled(int rows) =>
        Enumerable.Range(0, Samples).Select(i => (int)(WorkloadRandom.Uniform(7, (ulong)i) * rows))
            .Append(0).Append(rows - 1);

    // The peers' matrix: ten columns a row, of which equal ones are summed.
    private static CsrMatrix<double> Random(int n)
    {
        int[] rows = new int[PerRow * n], columns = new int[PerRow * n];
        double[] values = new double[PerRow * n];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i / PerRow;
            columns[i] = (int)(WorkloadRandom.Bits(101, (ulong)i) % (ulong)n);
            values[i] = WorkloadRandom.Uniform(102, (ulong)i);
        }

        return CsrMatrix<double>.FromTriplets(n, n, rows, columns, values);
    }
}
