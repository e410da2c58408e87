using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class SymmetricEigenRangeTests
{
    public static TheoryData<string, int> Matrices() => SymmetricEigenTests.Matrices();

    // The oracle is the whole decomposition: values to rounding of the norm; vectors by their residual and by their
    // orthogonality, because inside a cluster no vector is determined.
    [Theory]
    [MemberData(nameof(Matrices))]
    public void A_range_agrees_with_the_whole_decomposition(string name, int n)
    {
        Matrix<double> a = SymmetricEigenTests.Make(name, n);
        double[] all = SymmetricEigen<double>.Compute(a).Values;
        foreach (Range range in (Range[])[0..1, ^1.., (n / 3)..Math.Min(n, (n / 3) + 5), 0..n, (n / 2)..(n / 2)])
        {
            (int first, int count) = range.GetOffsetAndLength(n);
            SymmetricEigen<double> part = SymmetricEigen<double>.ComputeRange(a, range);
            Assert.Equal(first, part.FirstIndex);
            Check(a, part, all.AsSpan(first, count));
            CheckValues(a, SymmetricEigen<double>.ComputeValues(a, range), all.AsSpan(first, count));
        }
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1.0)]
    [InlineData(1e300)]
    public void An_interval_holds_the_values_between_its_ends_at_any_scale(double scale)
    {
        const int N = 130;
        Matrix<double> a = SymmetricEigenTests.Rotated(N, i => scale * ((i % 10) + 0.25));
        SymmetricEigen<double> part = SymmetricEigen<double>.ComputeInterval(a, 3 * scale, 6 * scale);
        double[] expected = [.. Enumerable.Range(0, N).Select(i => (i % 10) + 0.25).Where(x => x is > 3 and < 6)
            .Order().Select(x => x * scale)];
        Assert.Equal(39, expected.Length);
        Assert.Equal(39, part.FirstIndex);
        Check(a, part, expected);
        CheckValues(a, SymmetricEigen<double>.ComputeValues(a, 3 * scale, 6 * scale), expected);
    }

    [Fact]
    public void A_close_pair_of_Wilkinson_is_found_with_both_vectors()
    {
        // The two largest values of W21 differ by 1e-14: both ends of the gap must come, and be orthogonal.
        const int N = 201;
        Matrix<double> a = SymmetricEigenTests.Make("wilkinson", N);
        SymmetricEigen<double> part = SymmetricEigen<double>.ComputeRange(a, ^2..);
        Check(a, part, SymmetricEigen<double>.Compute(a).Values.AsSpan(N - 2));
    }

    [Fact]
    public void An_interval_without_values_is_empty()
    {
        foreach (int n in (int[])[0, 1, 5, 64, 65, 140])
        {
            Matrix<double> a = Matrix<double>.Identity(n);
            SymmetricEigen<double> none = SymmetricEigen<double>.ComputeInterval(a, 2, 3);
            Assert.Empty(none.Values);
            Assert.Equal((n, 0), (none.Vectors.Rows, none.Vectors.Columns));
            Assert.Empty(SymmetricEigen<double>.ComputeValues(a, 2.0, 3.0));
            SymmetricEigen<double> all = SymmetricEigen<double>.ComputeInterval(
                a, double.NegativeInfinity, double.PositiveInfinity);
            Assert.Equal(n, all.Values.Length);
        }
    }

    [Fact]
    public void Bits_do_not_depend_on_threads_or_on_how_much_is_asked_for()
    {
        Matrix<double> a = SymmetricEigenTests.Make("random", 333);
        SymmetricEigen<double> one = SymmetricEigen<double>.ComputeRange(a, 10..50, new ComputeOptions { Threads = 1 });
        foreach (int threads in (int[])[2, 7])
        {
            var options = new ComputeOptions { Threads = threads };
            SymmetricEigen<double> other = SymmetricEigen<double>.ComputeRange(a, 10..50, options);
            Assert.Equal(one.Values, other.Values);
            Assert.Equal(0, TestMatrices.MaxDifference(one.Vectors, other.Vectors));
        }

        Assert.Equal(one.Values, SymmetricEigen<double>.Compute(a).Values[10..50]);
    }

    [Fact]
    public void Small_matrices_into_memory_of_the_caller_allocate_nothing()
    {
        foreach (int n in (int[])[1, 8, 33, 64])
        {
            Matrix<double> a = SymmetricEigenTests.Make("random", n), vectors = new(n, n);
            double[] values = new double[n];
            SymmetricEigen<double>.ComputeInto(a, values, vectors);
            long before = GC.GetAllocatedBytesForCurrentThread();
            SymmetricEigen<double>.ComputeInto(a, values, vectors);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            SymmetricEigen<double> whole = SymmetricEigen<double>.Compute(a);
            Assert.Equal(whole.Values, values);
            Assert.Equal(0, TestMatrices.MaxDifference(whole.Vectors, vectors));
        }
    }

    [Fact]
    public void Large_matrices_into_memory_of_the_caller_are_those_of_Compute()
    {
        Matrix<double> a = SymmetricEigenTests.Make("random", 90), vectors = new(90, 90);
        double[] values = new double[90];
        SymmetricEigen<double>.ComputeInto(a, values, vectors);
        SymmetricEigen<double> whole = SymmetricEigen<double>.Compute(a);
        Assert.Equal(whole.Values, values);
        Assert.Equal(0, TestMatrices.MaxDifference(whole.Vectors, vectors));
    }

    [Fact]
    public void Bad_requests_are_refused()
    {
        Matrix<double> a = Matrix<double>.Identity(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen<double>.ComputeRange(a, 2..5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen<double>.ComputeValues(a, 3..2));
        Assert.Throws<ArgumentException>(() => SymmetricEigen<double>.ComputeInterval(a, 1, 0));
        Assert.Throws<ArgumentException>(() => SymmetricEigen<double>.ComputeInterval(a, double.NaN, 0));
        Assert.Throws<ArgumentException>(() => SymmetricEigen<double>.ComputeRange(new Matrix<double>(2, 3), 0..1));
        Matrix<double> vectors = new(4, 4);
        Assert.Throws<ArgumentException>(() => SymmetricEigen<double>.ComputeInto(a, new double[3], vectors));
        Assert.Throws<ArgumentException>(() => SymmetricEigen<double>.ComputeInto(a, new double[4], a));
    }

    private static void CheckValues(Matrix<double> a, double[] values, ReadOnlySpan<double> expected)
    {
        Assert.Equal(expected.Length, values.Length);
        double scale = Math.Max(TestMatrices.MaxAbs(a), double.Epsilon) * a.Rows;
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(values[i] - expected[i]) <= 20 * a.Rows * 2.2e-16 * scale);
        }
    }

    private static void Check(Matrix<double> a, SymmetricEigen<double> part, ReadOnlySpan<double> expected)
    {
        CheckValues(a, part.Values, expected);
        int n = a.Rows, count = expected.Length;
        Matrix<double> v = part.Vectors;
        Assert.Equal((n, count), (v.Rows, v.Columns));
        double scale = Math.Max(TestMatrices.MaxAbs(a), double.Epsilon), tolerance = 20 * n * 2.2e-16;
        Matrix<double> gram = TestMatrices.NaiveProduct(TestMatrices.Transposed(v), v);
        Assert.True(TestMatrices.MaxDifference(gram, Matrix<double>.Identity(count)) < tolerance);
        Matrix<double> image = TestMatrices.NaiveProduct(a, v);
        Matrix<double> scaled = TestMatrices.Make(n, count, (i, j) => v[i, j] * part.Values[j]);
        Assert.True(TestMatrices.MaxDifference(image, scaled) <= 4 * tolerance * scale);
    }
}
