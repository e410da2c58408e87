using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Calibration;
using Gramian.Models.LabelQuality;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.LabelQuality;

public sealed class LabelAuditTests
{
    [Fact]
    public void A_flipped_label_in_a_tight_cluster_has_no_credibility()
    {
        (Points points, double[] labels) = Clusters(40, 1);
        labels[3] = 1 - labels[3];
        var audit = new LabelAudit(new Rbf(1.0)) { Neighbours = 5 };
        AuditedLabels audited = audit.Audit(points, labels);
        Assert.Equal(0, audited.Credibility[3]);
        for (int i = 0; i < 40; i++)
        {
            // Similarities inside a cluster of radius 0.01 are equal to four digits.
            Assert.True(i == 3 || audited.Credibility[i] >= 0.8 - 1e-3);
        }

        Assert.Equal([3], audited.Suspects(0.5));
        Assert.Equal([3], audited.SuspectShare(1 / 40.0));
    }

    [Fact]
    public void With_all_rows_as_neighbours_it_is_the_share_of_the_class()
    {
        (Points points, double[] labels) = Clusters(9, 2);
        labels[0] = 5;
        labels[1] = 5;
        AuditedLabels audited = new LabelAudit(new Rbf(1e6)) { Neighbours = 100 }.Audit(points, labels);
        for (int i = 0; i < 9; i++)
        {
            double same = labels.Count(label => label == labels[i]) - 1;
            Assert.Equal(same / 8, audited.Credibility[i], 1e-9);
        }

        double[] alike = [.. Enumerable.Repeat(2.0, 9)];
        Assert.All(new LabelAudit(new Rbf(1.0)).Audit(points, alike).Credibility, c => Assert.Equal(1, c));
    }

    [Fact]
    public void Soft_labels_of_three_points_by_hand()
    {
        AuditedLabels audited = new LabelAudit(new Rbf(1.0)).Audit(Points.FromColumn([0, 1, 3]), [7, 7, 9]);
        double a = Math.Exp(-0.5);
        double b = Math.Exp(-4.5);
        Assert.Equal(0.9820138, a / (a + b), 1e-7);
        Assert.Equal(a / (a + b), audited.SoftLabels(new Rbf(1.0), priorExponent: 0)[0, 0], 1e-14);

        // With frequencies as priors the first class counts twice.
        Assert.Equal(2 * a / ((2 * a) + b), audited.SoftLabels(new Rbf(1.0))[0, 0], 1e-14);

        // A narrow kernel sees the nearest row alone, a wide one the priors.
        Assert.Equal(1, audited.SoftLabels(new Rbf(1e-3))[1, 0], 1e-14);
        Matrix<double> wide = audited.SoftLabels(new Rbf(1e6), priorExponent: 1);
        Assert.Equal(2 / 3.0, wide[1, 0], 1e-9);
        Assert.Equal(0.5, audited.SoftLabels(new Rbf(1e6), priorExponent: 0)[1, 0], 1e-9);
    }

    [Fact]
    public void Soft_labels_weigh_the_mean_similarity_of_a_class_by_its_frequency()
    {
        // Classes of two, three and one rows: means over the others of a class, and over all of another.
        double[] places = [0, 0.5, 1.1, 2, 2.2, 3];
        double[] labels = [0, 0, 1, 1, 1, 2];
        AuditedLabels audited = new LabelAudit(new Rbf(1.0)).Audit(Points.FromColumn(places), labels);
        Matrix<double> soft = audited.SoftLabels(new Rbf(0.8), priorExponent: 0.5);
        for (int i = 0; i < places.Length; i++)
        {
            double[] weights = new double[3];
            for (int c = 0; c < 3; c++)
            {
                int[] others = [.. Enumerable.Range(0, places.Length).Where(j => j != i && labels[j] == c)];
                double mean = others.Length == 0 ? 0 : others.Average(j =>
                    Math.Exp(-0.5 * (places[i] - places[j]) * (places[i] - places[j]) / 0.64));
                weights[c] = mean * Math.Sqrt(labels.Count(label => label == c) / (double)places.Length);
            }

            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(weights[c] / weights.Sum(), soft[i, c], 1e-12);
            }
        }
    }

    [Fact]
    public void Cosines_and_a_kernel_on_the_sphere_agree()
    {
        (Points raw, double[] labels) = Clusters(30, 3, spread: 2);
        Points points = LabelAudit.Directions(raw);
        AuditedLabels audited = (LabelAudit.OfDirections(0.2) with { Neighbours = 29 }).Audit(points, labels);
        for (int i = 0; i < 30; i++)
        {
            (double agreeing, double all) = (0, 0);
            for (int j = 0; j < 30; j++)
            {
                double cosine = (points.Values[i, 0] * points.Values[j, 0])
                    + (points.Values[i, 1] * points.Values[j, 1]);
                double s = i == j ? 0 : Math.Exp(cosine / 0.2);
                all += s;
                agreeing += labels[i] == labels[j] ? s : 0;
            }

            Assert.Equal(agreeing / all, audited.Credibility[i], 1e-12);
        }
    }

    [Fact]
    public void A_second_round_trusts_credible_neighbours_more()
    {
        (Points points, double[] labels) = Clusters(60, 4, spread: 0.5);
        double[] noisy = [.. labels];
        for (int i = 0; i < 60; i += 6)
        {
            noisy[i] = 1 - noisy[i];
        }

        var audit = new LabelAudit(new Rbf(1.0)) { Neighbours = 10 };
        IReadOnlyList<double> once = audit.Audit(points, noisy).Credibility;
        IReadOnlyList<double> twice = (audit with { Rounds = 2 }).Audit(points, noisy).Credibility;
        Assert.True(Gap(twice) > Gap(once));

        double Gap(IReadOnlyList<double> c) =>
            Enumerable.Range(0, 60).Where(i => noisy[i] == labels[i]).Average(i => c[i])
            - Enumerable.Range(0, 60).Where(i => noisy[i] != labels[i]).Average(i => c[i]);
    }

    [Fact]
    public void Wrong_labels_are_corrected_by_rows_held_out()
    {
        (Points points, double[] labels) = Clusters(80, 5, spread: 0.5);
        double[] noisy = [.. labels];
        int[] wrong = [0, 7, 20, 33, 50, 61];
        foreach (int i in wrong)
        {
            noisy[i] = 1 - noisy[i];
        }

        AuditedLabels audited = new LabelAudit(new Rbf(1.0)).Audit(points, noisy);
        Matrix<double> probabilities = audited.HeldOutProbabilities(
            new CalibratedClassifier(new SupportVectorClassifier(Rbf.FromGamma(0.5))), folds: 4, seed: 1);
        Assert.Equal(labels, audited.Correct(probabilities));
        Assert.Equal(wrong, audited.ConfidentSuspects(probabilities));
        Assert.Equal(noisy, audited.Correct(probabilities, margin: 1));
        Assert.True(audited.LogLikelihood(probabilities) < 0);
    }

    [Fact]
    public void The_order_of_the_rows_changes_nothing()
    {
        (Points points, double[] labels) = Clusters(30, 6, spread: 1);
        int[] order = new RandomStream(1).Permutation(30);
        var audit = new LabelAudit(new Rbf(1.0));
        IReadOnlyList<double> plain = audit.Audit(points, labels).Credibility;
        IReadOnlyList<double> moved =
            audit.Audit(points.Select(order), [.. order.Select(i => labels[i])]).Credibility;
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(plain[order[i]], moved[i], 1e-12);
        }
    }

    [Fact]
    public void Refuses_what_it_cannot_judge()
    {
        Points points = Points.FromColumn([0, 1]);
        var audit = new LabelAudit(new Rbf(1.0));
        Assert.ThrowsAny<ArgumentException>(() => audit.Audit(Points.FromColumn([0]), [1]));
        Assert.ThrowsAny<ArgumentException>(() => audit.Audit(points, [1]));
        Assert.ThrowsAny<ArgumentException>(() => audit.Audit(points, [1, double.NaN]));
        Assert.ThrowsAny<ArgumentException>(() => audit with { Neighbours = 0 });
        Assert.ThrowsAny<ArgumentException>(() => LabelAudit.Directions(points));
        AuditedLabels audited = audit.Audit(points, [1, 2]);
        Assert.ThrowsAny<ArgumentException>(() => audited.Correct(new Matrix<double>(2, 3)));
        Assert.ThrowsAny<ArgumentException>(() => audited.Suspects(1.5));
    }

    // Two clusters, around (1, 4) and (4, 1).
    private static (Points Points, double[] Labels) Clusters(int rows, ulong seed, double spread = 0.01)
    {
        var random = new RandomStream(seed);
        var values = new Matrix<double>(rows, 2);
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            labels[i] = i % 2;
            values[i, 0] = 1 + (3 * labels[i]) + (spread * random.NextNormal());
            values[i, 1] = 4 - (3 * labels[i]) + (spread * random.NextNormal());
        }

        return (new Points(values), labels);
    }
}
