using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tests.Dense;

public sealed class DenseContractTests
{
    private static readonly ComputeOptions[] ThreadCounts =
        [new() { Threads = 1 }, new() { Threads = 2 }, new() { Threads = 7 }];

    [Fact]
    public void Results_are_the_same_bits_for_1_2_and_7_threads()
    {
        Matrix<double> a = TestMatrices.Uniform<double>(333, 333, 1), b = TestMatrices.Uniform<double>(333, 500, 2);
        Matrix<double> definite = TestMatrices.PositiveDefinite<double>(333, 3);
        double[] x = b.Row(0)[..333].ToArray();
        AssertSame(o =>
        {
            var c = new Matrix<double>(333, 500);
            Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1, a, b, 0, c, o);
            return c;
        });
        AssertSame(o =>
        {
            Matrix<double> factor = definite.Copy();
            Assert.True(CholeskyFactor.TryFactor<double>(factor, out _, o));
            CholeskyFactor.InvertInPlace<double>(factor, o);
            return factor;
        });
        AssertSame(o => SymmetricEigen<double>.Compute(definite, o).Vectors);
        AssertSame(o => Svd<double>.Compute(a.View.Slice(0, 0, 150, 140), o).U);
        AssertSame(o => QrFactor<double>.ComputePivoted(a, o).FormQ(o));
        AssertSame(o =>
        {
            Matrix<double> y = new(2, 333);
            Blas.Symv<double>(Triangle.Lower, 1, a, x, 0, y.Row(0), o);
            Blas.Gemv<double>(Transpose.Yes, 1, a, x, 0, y.Row(1), o);
            return y;
        });
    }

    [Fact]
    public void Warm_calls_allocate_nothing()
    {
        var options = new ComputeOptions { Threads = 2 };
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(300, 1), b = TestMatrices.Uniform<double>(300, 300, 2);
        Matrix<double> c = new(300, 300), factor = a.Copy();
        double[] x = new double[300], y = new double[300];
        Action[] calls =
        [
            () => Blas.Gemm<double>(Transpose.No, Transpose.Yes, 1, a, b, 0, c, options),
            () => Blas.Syrk<double>(Triangle.Lower, Transpose.No, 1, b, 0, c, options),
            () => a.View.CopyTo(factor),
            () => CholeskyFactor.TryFactor<double>(factor, out _, options),
            () => CholeskyFactor.SolveInPlace<double>(factor, b, options),
            () => CholeskyFactor.SolveInPlace<double>(factor, x),
            () => Blas.Trmm<double>(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1, factor, b, options),
            () => Blas.Gemv<double>(Transpose.No, 1, a, x, 0, y, options),
            () => Blas.Symv<double>(Triangle.Lower, 1, a, x, 0, y, options),
            () => CholeskyFactor.InvertInPlace<double>(factor, options),
        ];
        for (int round = 0; round < 3; round++)
        {
            Array.ForEach(calls, call => call());
        }

        for (int i = 0; i < calls.Length; i++)
        {
            // Another test may hold the pooled buffers for a moment: the least of a few rounds counts.
            long least = long.MaxValue;
            for (int round = 0; round < 20 && least > 0; round++)
            {
                a.View.CopyTo(factor);
                if (i > 3)
                {
                    calls[3]();
                }

                long before = GC.GetAllocatedBytesForCurrentThread();
                calls[i]();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.True(least == 0, $"call {i} allocated {least} bytes");
        }
    }

    [Fact]
    public void A_cancelled_token_stops_products_and_factorisations()
    {
        var options = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        Matrix<double> a = TestMatrices.PositiveDefinite<double>(200, 1), c = new(200, 200);
        Assert.Throws<OperationCanceledException>(() =>
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, a, a.Copy(), 0, c, options));
        Assert.Throws<OperationCanceledException>(() => CholeskyFactor.TryFactor<double>(a.Copy(), out _, options));
        Assert.Throws<OperationCanceledException>(() => SymmetricEigen<double>.Compute(a, options));
        Assert.Throws<OperationCanceledException>(() => Svd<double>.Compute(a, options));
    }

    [Fact]
    public void A_product_stays_within_the_rounding_bound_of_an_inner_product()
    {
        const int K = 700;
        Matrix<float> a = TestMatrices.Uniform<float>(20, K, 1), b = TestMatrices.Uniform<float>(K, 30, 2);
        var c = new Matrix<float>(20, 30);
        Blas.Gemm<float>(Transpose.No, Transpose.No, 1, a, b, 0, c);
        const double Unit = 5.97e-8, Gamma = (K + 1) * Unit / (1 - ((K + 1) * Unit));
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 30; j++)
            {
                double exact = 0, size = 0;
                for (int k = 0; k < K; k++)
                {
                    exact += (double)a[i, k] * b[k, j];
                    size += Math.Abs((double)a[i, k] * b[k, j]);
                }

                Assert.True(Math.Abs(c[i, j] - exact) <= Gamma * size);
            }
        }
    }

    [Fact]
    public void A_matrix_of_more_than_two_to_the_31_elements_works_where_it_is_touched()
    {
        const int Rows = 2200, Columns = 1_000_000;
        Matrix<float> a;
        try
        {
            a = new Matrix<float>(Rows, Columns);
        }
        catch (OutOfMemoryException)
        {
            Assert.Skip("The system does not hand out 8.8 GB of address space.");
            return;
        }

        using (a)
        {
            Assert.True(a.Count > int.MaxValue);
            a[Rows - 1, Columns - 1] = 3;
            a.Row(Rows - 1)[0] = 2;
            MatrixView<float> corner = a.View.Slice(Rows - 2, Columns - 2, 2, 2);
            corner[0, 1] = 5;
            Assert.Equal([0f, 5f], corner.Row(0).ToArray());
            Assert.Equal([0f, 3f], corner.Row(1).ToArray());
            Assert.Equal(2f, a[Rows - 1, 0]);
            Assert.Equal(0f, a[Rows / 2, Columns / 2]);
            var product = new Matrix<float>(2, 2);
            Blas.Gemm<float>(Transpose.No, Transpose.Yes, 1, corner, corner, 0, product);
            Assert.Equal([25f, 15f], product.Row(0).ToArray());
        }
    }

    [Fact]
    public void The_environment_chooses_the_path()
    {
        string? wished = Environment.GetEnvironmentVariable("GRAMIAN_LANES");
        Assert.Equal(LaneWidth.Bits, SimdPath.Bits);
        if (int.TryParse(wished, out int lanes))
        {
            Assert.True(SimdPath.Bits <= 64 * lanes);
        }
    }

    private static void AssertSame(Func<ComputeOptions, Matrix<double>> compute)
    {
        Matrix<double> first = compute(ThreadCounts[0]);
        foreach (ComputeOptions options in ThreadCounts[1..])
        {
            Assert.True(TestMatrices.SameBits(first, compute(options)));
        }
    }
}
