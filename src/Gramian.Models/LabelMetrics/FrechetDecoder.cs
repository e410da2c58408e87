using Gramian.Kernels;
using Gramian.Models.Calibration;
using Gramian.Numerics;

namespace Gramian.Models.LabelMetrics;

/// <summary>
/// Represents a decision for the label that is nearest, in the mean, to what a classifier deems probable. Immutable.
/// </summary>
/// <remarks>
/// ŷ = argmin over y of Σᵢ pᵢ d(y, λᵢ)^β over all N labels, of which the classifier knows only the K observed λᵢ; so a
/// label that was never seen in training can be predicted. Of equally near labels the more probable one is taken, then
/// the first. A query takes Θ(N K).
/// </remarks>
[Paper("roberts2023geometry")]
public sealed class FrechetDecoder
{
    private readonly Matrix<double> powers;  // [N, K]
    private readonly int[] observed;         // [K]

    /// <summary>Makes a decoder.</summary>
    /// <param name="metric">The distances of all N labels.</param>
    /// <param name="observed">The label of each column of the probabilities, [K]; none twice.</param>
    /// <param name="power">β, positive; 2 gives the Fréchet mean, 1 the median.</param>
    /// <exception cref="ArgumentException">
    /// There is no observed label, one is outside the space or comes twice, or β is not positive.
    /// </exception>
    public FrechetDecoder(LabelMetric metric, ReadOnlySpan<int> observed, double power = 2)
    {
        ArgumentNullException.ThrowIfNull(metric);
        (Metric, Power, this.observed) = (metric, Guard.Positive(power), LabelGuard.Observed(metric, observed));
        powers = new Matrix<double>(metric.Count, observed.Length);
        for (int y = 0; y < powers.Rows; y++)
        {
            for (int i = 0; i < powers.Columns; i++)
            {
                powers[y, i] = Math.Pow(metric[y, observed[i]], Power);
            }
        }
    }

    /// <summary>The distances of all labels.</summary>
    public LabelMetric Metric { get; }

    /// <summary>The label of each column of the probabilities.</summary>
    public IReadOnlyList<int> Observed => observed;

    /// <summary>β.</summary>
    public double Power { get; }

    /// <summary>The mean distance, to the power β, from every label to what is probable.</summary>
    /// <param name="probabilities">The probabilities of the observed labels, [m, K]; not negative, finite.</param>
    /// <returns>[m, N].</returns>
    /// <exception cref="ArgumentException">
    /// The number of columns is not K, or a probability is negative or not finite.
    /// </exception>
    public Matrix<double> Scores(MatrixView<double> probabilities)
    {
        Guard.Length(probabilities.Columns, observed.Length, nameof(probabilities));
        Guard.AllFinite(probabilities, nameof(probabilities));
        var scores = new Matrix<double>(probabilities.Rows, Metric.Count);
        for (int row = 0; row < scores.Rows; row++)
        {
            ReadOnlySpan<double> p = probabilities.Row(row);
            foreach (double probability in p)
            {
                Guard.NonNegative(probability, nameof(probabilities));
            }

            for (int y = 0; y < scores.Columns; y++)
            {
                double sum = 0;
                ReadOnlySpan<double> d = powers.Row(y);
                for (int i = 0; i < d.Length; i++)
                {
                    sum += p[i] * d[i];
                }

                scores[row, y] = sum;
            }
        }

        return scores;
    }

    /// <summary>Decides for a label of the whole space.</summary>
    /// <param name="probabilities">The probabilities of the observed labels, [m, K]; not negative, finite.</param>
    /// <returns>A label in [0, N) for each row, [m].</returns>
    /// <exception cref="ArgumentException">
    /// The number of columns is not K, or a probability is negative or not finite.
    /// </exception>
    public int[] Predict(MatrixView<double> probabilities)
    {
        Matrix<double> scores = Scores(probabilities);
        int[] predicted = new int[scores.Rows];
        double[] own = new double[Metric.Count];
        for (int row = 0; row < predicted.Length; row++)
        {
            Array.Clear(own);
            for (int i = 0; i < observed.Length; i++)
            {
                own[observed[i]] = probabilities[row, i];
            }

            ReadOnlySpan<double> score = scores.Row(row);
            int best = 0;
            for (int y = 1; y < score.Length; y++)
            {
                bool nearer = score[y] < score[best] || (score[y] == score[best] && own[y] > own[best]);
                best = nearer ? y : best;
            }

            predicted[row] = best;
        }

        return predicted;
    }

    /// <summary>Decides from the probabilities of a classifier whose label numbers are labels of the space.</summary>
    /// <param name="classifier">A classifier with probabilities; its labels must be those that were observed.</param>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>A label in [0, N) for each query, [m].</returns>
    /// <exception cref="ArgumentException">
    /// The classifier knows no probabilities, or its labels are not the observed ones.
    /// </exception>
    public int[] Predict(IClassifier classifier, Points queries, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        int[] places = Array.ConvertAll(observed, label => classifier.Labels.ToList().IndexOf(label));
        if (classifier.Labels.Count != observed.Length || places.Contains(-1))
        {
            throw new ArgumentException(
                $"The classifier must know the labels {string.Join(", ", observed)} and no others, but it knows "
                + $"{string.Join(", ", classifier.Labels)}.", nameof(classifier));
        }

        Matrix<double> known = classifier.Probabilities(queries, options) ?? throw new ArgumentException(
            $"The classifier must have probabilities; {nameof(CalibratedClassifier)} gives them to any.",
            nameof(classifier));
        var ordered = new Matrix<double>(known.Rows, known.Columns);
        for (int row = 0; row < known.Rows; row++)
        {
            for (int i = 0; i < places.Length; i++)
            {
                ordered[row, i] = known[row, places[i]];
            }
        }

        return Predict(ordered);
    }

    /// <summary>Probabilities of all N labels: softmax of the negative scores over a temperature.</summary>
    /// <param name="probabilities">The probabilities of the observed labels, [m, K]; each row sums to 1.</param>
    /// <param name="temperature">T, positive, in the unit of a distance to the power β.</param>
    /// <returns>[m, N]; each row sums to 1.</returns>
    /// <exception cref="ArgumentException">
    /// The number of columns is not K, a probability is negative or not finite, or T is not positive.
    /// </exception>
    public Matrix<double> Spread(MatrixView<double> probabilities, double temperature = 1)
    {
        var scaling = new TemperatureScaling(temperature);
        Matrix<double> scores = Scores(probabilities);
        for (int row = 0; row < scores.Rows; row++)
        {
            foreach (ref double score in scores.Row(row))
            {
                score = -score;
            }

            scaling.Apply(scores.Row(row), scores.Row(row));
        }

        return scores;
    }
}
