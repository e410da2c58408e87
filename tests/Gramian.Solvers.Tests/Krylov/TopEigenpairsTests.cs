using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Krylov;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class TopEigenpairsTests
{
    [Fact]
    public void Finds_the_top_of_a_kernel_matrix()
    {
        LinearOperator gram = Examples.Gaussian(300);
        using Matrix<double> dense = gram.ToDense();
        double[] exact = SymmetricEigen<double>.ComputeValues(dense);
        EigenPairs pairs = new TopEigenpairs { Count = 12, RelativeTolerance = 1e-8 }.Find(gram, new RandomStream(3));
        Assert.True(pairs.Certificate.Converged, pairs.Certificate.Remedy);
        for (int k = 0; k < 12; k++)
        {
            // The error of a value is at most the residual, of first order in 1e-8 λ₁.
            Assert.Equal(exact[^(k + 1)], pairs.Values[k], 1e-8 * exact[^1]);
            double[] vector = pairs.Vectors.View.ColumnToArray(k);
            var product = new double[300];
            gram.Apply(vector, product);
            double rest = product.Zip(vector, (p, v) => Math.Pow(p - (pairs.Values[k] * v), 2)).Sum();
            Assert.True(Math.Sqrt(rest) <= 1.01e-8 * exact[^1]);
            for (int l = 0; l <= k; l++)
            {
                double dot = vector.Zip(pairs.Vectors.View.ColumnToArray(l), (x, y) => x * y).Sum();
                Assert.Equal(k == l ? 1 : 0, dot, 1e-12);
            }
        }
    }

    [Fact]
    public void Finds_values_of_both_signs_and_several_alike()
    {
        LinearOperator a = new DiagonalOperator([-9.0, 3, 3, 3, 1, -2, 0, 0.5, 0.25, -1, 2, 2.5]);
        EigenPairs pairs = new TopEigenpairs { Count = 4, Guards = 0, RelativeTolerance = 1e-9 }
            .Find(a, new RandomStream(1));
        Assert.True(pairs.Certificate.Converged, pairs.Certificate.Remedy);
        Assert.Equal([3, 3, 3, 2.5], pairs.Values, (l, r) => Math.Abs(l - r) <= 1e-9);
    }

    [Fact]
    public void Takes_the_whole_spectrum_of_a_small_operator()
    {
        EigenPairs pairs = new TopEigenpairs { Count = 3 }.Find(Examples.Three, new RandomStream(2));
        Assert.True(pairs.Certificate.Converged);
        Assert.Equal(9, pairs.Values.Sum(), 1e-12);
        Assert.Equal(18, pairs.Values.Aggregate(1.0, (p, v) => p * v), 1e-11);
    }

    [Fact]
    public void Says_that_it_has_not_converged_and_refuses_what_does_not_fit()
    {
        EigenPairs pairs = new TopEigenpairs { Count = 5, IterationLimit = 1, RelativeTolerance = 1e-12 }
            .Find(Examples.Gaussian(200), new RandomStream(5));
        Assert.False(pairs.Certificate.Converged);
        Assert.NotNull(pairs.Certificate.Remedy);
        Assert.Throws<ArgumentException>(
            () => new TopEigenpairs { Count = 4 }.Find(Examples.Three, new RandomStream(1)));
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_threads()
    {
        LinearOperator gram = Examples.Gaussian(400);
        double[] Run(int threads) => new TopEigenpairs { Count = 5 }
            .Find(gram, new RandomStream(3), new ComputeOptions { Threads = threads }).Values;
        Assert.Equal(Run(1), Run(2));
    }
}
