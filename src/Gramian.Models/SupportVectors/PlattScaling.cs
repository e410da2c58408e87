using Gramian.Models.Calibration;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents p(f) = 1/(1 + exp(A f + B)): how probable the positive class is at a decision value.</summary>
/// <param name="A">A; negative when larger values mean the positive class, and positive only by
/// <see cref="Fit(ReadOnlySpan{double}, ReadOnlySpan{bool})"/> and in files of LIBSVM.</param>
/// <param name="B">B.</param>
[Paper("lin2007note")]
[HouseExemption("conformance", "Scales one score; the suite of CalibratedClassifier fits it under every law.")]
public sealed record PlattScaling(double A, double B) : IScoreScaling
{
    private const int IterationLimit = 100;
    private const double LeastStep = 1e-10;
    private const double Ridge = 1e-12;
    private const double GradientTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;

    /// <summary>
    /// Fits by Newton's method with targets that are drawn in from 0 and 1; values of rows that helped to train the
    /// machine promise too much.
    /// </summary>
    /// <param name="values">Decision values, [n]; finite.</param>
    /// <param name="isPositive">Whether each row is of the positive class, [n].</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a value is not finite.</exception>
    public static PlattScaling Fit(ReadOnlySpan<double> values, ReadOnlySpan<bool> isPositive) =>
        Fit(values, isPositive, weights: []);

    /// <summary>Fits rows that count more or less than one.</summary>
    /// <param name="values">Decision values, [n]; finite.</param>
    /// <param name="isPositive">Whether each row is of the positive class, [n].</param>
    /// <param name="weights">How many rows each is, positive, [n]; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a value is not finite.</exception>
    public static PlattScaling Fit(
        ReadOnlySpan<double> values, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights)
    {
        Guard.Length(isPositive.Length, values.Length, nameof(isPositive));
        Guard.AtLeast(values.Length, 1, nameof(values));
        Guard.AllFinite(values, nameof(values));
        double[] counts = ClassifierTraining.RowWeights(weights, values.Length);
        (double positives, double negatives) = (0, 0);
        for (int i = 0; i < counts.Length; i++)
        {
            (positives, negatives) = isPositive[i]
                ? (positives + counts[i], negatives)
                : (positives, negatives + counts[i]);
        }

        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1 / (negatives + 2.0);
        double[] targets = new double[values.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = isPositive[i] ? high : low;
        }

        (double a, double b) = (0, Math.Log((negatives + 1.0) / (positives + 1.0)));
        double loss = Loss(values, targets, counts, a, b);
        for (int iteration = 0; iteration < IterationLimit; iteration++)
        {
            (double g1, double g2, double da, double db) = Direction(values, targets, counts, a, b);
            if (Math.Abs(g1) < GradientTolerance && Math.Abs(g2) < GradientTolerance)
            {
                break;
            }

            double slope = (g1 * da) + (g2 * db);
            double step = 1;
            while (step >= LeastStep)
            {
                double next = Loss(values, targets, counts, a + (step * da), b + (step * db));
                if (next < loss + (SufficientDecrease * step * slope))
                {
                    (a, b, loss) = (a + (step * da), b + (step * db), next);
                    break;
                }

                step /= 2;
            }

            if (step < LeastStep)
            {
                break;
            }
        }

        return new PlattScaling(a, b);
    }

    /// <summary>Fits a scaling that does not fall: where the best one would, the values tell nothing.</summary>
    /// <remarks>
    /// A function that hardly bends predicts the mean of the others for a row that is left out, and that lies on the
    /// other side: a falling sigmoid would make perfect sense of it, and none of a new row. Every row then gets the
    /// share of the positive class.
    /// </remarks>
    /// <inheritdoc cref="Fit(ReadOnlySpan{double}, ReadOnlySpan{bool}, ReadOnlySpan{double})"/>
    public static PlattScaling FitRising(
        ReadOnlySpan<double> values, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights = default)
    {
        PlattScaling fitted = Fit(values, isPositive, weights);
        if (fitted.A <= 0)
        {
            return fitted;
        }

        (double positives, double total) = (0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            (positives, total) = (positives + (isPositive[i] ? weight : 0), total + weight);
        }

        return new PlattScaling(0, Math.Log((total - positives + 1) / (positives + 1)));
    }

    /// <summary>p(f).</summary>
    /// <param name="value">f.</param>
    public double Probability(double value)
    {
        double z = (value * A) + B;
        double e = Math.Exp(-Math.Abs(z));
        return z >= 0 ? e / (1 + e) : 1 / (1 + e);
    }

    // −Σ t ln p + (1 − t) ln(1 − p), with no exponential that can overflow.
    private static double Loss(
        ReadOnlySpan<double> values, double[] targets, double[] counts, double a, double b)
    {
        double loss = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double z = (values[i] * a) + b;
            loss += counts[i]
                * (((z >= 0 ? targets[i] : targets[i] - 1) * z) + double.LogP1(Math.Exp(-Math.Abs(z))));
        }

        return loss;
    }

    private static (double G1, double G2, double Da, double Db) Direction(
        ReadOnlySpan<double> values, double[] targets, double[] counts, double a, double b)
    {
        (double h11, double h22, double h21) = (Ridge, Ridge, 0);
        (double g1, double g2) = (0, 0);
        var present = new PlattScaling(a, b);
        for (int i = 0; i < targets.Length; i++)
        {
            double p = present.Probability(values[i]);
            double curvature = counts[i] * p * (1 - p);
            double slope = counts[i] * (targets[i] - p);
            h11 += values[i] * values[i] * curvature;
            h22 += curvature;
            h21 += values[i] * curvature;
            g1 += values[i] * slope;
            g2 += slope;
        }

        double determinant = (h11 * h22) - (h21 * h21);
        return (g1, g2, -((h22 * g1) - (h21 * g2)) / determinant, -((h11 * g2) - (h21 * g1)) / determinant);
    }
}
