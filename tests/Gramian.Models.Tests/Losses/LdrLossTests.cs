using Gramian.Models.Losses;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Losses;

public sealed class LdrLossTests
{
    private static readonly double[] Scores = [2, 1, 0];

    [Theory]
    [InlineData(1, -0.2366174846)]
    [InlineData(0.5, -0.1699943065)]
    [InlineData(1e-3, 0)]
    [InlineData(1e7, -1.0 / 3)]
    public void Fixed_temperatures_have_the_worked_values(double temperature, double expected)
    {
        double allowed = temperature == 1e-3 ? 1.2e-3 : 1e-7;   // λ ln K above the limit
        Assert.Equal(expected, new LdrKlLoss(temperature, 1).Value(Scores, 0), allowed);
    }

    [Fact]
    public void The_gradient_is_the_worst_distribution_less_the_label()
    {
        var gradient = new double[3];
        new LdrKlLoss(1, 1).Evaluate(Scores, 0, gradient, new double[3]);
        Assert.Equal(0.4223188 - 1, gradient[0], 1e-7);
        Assert.Equal(0.4223188, gradient[1], 1e-7);
        Assert.Equal(0.1553624, gradient[2], 1e-7);
        double[] p = [gradient[0] + 1, gradient[1], gradient[2]];
        double divergence = p.Sum(x => x * Math.Log(3 * x));
        Assert.Equal(0.0812550811, divergence, 1e-10);

        // ∂ℓ/∂λ = −KL(p*, 1/K).
        double above = new LdrKlLoss(1 + 1e-5, 1).Value(Scores, 0);
        double slope = (above - new LdrKlLoss(1 - 1e-5, 1).Value(Scores, 0)) / 2e-5;
        Assert.Equal(-divergence, slope, 1e-9);
    }

    [Theory]
    [InlineData(1, 0.9147662737)]
    [InlineData(2, 0.9605516331)]
    [InlineData(5, 0.9848390665)]
    public void The_chosen_temperature_has_the_worked_values(double stiffness, double expected) =>
        Assert.Equal(expected, new AldrKlLoss(1, stiffness, 1).Temperature(Scores, 0), 1e-9);

    [Fact]
    public void The_adaptive_loss_has_the_worked_value() =>
        Assert.Equal(-0.2331725, new AldrKlLoss(1, 1, 1).Value(Scores, 0), 1e-7);

    [Fact]
    public void The_adaptive_loss_is_the_largest_over_all_temperatures()
    {
        var random = new RandomStream(3);
        for (int trial = 0; trial < 200; trial++)
        {
            int count = 2 + (trial % 9);
            double spread = Math.Pow(10, -1 + (trial % 4));
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => spread * random.NextNormal())];
            var loss = new AldrKlLoss(1, 0.5 + (0.5 * (trial % 3)), trial % 2);
            double best = double.NegativeInfinity;
            for (int i = 1; i <= 2000; i++)
            {
                double temperature = Math.Max(i / 2000.0, 1e-3);
                double away = temperature - 1;
                best = Math.Max(best, new LdrKlLoss(temperature, loss.Margin).Value(scores, 0)
                    - (0.5 * loss.Stiffness * Math.Log(count) * away * away));
            }

            double value = loss.Value(scores, 0);
            Assert.True(value >= best - (1e-9 * (1 + Math.Abs(best))), $"{value} < {best} in trial {trial}");
            Assert.True(value <= best + (1e-3 * (1 + Math.Abs(best))), $"{value} > {best} in trial {trial}");
        }
    }
}
