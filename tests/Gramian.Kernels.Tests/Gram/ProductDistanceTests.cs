using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Kernels.Tests.Gram;

// Sums of many coordinates whose distances come from inner products where that is surely accurate.
public sealed class ProductDistanceTests
{
    private const double PromisedError = 1e-12;

    public static TheoryData<string> Kernels =>
    [
        "rbf(lengthscale=8)", "matern32(lengthscale=8)", "matern52(lengthscale=8)", "matern12(lengthscale=8)",
        "rationalquadratic(lengthscale=8)", "matern(smoothness=1.2, lengthscale=8)", "laplacian(lengthscale=60)",
        "rbf(lengthscale=8) + 0.5 * matern52(lengthscale=9) + linear", "rbf(lengthscale=8) * matern52(lengthscale=9)",
        "3 * (rbf(lengthscale=7) + matern32(lengthscale=8))^2", "periodic(lengthscale=8, period=9)",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Products_are_within_the_promise_of_values_one_by_one(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        foreach (int dimension in new[] { 24, 65 })
        {
            Points points = Cloud(1, 150, dimension, 0);
            Points queries = Cloud(2, 40, dimension, 0);
            foreach (int vectors in new[] { 1, 16 })
            {
                AssertPromise(kernel, kernel.Gram(points), points, points, vectors);
                AssertPromise(kernel, kernel.Cross(queries, points), queries, points, vectors);
            }
        }
    }

    [Fact]
    public void Near_the_origin_the_inner_products_are_used_and_far_from_it_they_are_not()
    {
        Kernel kernel = Kernel.Parse("rbf(lengthscale=8)");
        Assert.True(DiffersFromEntries(kernel, Cloud(1, 100, 64, 0)));
        Assert.False(DiffersFromEntries(kernel, Cloud(1, 100, 64, 1e8)));
        Assert.False(DiffersFromEntries(kernel, Cloud(1, 100, 64, 1e4)));
        Assert.False(DiffersFromEntries(kernel, Cloud(1, 100, 10, 0)));
        Assert.False(DiffersFromEntries(Kernel.Parse("matern12(lengthscale=8)"), Cloud(1, 100, 64, 0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1e8)]
    public void Near_duplicates_and_far_outliers_lose_no_more_than_the_promise(double centre)
    {
        Matrix<double> values = Cloud(1, 200, 40, centre).Values.ToMatrix();
        for (int i = 0; i < 60; i++)
        {
            values.Row(i).CopyTo(values.Row(100 + i));
            values[100 + i, i % 40] += centre == 0 ? 1e-9 : 1e-7 * centre;
        }

        values.Row(70).Fill(1e7);
        values.Row(199).Fill(-1e150);
        var points = new Points(values);
        foreach (string text in new[] { "rbf(lengthscale=8)", "matern32(lengthscale=8)", "matern12(lengthscale=8)" })
        {
            Kernel kernel = Kernel.Parse(text);
            foreach (int vectors in new[] { 1, 8 })
            {
                AssertPromise(kernel, kernel.Gram(points), points, points, vectors);
                AssertPromise(kernel, kernel.Cross(points, points), points, points, vectors);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Products_do_not_depend_on_the_number_of_threads(int vectors)
    {
        Points points = Cloud(1, 700, 48, 0);
        LinearOperator gram = Kernel.Parse("rbf(lengthscale=8) * matern32(lengthscale=9)").Gram(points);
        using Matrix<double> input = WorkloadRandom.NormalMatrix(2, 700, vectors);
        using var expected = new Matrix<double>(700, vectors);
        using var actual = new Matrix<double>(700, vectors);
        gram.Apply(input, expected, new ComputeOptions { Threads = 1 });
        foreach (int threads in new[] { 2, 5 })
        {
            gram.Apply(input, actual, new ComputeOptions { Threads = threads });
            for (int i = 0; i < 700; i++)
            {
                Assert.True(expected.Row(i).SequenceEqual(actual.Row(i)));
            }
        }
    }

    // A product with one column of the identity is one entry, whose bits tell how its distance was made.
    private static bool DiffersFromEntries(Kernel kernel, Points points)
    {
        var cross = (KernelOperator)kernel.Cross(points, points);
        double[] unit = new double[points.Count];
        double[] product = new double[points.Count];
        double[] column = new double[points.Count];
        bool differs = false;
        foreach (int j in new[] { 0, 31, 77 })
        {
            Array.Clear(unit);
            unit[j] = 1;
            cross.Apply(unit, product);
            cross.CopyColumn(j, column);
            differs |= !product.AsSpan().SequenceEqual(column);
        }

        return differs;
    }

    private static void AssertPromise(Kernel kernel, LinearOperator operation, Points rows, Points columns, int vectors)
    {
        using Matrix<double> input = WorkloadRandom.NormalMatrix(7, columns.Count, vectors);
        using var actual = new Matrix<double>(rows.Count, vectors);
        actual.View.Fill(double.NaN);
        operation.Apply(input, actual);
        double[] expected = new double[vectors];
        double[] sizes = new double[vectors];
        double[,] entries = new double[rows.Count, columns.Count];
        double largest = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < columns.Count; j++)
            {
                entries[i, j] = kernel.Evaluate(rows.Values.Row(i), columns.Values.Row(j));
                largest = Math.Max(largest, Math.Abs(entries[i, j]));
            }
        }

        // A product or a power of kernels has the error of each part.
        double error = 4 * PromisedError * largest;
        for (int i = 0; i < rows.Count; i++)
        {
            Array.Clear(expected);
            Array.Clear(sizes);
            for (int j = 0; j < columns.Count; j++)
            {
                for (int k = 0; k < vectors; k++)
                {
                    expected[k] += entries[i, j] * input[j, k];
                    sizes[k] += Math.Abs(input[j, k]);
                }
            }

            for (int k = 0; k < vectors; k++)
            {
                Assert.Equal(expected[k], actual[i, k], error * sizes[k]);
            }
        }
    }

    private static Points Cloud(ulong seed, int count, int dimension, double centre)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(seed, count, dimension);
        for (int i = 0; i < count; i++)
        {
            foreach (ref double value in values.Row(i))
            {
                value += centre;
            }
        }

        return new Points(values);
    }
}
