using Gramian.Models.SupportVectors;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class PlattScalingTests
{
    private static readonly double[] Values = [-2, -1, -0.5, 0.5, 1, 2];
    private static readonly bool[] Upwards = [false, false, true, false, true, true];

    [Fact]
    public void A_scaling_that_rises_is_the_best_one()
    {
        PlattScaling best = PlattScaling.Fit(Values, Upwards);
        Assert.True(best.A < 0);
        Assert.Equal(best, PlattScaling.FitRising(Values, Upwards));
    }

    [Fact]
    public void Where_the_best_one_falls_every_value_has_the_share_of_the_class()
    {
        bool[] downwards = [true, true, false, true, true, false];
        Assert.True(PlattScaling.Fit(Values, downwards).A > 0);
        PlattScaling flat = PlattScaling.FitRising(Values, downwards);
        Assert.Equal(0, flat.A);

        // Four of six, and one more on either side.
        Assert.Equal(5.0 / 8, flat.Probability(-3), 1e-15);
        Assert.Equal(5.0 / 8, flat.Probability(3), 1e-15);
    }

    [Fact]
    public void The_share_counts_rows_by_their_weights()
    {
        bool[] downwards = [true, true, false, true, true, false];
        double[] weights = [1, 1, 3, 1, 1, 3];
        Assert.True(PlattScaling.Fit(Values, downwards, weights).A > 0);
        Assert.Equal(5.0 / 12, PlattScaling.FitRising(Values, downwards, weights).Probability(0), 1e-15);
    }
}
