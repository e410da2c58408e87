using Gramian.Models.Classification;

namespace Gramian.Models.Tests.Classification;

public sealed class LogisticNormalTests
{
    // From the trapezoidal rule with two million nodes.
    [Theory]
    [InlineData(0.7, 0.3, 0.6582032781511303)]
    [InlineData(1, 5.9, 0.6311674299695239)]
    [InlineData(1, 6.1, 0.6297387812704195)]
    [InlineData(-3, 2, 0.09135899001162819)]
    [InlineData(2, 50, 0.6080030445693323)]
    [InlineData(-40, 1, 7.004352026168648e-18)]
    [InlineData(-1, 10000.0, 0.49601129965975527)]
    [InlineData(5, 0.01, 0.9932742782050579)]
    public void Agrees_with_brute_force(double mean, double variance, double expected) =>
        Assert.Equal(1, LogisticNormal.Mean(mean, variance) / expected, 1e-11);

    [Fact]
    public void The_two_sides_sum_to_one()
    {
        for (int i = 0; i < 200; i++)
        {
            (double mean, double variance) = (5 * Math.Sin(i), Math.Exp((i / 10.0) - 10));
            Assert.Equal(1, LogisticNormal.Mean(mean, variance) + LogisticNormal.Mean(-mean, variance), 1e-13);
        }
    }

    [Fact]
    public void No_variance_is_the_logistic_function() =>
        Assert.Equal(1 / (1 + Math.Exp(-1.5)), LogisticNormal.Mean(1.5, 0), 1e-15);

    [Theory]
    [InlineData(0.8, 0.5)]
    [InlineData(-2, 4)]
    [InlineData(1, 10)]
    public void A_softmax_of_two_agrees_with_the_exact_average(double mean, double variance)
    {
        var probabilities = new double[2];
        new NormalSoftmax(2).Expect([mean, 0], [0.75 * variance, 0, 0, 0.25 * variance], probabilities);
        Assert.Equal(LogisticNormal.Mean(mean, variance), probabilities[0], 2e-3);
        Assert.Equal(1, probabilities[0] + probabilities[1], 1e-12);
    }

    [Fact]
    public void A_singular_covariance_is_no_obstacle()
    {
        // All classes move together: the softmax does not see it.
        var probabilities = new double[3];
        new NormalSoftmax(3).Expect([1, 0, 2], [5, 5, 5, 5, 5, 5, 5, 5, 5], probabilities);
        double[] expected = [1, 0, 2];
        NormalSoftmax.Apply(expected);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(expected[c], probabilities[c], 1e-12);
        }
    }
}
