using Gramian.Data;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Calibration;
using Gramian.Models.LabelQuality;
using Gramian.Models.Regression;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Atlas.Reannotators;

/// <summary>How well wrong labels were found, and what a classifier made of the labels, for one division.</summary>
internal sealed record AuditRun(
    double Rate, bool Alike, double CredibilityPrecision, double LossPrecision, double WeightedLossPrecision,
    double CredibilityF1, double ConfidentF1, double RepairedLabels, double CorrectedLabels, double CorrectedF1,
    double Noisy, double Removed, double Repaired, double Soft, double Clean)
{
    private const double SuspectBelow = 0.5;
    private const int Folds = 5;
    private const double Gamma = 5;
    private const double Cost = 10;

    private static readonly double[] Bandwidths = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4];

    /// <summary>The mean of a figure over runs.</summary>
    public static double Mean(IEnumerable<AuditRun> runs, Func<AuditRun, double> figure) => runs.Average(figure);

    public static AuditRun Measure(Table table, double rate, bool alike, ulong seed, ComputeOptions compute)
    {
        NoisyDigits digits = NoisyDigits.Make(table, rate, alike, seed);
        bool[] wrong = digits.IsWrong;
        AuditedLabels audited = LabelAudit.OfDirections().Audit(digits.Train, digits.Given, compute);
        int[] suspects = audited.Suspects(SuspectBelow);
        Matrix<double> held = audited.HeldOutProbabilities(Calibrated(), Folds, seed, compute);
        Matrix<double> plain = HeldOut.Probabilities(audited, Calibrated(), Folds, seed, compute);
        Matrix<double> soft = SoftLabels(audited, compute);
        double[] repaired = [.. digits.Given];
        foreach (int i in suspects)
        {
            repaired[i] = audited.Classes[Largest(soft.Row(i))];
        }

        double[] corrected = audited.Correct(HeldOut.SoftScores(
            audited, soft, Ridge(digits.Train.Count), Folds, seed, compute));
        int[] kept = [.. Enumerable.Range(0, wrong.Length).Except(suspects).Order()];
        double[] softest = [.. Enumerable.Range(0, wrong.Length).Select(i => audited.Classes[Largest(soft.Row(i))])];
        return new AuditRun(
            rate, alike, Detection.AveragePrecision([.. audited.Credibility], wrong),
            Detection.AveragePrecision(Own(plain), wrong), Detection.AveragePrecision(Own(held), wrong),
            Detection.F1(suspects, wrong),
            Detection.F1(audited.ConfidentSuspects(held), wrong),
            Detection.Share(repaired, digits.Truth), Detection.Share(corrected, digits.Truth),
            Detection.MacroF1(corrected, digits.Truth),
            Accuracy(digits.Train, digits.Given), Accuracy(
                digits.Train.Select(kept), [.. kept.Select(i => digits.Given[i])]),
            Accuracy(digits.Train, repaired), Accuracy(digits.Train, softest), Accuracy(digits.Train, digits.Truth));

        double[] Own(Matrix<double> found) =>
            [.. digits.Given.Select((label, i) => found[i, IndexOf(audited, label)])];

        double Accuracy(Points inputs, double[] labels) => Machine().Fit(inputs, labels, options: compute)
            .Predict(digits.Test, compute).Zip(digits.TestLabels)
            .Average(pair => pair.First == pair.Second ? 1.0 : 0);
    }

    // γ and C are fixed for all runs; nothing is chosen by test rows.
    private static SupportVectorClassifier Machine() => new(Rbf.FromGamma(Gamma)) { Cost = Cost };

    // ½‖f‖² + C Σ loss over the C n of the rows that a fold leaves, for squared losses.
    private static KernelRidge Ridge(int rows) =>
        new(Rbf.FromGamma(Gamma)) { Ridge = 1 / (2 * Cost * rows * (Folds - 1) / Folds) };

    private static CalibratedClassifier Calibrated() => new(Machine()) { Folds = 3 };

    // The bandwidth is the one under which the given labels are the most probable.
    private static Matrix<double> SoftLabels(AuditedLabels audited, ComputeOptions compute) => Bandwidths
        .Select(h => audited.SoftLabels(new Rbf(h), options: compute))
        .MaxBy(soft => audited.LogLikelihood(soft))!;

    private static int IndexOf(AuditedLabels audited, double label) => audited.Classes.ToList().IndexOf(label);

    private static int Largest(ReadOnlySpan<double> row)
    {
        int best = 0;
        for (int c = 1; c < row.Length; c++)
        {
            best = row[c] > row[best] ? c : best;
        }

        return best;
    }
}
