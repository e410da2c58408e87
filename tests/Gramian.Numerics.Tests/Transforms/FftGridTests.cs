using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class FftGridTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(6, 5)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(32, 40)]
    [InlineData(3, 17, 8)]
    [InlineData(16, 1, 20)]
    [InlineData(2, 3, 4, 5)]
    [InlineData(37, 3, 21)]
    public void Transforms_along_every_dimension_for_any_number_of_threads(params int[] shape)
    {
        var grid = new FftGrid<double>(shape);
        double[] re = NaiveFourier.Normals(grid.Count, 1), im = NaiveFourier.Normals(grid.Count, 2);
        (double[] wantRe, double[] wantIm) = Naive(shape, re, im);
        double[]? first = null;
        foreach (int threads in (int[])[1, 2, 7])
        {
            double[] r = [.. re], i = [.. im];
            var options = new ComputeOptions { Threads = threads };
            grid.Forward(r, i, options);
            Assert.True(NaiveFourier.Relative(wantRe, wantIm, r, i) < 3e-15);
            first ??= [.. r];
            Assert.Equal(first, r);
            grid.Inverse(r, i, options);
            Assert.True(NaiveFourier.Relative(re, im, r, i) < 3e-15);
        }
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        Assert.Throws<ArgumentException>(() => new FftGrid<double>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new FftGrid<double>(3, 0));
        Assert.Throws<ArgumentException>(() => new FftGrid<double>(3, 2).Forward(new double[6], new double[5]));
    }

    // Gathers each line along each dimension and transforms it by the definition.
    private static (double[] Re, double[] Im) Naive(int[] shape, double[] re, double[] im)
    {
        (re, im) = ([.. re], [.. im]);
        int inner = 1;
        foreach (int length in shape.Reverse())
        {
            for (int start = 0; start < re.Length; start++)
            {
                if (start / inner % length == 0)
                {
                    int[] places = [.. Enumerable.Range(0, length).Select(j => start + (j * inner))];
                    (double[] r, double[] i) =
                        NaiveFourier.Forward([.. places.Select(p => re[p])], [.. places.Select(p => im[p])]);
                    for (int j = 0; j < length; j++)
                    {
                        (re[places[j]], im[places[j]]) = (r[j], i[j]);
                    }
                }
            }

            inner *= length;
        }

        return (re, im);
    }
}
