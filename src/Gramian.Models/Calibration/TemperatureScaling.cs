using Gramian.Numerics;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Calibration;

/// <summary>Represents p = softmax(s / T): scores of classes, cooled or warmed by one number. Immutable.</summary>
/// <param name="Temperature">T, positive and finite; above 1 it makes a model less sure.</param>
[Paper("guo2017calibration")]
[HouseExemption("conformance", "Scales scores; the suite of CalibratedClassifier fits it under every law.")]
public sealed record TemperatureScaling(double Temperature)
{
    // e^±12 in the temperature: beyond, a softmax is a vote or a tie.
    private const double Widest = 12;

    /// <summary>T.</summary>
    public double Temperature { get; } = Guard.Positive(Temperature);

    /// <summary>Chooses the temperature under which the classes that were seen are the most probable.</summary>
    /// <remarks>The loss is convex in 1/T; the search is over ln T in [−12, 12].</remarks>
    /// <param name="scores">A score for each class, such as a log probability, [n, k]; finite.</param>
    /// <param name="classes">The column of the class of each row, [n].</param>
    /// <exception cref="ArgumentException">
    /// There is no row, the lengths differ, a score is not finite, or a class has no column.
    /// </exception>
    public static TemperatureScaling Fit(MatrixView<double> scores, ReadOnlySpan<int> classes)
    {
        Guard.AtLeast(scores.Rows, 1, nameof(scores));
        Guard.Length(classes.Length, scores.Rows, nameof(classes));
        Guard.AllFinite(scores, nameof(scores));
        foreach (int place in classes)
        {
            Guard.InRange(place, 0, scores.Columns - 1, nameof(classes));
        }

        Matrix<double> copy = scores.ToMatrix();
        int[] seen = classes.ToArray();
        (double point, _) = ScalarMinimum.Brent(s => Loss(copy, seen, Math.Exp(-s)), -Widest, Widest, 1e-8);
        return new TemperatureScaling(Math.Exp(point));
    }

    /// <summary>Turns the scores of one row into probabilities.</summary>
    /// <param name="scores">A score for each class, [k]; finite.</param>
    /// <param name="probabilities">Receives the probabilities, [k]; they sum to 1. May be the scores.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Apply(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        Guard.Length(probabilities.Length, scores.Length, nameof(probabilities));
        double largest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            largest = Math.Max(largest, score);
        }

        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            probabilities[i] = Math.Exp((scores[i] - largest) / Temperature);
            sum += probabilities[i];
        }

        foreach (ref double probability in probabilities)
        {
            probability /= sum;
        }
    }

    private static double Loss(Matrix<double> scores, int[] classes, double inverse)
    {
        double loss = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<double> row = scores.Row(i);
            double seen = row[classes[i]];
            double sum = 0;
            double largest = 0;
            foreach (double score in row)
            {
                largest = Math.Max(largest, inverse * (score - seen));
            }

            foreach (double score in row)
            {
                sum += Math.Exp((inverse * (score - seen)) - largest);
            }

            loss += largest + Math.Log(sum);
        }

        return loss / classes.Length;
    }
}
