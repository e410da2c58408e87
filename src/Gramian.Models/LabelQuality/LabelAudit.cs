using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Models.LabelQuality;

/// <summary>Represents how labels are checked against those of the most similar rows. Immutable.</summary>
/// <remarks>
/// The credibility of row i is c = Σⱼ sᵢⱼ 1[yⱼ = yᵢ] / Σⱼ sᵢⱼ over its k most similar other rows, with s the kernel:
/// 1 where all of them agree, 0 where none does. O(n² d) time, O(n k) numbers.
/// </remarks>
/// <param name="Kernel">How similar two rows are; not negative.</param>
[Paper("shu2022reannotators")]
public sealed record LabelAudit(Kernel Kernel)
{
    /// <summary>k, at least 1; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Neighbours { get; init => field = Guard.AtLeast(value, 1, nameof(Neighbours)); } = 10;

    /// <summary>
    /// Whether similarities to a class are divided by its number of rows, so that a rare class is not doubted for being
    /// rare; false by default.
    /// </summary>
    public bool CorrectsForFrequency { get; init; }

    /// <summary>
    /// How often credibilities are found; from the second round on a neighbour counts as much as it was credible. 1 by
    /// default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Rounds { get; init => field = Guard.AtLeast(value, 1, nameof(Rounds)); } = 1;

    /// <summary>Makes the audit whose similarity is exp(cos/T) of rows scaled to length 1.</summary>
    /// <param name="temperature">T, positive; 0.1 by default.</param>
    /// <remarks>On the sphere that is a Gaussian kernel of lengthscale √T, but for a factor that cancels.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">T is not positive.</exception>
    public static LabelAudit OfDirections(double temperature = 0.1) =>
        new(new Rbf(Math.Sqrt(Guard.Positive(temperature))));

    /// <summary>Scales every row to length 1.</summary>
    /// <param name="embeddings">The rows, none of them zero.</param>
    /// <exception cref="ArgumentException">A row is zero.</exception>
    public static Points Directions(Points embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        Matrix<double> values = embeddings.Values.ToMatrix();
        for (int i = 0; i < values.Rows; i++)
        {
            Span<double> row = values.Row(i);
            double squares = 0;
            foreach (double value in row)
            {
                squares += value * value;
            }

            if (squares == 0)
            {
                throw new ArgumentException($"A zero row has no direction, but row {i} is one.", nameof(embeddings));
            }

            foreach (ref double value in row)
            {
                value /= Math.Sqrt(squares);
            }
        }

        return new Points(values);
    }

    /// <summary>Finds the credibility of every label.</summary>
    /// <param name="embeddings">The n rows; borrowed by the result.</param>
    /// <param name="labels">The label of each row, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, there are fewer than two rows, a label is not finite, or the kernel is negative.
    /// </exception>
    public AuditedLabels Audit(Points embeddings, ReadOnlySpan<double> labels, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        Guard.AtLeast(embeddings.Count, 2, nameof(embeddings));
        Guard.Length(labels.Length, embeddings.Count, nameof(labels));
        Guard.AllFinite(labels, nameof(labels));
        double[] given = labels.ToArray();
        RowMatches similar = Kernel.Resolve(embeddings.Dimension).Reduce(embeddings, PairExclusion.Self)
            .Largest(Neighbours, options);
        Dictionary<double, int> counts = given.CountBy(label => label).ToDictionary();
        double[] trust = new double[given.Length];
        Array.Fill(trust, 1);
        for (int round = 0; round < Rounds; round++)
        {
            trust = Credibility(similar, given, counts, trust);
        }

        return new AuditedLabels(embeddings, given, trust);
    }

    private double[] Credibility(
        RowMatches similar, double[] given, Dictionary<double, int> counts, double[] trust)
    {
        double[] found = new double[given.Length];
        for (int i = 0; i < found.Length; i++)
        {
            ReadOnlySpan<int> columns = similar.Columns(i);
            ReadOnlySpan<double> values = similar.Values(i);
            (double agreeing, double all) = (0, 0);
            for (int k = 0; k < columns.Length; k++)
            {
                int j = columns[k];
                if (values[k] < 0)
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"A similarity may not be negative, but that of rows {i} and {j} is {values[k]}."));
                }

                double weight = values[k] * trust[j] / (CorrectsForFrequency ? counts[given[j]] : 1);
                all += weight;
                agreeing += given[j] == given[i] ? weight : 0;
            }

            // Where every similarity is zero nothing is known: neither for the label nor against it.
            found[i] = all > 0 ? agreeing / all : 0.5;
        }

        return found;
    }
}
