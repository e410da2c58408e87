using System.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class WalshHadamardTests
{
    private static T[] Integers<T>(int count)
        where T : INumber<T>
    {
        var random = new RandomStream(1);
        T[] x = new T[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = T.CreateChecked(random.NextInt(17) - 8);
        }

        return x;
    }

    [Fact]
    public void Is_exact_on_integers_in_both_precisions()
    {
        for (int n = 1; n <= 512; n *= 2)
        {
            double[] x = Integers<double>(n);
            float[] single = Integers<float>(n);
            double[] expected = [.. Enumerable.Range(0, n).Select(k =>
                x.Select((v, j) => BitOperations.PopCount((uint)(j & k)) % 2 == 0 ? v : -v).Sum())];
            WalshHadamard.Transform<double>(x);
            WalshHadamard.Transform<float>(single);
            Assert.Equal(expected, x);
            Assert.Equal(expected, single.Select(v => (double)v));
        }
    }

    [Theory]
    [InlineData(1 << 14)]
    [InlineData(1 << 16)]
    [InlineData(1 << 19)]
    public void Twice_is_n_times_the_identity_for_any_number_of_threads(int n)
    {
        double[] x = Integers<double>(n);
        foreach (int threads in (int[])[1, 2, 7])
        {
            double[] y = [.. x];
            var options = new ComputeOptions { Threads = threads };
            WalshHadamard.Transform<double>(y, options);
            Assert.Equal(x.Sum(), y[0]);
            Assert.Equal(x.Select((v, j) => BitOperations.PopCount((uint)(j & 4099)) % 2 == 0 ? v : -v).Sum(), y[4099]);
            WalshHadamard.Transform<double>(y, options);
            Assert.True(x.Zip(y).All(pair => n * pair.First == pair.Second));
        }
    }

    [Fact]
    public void A_batch_is_its_sequences_one_by_one()
    {
        double[] x = Integers<double>(64 * 100), y = [.. x];
        WalshHadamard.Transform<double>(x, 64);
        for (int b = 0; b < 100; b++)
        {
            WalshHadamard.Transform(y.AsSpan(64 * b, 64));
        }

        Assert.Equal(y, x);
    }

    [Fact]
    public void Rejects_a_length_that_is_no_power_of_two()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WalshHadamard.Transform<double>(new double[12]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WalshHadamard.Transform<double>([]));
        Assert.Throws<ArgumentException>(() => WalshHadamard.Transform<double>(new double[12], 8));
    }
}
