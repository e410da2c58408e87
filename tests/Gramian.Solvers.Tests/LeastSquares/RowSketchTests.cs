using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Solvers.Tests.LeastSquares;

public sealed class RowSketchTests
{
    private const int Columns = 20;

    [Fact]
    public void Keeps_the_lengths_of_all_vectors_to_a_factor()
    {
        // The last rows are a thousand times as large as the others: drawn rows would miss them.
        using Matrix<double> a = WorkloadRandom.NormalMatrix(1, 3000, Columns);
        for (int i = 2997; i < 3000; i++)
        {
            VectorOps.Scale(1000, a.Row(i));
        }

        using RowSketch sketch = Sketch(a, 256, threads: 2, rows: 4 * Columns);
        using var exact = new Matrix<double>(Columns, Columns);
        using var kept = new Matrix<double>(Columns, Columns);
        Blas.Syrk(Triangle.Lower, Transpose.Yes, 1.0, a, 0.0, exact);
        Blas.Syrk(Triangle.Lower, Transpose.Yes, 1.0, sketch.Sketch, 0.0, kept);
        for (ulong seed = 1; seed <= 50; seed++)
        {
            double[] x = Examples.Normal(seed, Columns);
            Assert.InRange(Form(kept, x) / Form(exact, x), 0.1, 3.5);
        }
    }

    [Fact]
    public void Depends_neither_on_the_blocks_nor_on_the_threads()
    {
        using Matrix<double> a = WorkloadRandom.NormalMatrix(1, 700, Columns);
        using RowSketch one = Sketch(a, 700, threads: 1, rows: 40);
        using RowSketch other = Sketch(a, 64, threads: 2, rows: 40);
        Assert.Equal(700, other.Rows);
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(one.Sketch.Row(i).ToArray(), other.Sketch.Row(i).ToArray());
        }
    }

    [Fact]
    public void A_row_keeps_its_length()
    {
        using Matrix<double> a = WorkloadRandom.NormalMatrix(1, 1, Columns);
        foreach (int rows in new[] { 1, 5, 40 })
        {
            using RowSketch sketch = Sketch(a, 1, threads: 1, rows);
            double sum = Enumerable.Range(0, rows).Sum(i => VectorOps.SumOfSquares<double>(sketch.Sketch.Row(i)));
            Assert.Equal(VectorOps.SumOfSquares<double>(a.Row(0)), sum, 1e-12);
        }
    }

    [Fact]
    public void Refuses_rows_of_another_length()
    {
        using var sketch = new RowSketch(10, 4, new RandomStream(0));
        using var rows = new Matrix<double>(3, 5);
        Assert.Throws<ArgumentException>(() => sketch.Add(rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowSketch(0, 4, new RandomStream(0)));
    }

    private static RowSketch Sketch(Matrix<double> a, int block, int threads, int rows)
    {
        var sketch = new RowSketch(rows, a.Columns, new RandomStream(7));
        for (int first = 0; first < a.Rows; first += block)
        {
            sketch.Add(
                a.View.Slice(first, 0, Math.Min(block, a.Rows - first), a.Columns),
                new ComputeOptions { Threads = threads });
        }

        return sketch;
    }

    private static double Form(Matrix<double> lower, double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                sum += x[i] * x[j] * lower[Math.Max(i, j), Math.Min(i, j)];
            }
        }

        return sum;
    }
}
