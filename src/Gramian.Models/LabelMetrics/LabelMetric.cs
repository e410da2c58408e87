using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.LabelMetrics;

/// <summary>
/// Represents how far apart the N labels of a space are: [N, N], symmetric, zero on the diagonal. Immutable.
/// </summary>
/// <remarks>Labels are numbered from 0. It holds N² numbers; shortest paths take Θ(N³) time.</remarks>
[Paper("roberts2023geometry")]
public sealed class LabelMetric
{
    private readonly Matrix<double> distances;  // [N, N]

    private LabelMetric(Matrix<double> distances) => this.distances = distances;

    /// <summary>N.</summary>
    public int Count => distances.Rows;

    /// <summary>The distance of two labels.</summary>
    /// <param name="one">A label, in [0, N).</param>
    /// <param name="other">A label, in [0, N).</param>
    public double this[int one, int other] => distances[one, other];

    /// <summary>Takes distances as they are; the triangle inequality is not asked for.</summary>
    /// <param name="distances">Distances, [N, N]; copied.</param>
    /// <exception cref="ArgumentException">
    /// The matrix is empty, not square or not symmetric, a distance is negative or not finite, or the diagonal is not
    /// zero.
    /// </exception>
    public static LabelMetric FromDistances(MatrixView<double> distances)
    {
        Guard.AtLeast(distances.Rows, 1, nameof(distances));
        Guard.Length(distances.Columns, distances.Rows, nameof(distances));
        Guard.AllFinite(distances, nameof(distances));
        for (int i = 0; i < distances.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double distance = distances[i, j];
                if (distance != distances[j, i] || distance < 0 || (i == j && distance != 0))
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"Distances must be symmetric, not negative, and zero from a label to itself, ")
                        + FormattableString.Invariant(
                        $"but those of labels {i} and {j} were {distance} and {distances[j, i]}."), nameof(distances));
                }
            }
        }

        return new LabelMetric(distances.ToMatrix());
    }

    /// <summary>The labels 0, 1, …, N − 1 on a line, one apart: grades, ages, stars.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public static LabelMetric Path(int count) => Grid(count);

    /// <summary>The cells of a grid, the last side running fastest, with distances along its sides.</summary>
    /// <param name="sides">The number of cells along each side, each at least 1.</param>
    /// <exception cref="ArgumentException">There is no side, or one is less than 1.</exception>
    public static LabelMetric Grid(params ReadOnlySpan<int> sides)
    {
        Guard.AtLeast(sides.Length, 1, nameof(sides));
        int count = 1;
        foreach (int side in sides)
        {
            count = checked(count * Guard.AtLeast(side, 1, nameof(sides)));
        }

        int[] lengths = sides.ToArray();
        return Of(count, (i, j) =>
        {
            int sum = 0;
            for (int s = lengths.Length - 1; s >= 0; s--)
            {
                sum += Math.Abs((i % lengths[s]) - (j % lengths[s]));
                (i, j) = (i / lengths[s], j / lengths[s]);
            }

            return sum;
        });
    }

    /// <summary>All labels one apart: with it every decision is the most probable label.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public static LabelMetric Discrete(int count) => Of(Guard.AtLeast(count, 1), (i, j) => i == j ? 0 : 1);

    /// <summary>The nodes of a tree, with the length of the path between them.</summary>
    /// <param name="parents">The parent of each node; −1 for the one root.</param>
    /// <param name="lengths">The length of the edge to the parent, positive, [N]; empty for 1. The root's is not
    /// read.</param>
    /// <exception cref="ArgumentException">
    /// There is not one root, a parent is no node, there is a cycle, or a length is not positive.
    /// </exception>
    public static LabelMetric Tree(ReadOnlySpan<int> parents, ReadOnlySpan<double> lengths = default)
    {
        var edges = new List<(int, int, double)>();
        int roots = 0;
        for (int i = 0; i < parents.Length; i++)
        {
            if (parents[i] == -1)
            {
                roots++;
                continue;
            }

            Guard.InRange(parents[i], 0, parents.Length - 1, nameof(parents));
            edges.Add((i, parents[i], lengths.IsEmpty ? 1 : lengths[i]));
        }

        return roots == 1
            ? Graph(parents.Length, edges)
            : throw new ArgumentException($"A tree has one root, whose parent is -1, but there were {roots}.",
                nameof(parents));
    }

    /// <summary>The nodes of a graph, with the length of the shortest path between them.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <param name="edges">Pairs of nodes with a length, positive and finite.</param>
    /// <exception cref="ArgumentException">
    /// An end is no node, a length is not positive, or the graph is not connected.
    /// </exception>
    public static LabelMetric Graph(int count, IEnumerable<(int One, int Other, double Length)> edges)
    {
        Guard.AtLeast(count, 1);
        ArgumentNullException.ThrowIfNull(edges);
        var d = new Matrix<double>(count, count);
        d.View.Fill(double.PositiveInfinity);
        for (int i = 0; i < count; i++)
        {
            d[i, i] = 0;
        }

        foreach ((int one, int other, double length) in edges)
        {
            int i = (int)Guard.InRange(one, 0, count - 1, nameof(edges));
            int j = (int)Guard.InRange(other, 0, count - 1, nameof(edges));
            d[i, j] = d[j, i] = Math.Min(d[i, j], Guard.Positive(length, nameof(edges)));
        }

        for (int via = 0; via < count; via++)
        {
            for (int i = 0; i < count; i++)
            {
                double half = d[i, via];
                for (int j = 0; half < double.PositiveInfinity && j < count; j++)
                {
                    d[i, j] = Math.Min(d[i, j], half + d[via, j]);
                }
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (double.IsPositiveInfinity(d[0, i]))
            {
                throw new ArgumentException($"The graph must be connected, but no path leads from node 0 to {i}.",
                    nameof(edges));
            }
        }

        return new LabelMetric(d);
    }

    /// <summary>Labels as points, with the straight distance between them.</summary>
    /// <param name="embedding">The point of each label, [N, d].</param>
    public static LabelMetric Euclidean(Points embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        return Of(embedding.Count, (i, j) =>
        {
            double sum = 0;
            for (int c = 0; c < embedding.Dimension; c++)
            {
                double difference = embedding.Values[i, c] - embedding.Values[j, c];
                sum += difference * difference;
            }

            return Math.Sqrt(sum);
        });
    }

    /// <summary>Labels as directions, with 1 − cos of the angle between them.</summary>
    /// <param name="embedding">The vector of each label, [N, d]; none of them zero.</param>
    /// <exception cref="ArgumentException">A vector is zero.</exception>
    public static LabelMetric Cosine(Points embedding)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        double[] norms = new double[embedding.Count];
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = Math.Sqrt(Dot(embedding, i, i));
            if (norms[i] == 0)
            {
                throw new ArgumentException($"A zero vector has no direction, but row {i} is one.", nameof(embedding));
            }
        }

        return Of(norms.Length, (i, j) => i == j
            ? 0
            : Math.Max(0, 1 - (Dot(embedding, i, j) / (norms[i] * norms[j]))));
    }

    private static double Dot(Points points, int i, int j)
    {
        double sum = 0;
        for (int c = 0; c < points.Dimension; c++)
        {
            sum += points.Values[i, c] * points.Values[j, c];
        }

        return sum;
    }

    private static LabelMetric Of(int count, Func<int, int, double> distance)
    {
        var distances = new Matrix<double>(count, count);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                distances[i, j] = distances[j, i] = distance(i, j);
            }
        }

        return new LabelMetric(distances);
    }
}
