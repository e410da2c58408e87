using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.LabelMetrics;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.LabelMetrics;

public sealed class FrechetDecoderTests
{
    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.3, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.6, 2)]
    [InlineData(0.9, 4)]
    public void On_a_path_between_two_ends_it_is_the_nearest_whole_number(double last, int expected)
    {
        var decoder = new FrechetDecoder(LabelMetric.Path(5), [0, 4]);
        Assert.Equal([expected], decoder.Predict(Row(1 - last, last)));
    }

    [Fact]
    public void The_centre_of_a_star_is_the_mean_of_its_leaves()
    {
        LabelMetric star = LabelMetric.Tree([-1, 0, 0, 0]);
        var decoder = new FrechetDecoder(star, [1, 2, 3]);
        Matrix<double> third = Row(1 / 3.0, 1 / 3.0, 1 / 3.0);
        Assert.Equal([0], decoder.Predict(third));
        Assert.Equal(1, decoder.Scores(third)[0, 0], 1e-15);
        Assert.Equal(8 / 3.0, decoder.Scores(third)[0, 1], 1e-15);
    }

    [Fact]
    public void Without_a_geometry_it_is_the_most_probable_label()
    {
        var random = new RandomStream(1);
        var decoder = new FrechetDecoder(LabelMetric.Discrete(6), [0, 1, 2, 3, 4, 5]);
        for (int i = 0; i < 50; i++)
        {
            double[] p = Shares(random, 6);
            Assert.Equal([Array.IndexOf(p, p.Max())], decoder.Predict(Row(p)));
        }
    }

    [Fact]
    public void A_sure_classifier_keeps_its_label_and_units_do_not_matter()
    {
        var random = new RandomStream(2);
        var x = new Matrix<double>(8, 3);
        for (int i = 0; i < 8; i++)
        {
            random.FillNormal(x.Row(i));
        }

        LabelMetric metric = LabelMetric.Euclidean(new Points(x));
        var larger = new Matrix<double>(8, 8);
        for (int i = 0; i < 8; i++)
        {
            for (int j = 0; j < 8; j++)
            {
                larger[i, j] = 4 * metric[i, j];
            }
        }

        var decoder = new FrechetDecoder(metric, [5, 1, 7]);
        var scaled = new FrechetDecoder(LabelMetric.FromDistances(larger), [5, 1, 7]);
        Assert.Equal([1], decoder.Predict(Row(0, 1, 0)));
        for (int i = 0; i < 30; i++)
        {
            double[] p = Shares(random, 3);
            int predicted = decoder.Predict(Row(p))[0];
            Assert.Equal(predicted, scaled.Predict(Row(p))[0]);

            // In a Euclidean space the mean of the labels decides.
            double[] mean = [.. Enumerable.Range(0, 3).Select(c =>
                (p[0] * x[5, c]) + (p[1] * x[1, c]) + (p[2] * x[7, c]))];
            double[] distances = [.. Enumerable.Range(0, 8).Select(y =>
                Enumerable.Range(0, 3).Sum(c => Math.Pow(x[y, c] - mean[c], 2)))];
            Assert.Equal(Array.IndexOf(distances, distances.Min()), predicted);
        }
    }

    [Fact]
    public void Reads_a_classifier_of_some_labels_and_predicts_others()
    {
        // Grades 0 and 4 are learnt; what lies between them is decided for grades that were never seen.
        double[] x = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? -1 + (0.02 * i) : 1.2 - (0.02 * i))];
        double[] y = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? 0.0 : 4)];
        FittedSupportVectorClassifier fitted = new SupportVectorClassifier(Rbf.FromGamma(0.5))
        {
            WithProbabilities = true,
        }.Fit(Points.FromColumn(x), y);
        var decoder = new FrechetDecoder(LabelMetric.Path(5), [4, 0]);
        int[] predicted = decoder.Predict(fitted, Points.FromColumn([-1, 0.1, 1.2]));
        Assert.True(predicted[0] < predicted[1] && predicted[1] < predicted[2], string.Join(", ", predicted));
        Assert.Throws<ArgumentException>(() =>
            new FrechetDecoder(LabelMetric.Path(5), [4, 1]).Predict(fitted, Points.FromColumn([0])));
    }

    [Fact]
    public void Spreads_probability_over_all_labels()
    {
        var decoder = new FrechetDecoder(LabelMetric.Path(3), [0, 2]);
        double[] spread = decoder.Spread(Row(0.5, 0.5), temperature: 0.5).Row(0).ToArray();

        // Scores 2, 1, 2: the middle is exp(2) times as probable.
        Assert.Equal(Math.Exp(2), spread[1] / spread[0], 1e-12);
        Assert.Equal(1, spread.Sum(), 1e-12);
    }

    [Fact]
    public void Refuses_what_it_cannot_read()
    {
        LabelMetric path = LabelMetric.Path(3);
        Assert.ThrowsAny<ArgumentException>(() => new FrechetDecoder(path, []));
        Assert.ThrowsAny<ArgumentException>(() => new FrechetDecoder(path, [0, 3]));
        Assert.ThrowsAny<ArgumentException>(() => new FrechetDecoder(path, [1, 1]));
        Assert.ThrowsAny<ArgumentException>(() => new FrechetDecoder(path, [1], power: 0));
        var decoder = new FrechetDecoder(path, [0, 2]);
        Assert.ThrowsAny<ArgumentException>(() => decoder.Predict(Row(1.0)));
        Assert.ThrowsAny<ArgumentException>(() => decoder.Predict(Row(-0.5, 1.5)));
        Assert.ThrowsAny<ArgumentException>(() => decoder.Predict(Row(double.NaN, 1)));
    }

    private static Matrix<double> Row(params double[] p) => Matrix<double>.FromRowMajor(1, p.Length, p);

    private static double[] Shares(RandomStream random, int count)
    {
        double[] p = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        double sum = p.Sum();
        return Array.ConvertAll(p, value => value / sum);
    }
}
