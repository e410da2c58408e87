using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Dependence;

/// <summary>Measures how far mass must be carried to turn one sample into another.</summary>
[Paper("bonneel2015sliced")]
public static class Wasserstein
{
    /// <summary>W₁ of two samples on a line, ∫ |F⁻¹ − G⁻¹|, exactly; rows of a sample weigh alike.</summary>
    /// <param name="one">A sample, [n]; at least 1, finite.</param>
    /// <param name="other">A sample, [m]; at least 1, finite.</param>
    /// <exception cref="ArgumentException">A sample is empty, or an element is not finite.</exception>
    public static double Exact(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        Guard.AtLeast(one.Length, 1, nameof(one));
        Guard.AtLeast(other.Length, 1, nameof(other));
        Guard.AllFinite(one, nameof(one));
        Guard.AllFinite(other, nameof(other));
        double[] a = one.ToArray();
        double[] b = other.ToArray();
        Array.Sort(a);
        Array.Sort(b);
        return OfSorted(a, b);
    }

    /// <summary>
    /// W₁ of each coordinate, in units of the standard deviation of both samples together: where two samples differ.
    /// </summary>
    /// <param name="one">A sample, [n, d]; at least 1 row.</param>
    /// <param name="other">A sample, [m, d]; at least 1 row.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>[d]; 0 for a coordinate that does not vary.</returns>
    /// <exception cref="ArgumentException">A sample is empty, or the dimensions differ.</exception>
    public static double[] ByCoordinate(Points one, Points other, ComputeOptions? options = null)
    {
        Check(one, other);
        double[] distances = new double[one.Dimension];
        WorkerTeam.Run(distances.Length, c =>
        {
            double[] a = Column(one, c);
            double[] b = Column(other, c);
            double deviation = PooledDeviation(a, b);
            distances[c] = deviation > 0 ? OfSorted(a, b) / deviation : 0;
        }, options);
        options?.CancellationToken.ThrowIfCancellationRequested();
        return distances;
    }

    /// <summary>The mean of W₁ over random directions, along which the samples are projected.</summary>
    /// <param name="one">A sample, [n, d]; at least 1 row.</param>
    /// <param name="other">A sample, [m, d]; at least 1 row.</param>
    /// <param name="directions">The number of directions, at least 1.</param>
    /// <param name="seed">Draws the directions; the same seed gives the same ones in the same dimension.</param>
    /// <exception cref="ArgumentException">A sample is empty, or the dimensions differ.</exception>
    public static double Sliced(Points one, Points other, int directions = 100, ulong seed = 0)
    {
        Check(one, other);
        Guard.AtLeast(directions, 1);
        var random = new RandomStream(seed);
        double[] direction = new double[one.Dimension];
        double sum = 0;
        for (int i = 0; i < directions; i++)
        {
            double length;
            do
            {
                random.FillNormal(direction);
                length = Math.Sqrt(direction.Sum(value => value * value));
            }
            while (length == 0);

            sum += OfSorted(Projected(one, direction, length), Projected(other, direction, length));
        }

        return sum / directions;
    }

    private static void Check(Points one, Points other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        Guard.Length(other.Dimension, one.Dimension, nameof(other));
        Guard.AtLeast(one.Count, 1, nameof(one));
        Guard.AtLeast(other.Count, 1, nameof(other));
    }

    private static double[] Column(Points points, int coordinate)
    {
        double[] values = new double[points.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = points.Values[i, coordinate];
        }

        Array.Sort(values);
        return values;
    }

    private static double PooledDeviation(double[] a, double[] b)
    {
        // Over the largest size, so that squares stay within range.
        double largest = Math.Max(Math.Max(-a[0], a[^1]), Math.Max(-b[0], b[^1]));
        if (!(largest > 0))
        {
            return 0;
        }

        double count = (double)a.Length + b.Length;
        double mean = (a.Sum(value => value / largest) + b.Sum(value => value / largest)) / count;
        double Squares(double[] values) => values.Sum(value => Math.Pow((value / largest) - mean, 2));
        return largest * Math.Sqrt((Squares(a) + Squares(b)) / Math.Max(1, count - 1));
    }

    private static double[] Projected(Points points, double[] direction, double length)
    {
        double[] values = new double[points.Count];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<double> row = points.Values.Row(i);
            double sum = 0;
            for (int c = 0; c < row.Length; c++)
            {
                sum += row[c] * direction[c];
            }

            values[i] = sum / length;
        }

        Array.Sort(values);
        return values;
    }

    // Walks along both quantile functions, whose steps are 1/n and 1/m wide; places are whole numbers of 1/(n m).
    private static double OfSorted(double[] a, double[] b)
    {
        double sum = 0;
        long total = (long)a.Length * b.Length;
        long place = 0;
        for (int i = 0, j = 0; place < total;)
        {
            long next = Math.Min((i + 1L) * b.Length, (j + 1L) * a.Length);
            sum += (next - place) * Math.Abs(a[i] - b[j]);
            place = next;
            i += place == (i + 1L) * b.Length ? 1 : 0;
            j += place == (j + 1L) * a.Length ? 1 : 0;
        }

        return sum / total;
    }
}
