using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Calibration;
using Gramian.Models.LabelMetrics;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Atlas.Loki;

/// <summary>How far two decisions from the same probabilities lie from the truth, in the mean.</summary>
/// <param name="Likeliest">Mean squared distance of the most probable observed label.</param>
/// <param name="Nearest">Mean squared distance of the label that is nearest in the mean.</param>
/// <param name="LikeliestDistance">Mean distance of the most probable observed label.</param>
/// <param name="NearestDistance">Mean distance of the label that is nearest in the mean.</param>
internal sealed record DecisionScore(
    double Likeliest, double Nearest, double LikeliestDistance, double NearestDistance)
{
    /// <summary>By how much of the likeliest label's loss the other decision is better.</summary>
    public double Gain => 1 - (Nearest / Likeliest);

    public static DecisionScore Mean(IReadOnlyCollection<DecisionScore> scores) => new(
        scores.Average(score => score.Likeliest), scores.Average(score => score.Nearest),
        scores.Average(score => score.LikeliestDistance), scores.Average(score => score.NearestDistance));

    /// <summary>
    /// Learns the observed labels from the training rows that bear them, and decides for test rows of every label.
    /// </summary>
    public static DecisionScore Measure(
        LabelMetric metric, int[] observed, Sample train, Sample test, ulong seed, ComputeOptions compute)
    {
        int[] rows = [.. Enumerable.Range(0, train.Labels.Length).Where(i => observed.Contains(train.Labels[i]))];
        Points inputs = train.Inputs.Select(rows);
        var machine = new SupportVectorClassifier(Rbf.FromGamma(GammaRule.Scale(inputs)));
        FittedCalibratedClassifier fitted = new CalibratedClassifier(machine)
        {
            Method = CalibrationMethod.Temperature, Seed = seed,
        }.Fit(inputs, [.. rows.Select(i => (double)train.Labels[i])], options: compute);
        int[] likeliest = Array.ConvertAll(fitted.Predict(test.Inputs, compute), label => (int)label);
        int[] nearest = new FrechetDecoder(metric, observed).Predict(fitted, test.Inputs, compute);
        return new DecisionScore(
            Loss(likeliest, 2), Loss(nearest, 2), Loss(likeliest, 1), Loss(nearest, 1));

        double Loss(int[] decided, int power) =>
            decided.Zip(test.Labels).Average(pair => Math.Pow(metric[pair.First, pair.Second], power));
    }
}
