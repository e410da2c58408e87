using Gramian.Models.Losses;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Losses;

public sealed class ClassLossTests
{
    private static readonly ClassLoss[] Kinds =
    [
        new CrossEntropy(), new GeneralizedCrossEntropy(), new GeneralizedCrossEntropy(0.3),
        new GeneralizedCrossEntropy(0.7, 0.05), new MeanAbsoluteLoss(), new SymmetricCrossEntropy(),
        new SymmetricCrossEntropy(0, 1), new JensenShannonLoss(), new JensenShannonLoss(0.9),
        new AsymmetricGeneralizedLoss(), new AsymmetricUnhingedLoss(), new NormalizedCrossEntropy(),
        new ActivePassiveLoss(new NormalizedCrossEntropy(), new SymmetricCrossEntropy(0, 1), 1, 0.5),
        new ActivePassiveLoss(new NormalizedCrossEntropy(), new AsymmetricGeneralizedLoss()),
        new ActivePassiveLoss(new NormalizedCrossEntropy(), new AsymmetricUnhingedLoss()), new BrierLoss(),
        new RobustLogLoss(0.1), new LdrKlLoss(), new LdrKlLoss(0.5, 1), new AldrKlLoss(), new AldrKlLoss(2, 3, 1),
        new CrammerSingerLoss(), new WestonWatkinsLoss(0.5),
    ];

    public static TheoryData<int> Losses => [.. Enumerable.Range(0, Kinds.Length)];

    [Fact]
    public void Every_loss_that_exists_is_tested()
    {
        Type[] all = [.. typeof(ClassLoss).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ClassLoss)) && !type.IsAbstract)];
        Assert.Equal(all.ToHashSet(), Kinds.Select(loss => loss.GetType()).ToHashSet());
        Assert.All(Kinds, loss => Assert.NotEmpty(loss.Name));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_gradient_agrees_with_differences(int kind)
    {
        ClassLoss loss = Kinds[kind];
        var random = new RandomStream(7);
        for (int trial = 0; trial < 40; trial++)
        {
            int count = 2 + (trial % 4);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => 1.5 * random.NextNormal())];
            int label = trial % count;
            (double[] gradient, double[] curvature) = Slopes(loss, scores, label);
            Assert.Equal(0, gradient.Sum(), 1e-12);
            Assert.All(curvature, d => Assert.True(d >= 0));
            for (int k = 0; k < count; k++)
            {
                double Moved(double by) => loss.Value([.. scores.Select((f, j) => j == k ? f + by : f)], label);
                Assert.Equal((Moved(1e-5) - Moved(-1e-5)) / 2e-5, gradient[k], 2e-8 * (1 + Math.Abs(gradient[k])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_stand_in_is_the_hessian_or_above_it_for_convex_losses(int kind)
    {
        ClassLoss loss = Kinds[kind];
        if (!loss.IsConvex)
        {
            return;
        }

        var random = new RandomStream(8);
        for (int trial = 0; trial < 40; trial++)
        {
            double[] scores = [.. Enumerable.Range(0, 4).Select(_ => random.NextNormal())];
            double[] direction = [.. Enumerable.Range(0, 4).Select(_ => random.NextNormal())];
            (_, double[] d) = Slopes(loss, scores, trial % 4);
            double mean = d.Zip(direction, (a, b) => a * b).Sum() / d.Sum();
            double model = d.Zip(direction, (a, b) => a * (b - mean) * (b - mean)).Sum();
            double Along(double by) =>
                Slopes(loss, [.. scores.Zip(direction, (f, v) => f + (by * v))], trial % 4).Gradient
                    .Zip(direction, (g, v) => g * v).Sum();
            double bend = (Along(1e-5) - Along(-1e-5)) / 2e-5;
            if (loss is CrossEntropy or LdrKlLoss or CrammerSingerLoss)
            {
                Assert.Equal(bend, model, 1e-6 * (1 + model));
            }
            else
            {
                Assert.True(model >= bend - 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Under_its_probabilities_the_expected_gradient_vanishes(int kind)
    {
        ClassLoss loss = Kinds[kind];
        var random = new RandomStream(9);
        for (int trial = 0; trial < 20; trial++)
        {
            double[] scores = [.. Enumerable.Range(0, 4).Select(_ => random.NextNormal())];
            var probabilities = new double[4];
            if (!loss.TryProbabilities(scores, probabilities))
            {
                return;
            }

            Assert.Equal(1, probabilities.Sum(), 1e-12);
            Assert.Equal(Array.IndexOf(scores, scores.Max()), Array.IndexOf(probabilities, probabilities.Max()));
            var expected = new double[4];
            for (int y = 0; y < 4; y++)
            {
                double[] gradient = Slopes(loss, scores, y).Gradient;
                for (int k = 0; k < 4; k++)
                {
                    expected[k] += probabilities[y] * gradient[k];
                }
            }

            Assert.All(expected, slope => Assert.Equal(0, slope, 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Scores_of_any_size_and_a_shift_of_all_are_harmless(int kind)
    {
        ClassLoss loss = Kinds[kind];
        double[] scores = [0.3, -0.8, 1.1];
        Assert.Equal(loss.Value(scores, 2), loss.Value([.. scores.Select(f => f + 40)], 2), 1e-12);
        for (int label = 0; label < 2; label++)
        {
            (double[] gradient, double[] curvature) = Slopes(loss, [1e4, -1e4, 3], label);
            Assert.All(gradient, g => Assert.True(double.IsFinite(g)));
            Assert.All(curvature, d => Assert.True(double.IsFinite(d) && d >= 0));
            Assert.True(double.IsFinite(loss.Value([1e4, -1e4, 3], label)));
        }

        Assert.Throws<ArgumentException>(() => loss.Value([1, double.NaN], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Value([1, 2], 2));
    }

    [Fact]
    public void Robust_log_loss_and_absolute_error_sum_to_a_constant_over_the_labels()
    {
        double Sum(ClassLoss loss, double[] scores) => Enumerable.Range(0, 3).Sum(y => loss.Value(scores, y));
        foreach (ClassLoss loss in new ClassLoss[] { new MeanAbsoluteLoss(), new RobustLogLoss(0.1) })
        {
            Assert.Equal(Sum(loss, [0, 0, 0]), Sum(loss, [2, -1, 0.4]), 1e-12);
        }
    }

    [Fact]
    public void Limits_are_the_losses_between_which_they_lie()
    {
        double[] scores = [0.4, -0.3, 1.2];
        double entropy = new CrossEntropy().Value(scores, 1);
        Assert.Equal(entropy, new GeneralizedCrossEntropy(1e-9).Value(scores, 1), 1e-7);
        Assert.Equal(
            new MeanAbsoluteLoss().Value(scores, 1), 2 * new GeneralizedCrossEntropy(1).Value(scores, 1), 1e-14);
        Assert.Equal(entropy, new JensenShannonLoss(1e-6).Value(scores, 1), 1e-4);
        Assert.Equal(entropy - Math.Log(3), new LdrKlLoss().Value(scores, 1), 1e-14);
        Assert.Equal(2.5, new CrammerSingerLoss(1e-6).Value(scores, 1), 1e-5);
        double smooth = 0.7 * Math.Log(scores.Select((f, k) => Math.Exp((k == 1 ? 0 : f - scores[1] + 1) / 0.7)).Sum());
        Assert.Equal(smooth, new CrammerSingerLoss(0.7).Value(scores, 1), 1e-13);
        Assert.Equal(2.5 + 1.7, new WestonWatkinsLoss(1e-6).Value(scores, 1), 1e-5);
        Assert.Equal(new LdrKlLoss(2, 1).Value(scores, 1), new AldrKlLoss(2, 1e9, 1).Value(scores, 1), 1e-8);
    }

    [Fact]
    public void A_parameter_outside_its_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneralizedCrossEntropy(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneralizedCrossEntropy(0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LdrKlLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AldrKlLoss(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrammerSingerLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WestonWatkinsLoss(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AsymmetricUnhingedLoss(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JensenShannonLoss() with { LabelWeight = 0 });
    }

    private static (double[] Gradient, double[] Curvature) Slopes(ClassLoss loss, double[] scores, int label)
    {
        var gradient = new double[scores.Length];
        var curvature = new double[scores.Length];
        loss.Evaluate(scores, label, gradient, curvature);
        return (gradient, curvature);
    }
}
