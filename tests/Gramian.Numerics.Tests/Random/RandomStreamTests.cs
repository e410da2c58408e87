using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Random;

public sealed class RandomStreamTests
{
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0xca00a0459843d731, 0x66c24222c9a845b5)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x65b021d60cd8310f, 0x4d02f3222f86df20)]
    [InlineData(0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x0a5e742c2997341c, 0xb0f883d38000de5d)]
    public void Gives_the_published_bits_of_Philox(ulong low, ulong high, ulong key, ulong first, ulong second) =>
        Assert.Equal((first, second), Philox.Block(key, low, high));

    [Fact]
    public void Is_a_function_of_seed_task_and_index_alone()
    {
        var stream = new RandomStream(7, 3);
        ulong[] numbers = [.. Enumerable.Range(0, 11).Select(_ => stream.NextUInt64())];
        Assert.Equal(Enumerable.Range(0, 11).Select(i => new RandomStream(7, 3).At((ulong)i)), numbers);
        Assert.NotEqual(new RandomStream(7, 4).At(0), numbers[0]);
        Assert.NotEqual(new RandomStream(8, 3).At(0), numbers[0]);
    }

    [Fact]
    public void Gives_substreams_that_do_not_depend_on_the_place()
    {
        var stream = new RandomStream(1);
        ulong before = stream.Substream(5).At(0);
        stream.NextNormal();
        Assert.Equal(before, stream.Substream(5).At(0));
        ulong[] firsts = [.. Enumerable.Range(0, 1000).Select(i => stream.Substream((ulong)i).At(0))];
        Assert.Equal(1000, firsts.Distinct().Count());
        Assert.NotEqual(stream.Substream(1).Substream(2).At(0), stream.Substream(2).Substream(1).At(0));
    }

    [Fact]
    public void Fills_spans_with_the_numbers_that_single_calls_give()
    {
        var filled = new double[7];
        new RandomStream(2).FillNormal(filled);
        var single = new RandomStream(2);
        Assert.All(filled, x => Assert.Equal(single.NextNormal(), x));
        new RandomStream(2).FillUniform(filled);
        single = new RandomStream(2);
        Assert.All(filled, x => Assert.Equal(single.NextDouble(), x));
    }

    [Fact]
    public void Permutes_with_every_order_equally_likely()
    {
        var random = new RandomStream(3);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Join("", random.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        double chiSquare = counts.Values.Sum(count => Math.Pow(count - 1000, 2) / 1000);

        // χ² with 23 degrees of freedom exceeds 58.6 once in 60 000 seeds.
        Assert.InRange(chiSquare, 5, 58.6);
        Assert.Empty(random.Permutation(0));
    }

    [Fact]
    public void Refuses_arguments_outside_their_range()
    {
        var random = new RandomStream(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextGamma(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextBeta(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextPoisson(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextBinomial(10, 1.5));
    }
}
