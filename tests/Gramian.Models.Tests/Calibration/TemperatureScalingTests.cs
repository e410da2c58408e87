using Gramian.Models.Calibration;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Calibration;

public sealed class TemperatureScalingTests
{
    [Fact]
    public void A_margin_that_is_right_three_times_in_four_gets_its_odds()
    {
        // Scores (2, 0), the first class three times of four: softmax gives 3/4 when 2/T = ln 3.
        Matrix<double> scores = Matrix<double>.FromRowMajor(4, 2, [2, 0, 2, 0, 2, 0, 2, 0]);
        TemperatureScaling fitted = TemperatureScaling.Fit(scores, [0, 0, 0, 1]);
        Assert.Equal(2 / Math.Log(3), fitted.Temperature, 1e-6);
        double[] probabilities = new double[2];
        fitted.Apply([2, 0], probabilities);
        Assert.Equal(0.75, probabilities[0], 1e-7);
    }

    [Fact]
    public void Recovers_the_temperature_of_a_law()
    {
        var random = new RandomStream(1);
        var scores = new Matrix<double>(20_000, 3);
        int[] classes = new int[scores.Rows];
        var law = new TemperatureScaling(2.5);
        double[] probabilities = new double[3];
        for (int i = 0; i < scores.Rows; i++)
        {
            random.FillNormal(scores.Row(i));
            foreach (ref double score in scores.Row(i))
            {
                score *= 5;
            }

            law.Apply(scores.Row(i), probabilities);
            double u = random.NextDouble();
            classes[i] = u < probabilities[0] ? 0 : u < probabilities[0] + probabilities[1] ? 1 : 2;
        }

        // The spread of the estimate is about T over the root of the rows.
        Assert.Equal(2.5, TemperatureScaling.Fit(scores, classes).Temperature, 0.1);
    }

    [Fact]
    public void Scores_that_are_always_right_stay_finite()
    {
        Matrix<double> scores = Matrix<double>.FromRowMajor(2, 2, [700, 0, 0, 700]);
        double[] probabilities = new double[2];
        TemperatureScaling.Fit(scores, [0, 1]).Apply([1e308, -1e308], probabilities);
        Assert.Equal([1, 0], probabilities);
    }

    [Fact]
    public void Refuses_what_is_no_temperature_and_no_class()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TemperatureScaling(0));
        Matrix<double> scores = Matrix<double>.FromRowMajor(1, 2, [1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureScaling.Fit(scores, [2]));
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit(scores, [0, 1]));
    }
}
