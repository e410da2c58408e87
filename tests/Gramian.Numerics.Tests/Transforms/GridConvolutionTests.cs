using Gramian.Numerics.Random;
using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class GridConvolutionTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("7")]
    [InlineData("128")]
    [InlineData("3 4")]
    [InlineData("1 9")]
    [InlineData("8 1 5")]
    [InlineData("4 3 6")]
    [InlineData("2 3 1 4")]
    public void Agrees_with_the_sums_of_its_definition(string lengths)
    {
        int[] shape = [.. lengths.Split(' ').Select(int.Parse)];
        int count = shape.Aggregate(1, (a, b) => a * b), all = shape.Aggregate(1, (a, b) => a * ((2 * b) - 1));
        var random = new RandomStream(3);
        double[] tRe = Numbers(random, all), tIm = Numbers(random, all);
        double[] re = Numbers(random, count), im = Numbers(random, count);
        double[] yRe = [.. re], yIm = [.. im], onlyRe = [.. re], onlyIm = [.. im];
        new GridConvolution(shape, tRe, tIm).Apply(yRe, yIm);
        new GridConvolution(shape, tRe, []).Apply(onlyRe, onlyIm);
        for (int i = 0; i < count; i++)
        {
            double a = 0, b = 0, c = 0, d = 0;
            for (int j = 0; j < count; j++)
            {
                int place = Place(shape, i, j);
                a += (tRe[place] * re[j]) - (tIm[place] * im[j]);
                b += (tRe[place] * im[j]) + (tIm[place] * re[j]);
                c += tRe[place] * re[j];
                d += tRe[place] * im[j];
            }

            // Roundings of sums of up to 128 products of numbers below 1.
            Assert.Equal(a, yRe[i], 1e-13);
            Assert.Equal(b, yIm[i], 1e-13);
            Assert.Equal(c, onlyRe[i], 1e-13);
            Assert.Equal(d, onlyIm[i], 1e-13);
        }
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>(() => new GridConvolution([], [1], []));
        Assert.Throws<ArgumentException>(() => new GridConvolution([3], [1, 2, 3], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridConvolution([0], [1], []));
        var convolution = new GridConvolution([2], [1, 2, 3], []);
        double[] two = new double[2], three = new double[3];
        Assert.Throws<ArgumentException>(() => convolution.Apply(two, three));
    }

    private static double[] Numbers(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    private static int Place(int[] shape, int i, int j)
    {
        int place = 0, stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            place += ((i % shape[axis]) - (j % shape[axis]) + shape[axis] - 1) * stride;
            (i, j, stride) = (i / shape[axis], j / shape[axis], stride * ((2 * shape[axis]) - 1));
        }

        return place;
    }
}
