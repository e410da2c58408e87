using Gramian.Numerics;

namespace Gramian.Models.Tests;

public sealed class PredictionTests
{
    [Theory]
    [InlineData(0.5, 0.6744897501960817)]
    [InlineData(0.95, 1.959963984540054)]
    [InlineData(0.99, 2.5758293035489004)]
    public void Intervals_are_the_central_ones_of_the_normal_law(double probability, double quantile)
    {
        var prediction = new Prediction(Of(3), Of(4), Of(1));
        (double[] lower, double[] upper) = prediction.Interval(probability);
        Assert.Equal(3 - (2 * quantile), lower[0], 1e-12);
        Assert.Equal(3 + (2 * quantile), upper[0], 1e-12);
        Assert.Equal(3 + quantile, prediction.LatentInterval(probability).Upper[0], 1e-12);
    }

    private static Matrix<double> Of(double value) => Matrix<double>.FromRowMajor(1, 1, [value]);
}
