using Gramian.Numerics;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Classification;

/// <summary>Evaluates E softmax(f) for normal f of k classes on a fixed set of points.</summary>
/// <remarks>
/// There is no closed form, and k dimensions are too many for a product rule. 1024 points of a Kronecker sequence,
/// mapped to normal deviates, are taken with both signs. They are the same for every query, so no chance is involved;
/// the error is below 2·10⁻³ for variances to 10 and a few classes. Probabilities sum to one because each softmax does.
/// </remarks>
[Paper("niederreiter1992random")]
internal sealed class NormalSoftmax
{
    private const int PointCount = 1024;
    private readonly int classes;
    private readonly double[] deviates;   // [points, k]

    public NormalSoftmax(int classes)
    {
        this.classes = classes;
        deviates = new double[PointCount * classes];

        // The powers of the root of g^(k+1) = g + 1 make steps that no small whole combination brings near 0.
        double root = 2;
        for (int i = 0; i < 60; i++)
        {
            root = Math.Pow(1 + root, 1.0 / (classes + 1));
        }

        for (int j = 0; j < classes; j++)
        {
            double step = Math.Pow(root, -(j + 1));
            for (int p = 0; p < PointCount; p++)
            {
                double u = 0.5 + ((p + 1) * step);
                deviates[(p * classes) + j] = SpecialFunctions.NormalQuantile(
                    Math.Clamp(u - Math.Floor(u), 1e-12, 1 - 1e-12));
            }
        }
    }

    /// <summary>Replaces values by their softmax and returns their log-sum-exp.</summary>
    public static double Apply(Span<double> values)
    {
        double largest = values[0];
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (ref double value in values)
        {
            value = Math.Exp(value - largest);
            sum += value;
        }

        foreach (ref double value in values)
        {
            value /= sum;
        }

        return largest + Math.Log(sum);
    }

    /// <summary>The expected probabilities.</summary>
    /// <param name="mean">The means, [k].</param>
    /// <param name="covariance">The covariance row by row, [k k].</param>
    /// <param name="probabilities">Receives the probabilities, [k].</param>
    public void Expect(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance, Span<double> probabilities)
    {
        double[] root = Root(covariance);
        Span<double> shift = new double[classes];
        Span<double> values = new double[classes];
        probabilities.Clear();
        for (int p = 0; p < PointCount; p++)
        {
            ReadOnlySpan<double> point = deviates.AsSpan(p * classes, classes);
            for (int c = 0; c < classes; c++)
            {
                shift[c] = 0;
                for (int e = 0; e <= c; e++)
                {
                    shift[c] += root[(c * classes) + e] * point[e];
                }
            }

            for (int sign = -1; sign <= 1; sign += 2)
            {
                for (int c = 0; c < classes; c++)
                {
                    values[c] = mean[c] + (sign * shift[c]);
                }

                Apply(values);
                for (int c = 0; c < classes; c++)
                {
                    probabilities[c] += values[c] / (2 * PointCount);
                }
            }
        }
    }

    /// <summary>The averaged probabilities of independent latent functions, exact to 10⁻¹² for two of them.</summary>
    public static Matrix<double> Average(LatentPrediction latent, ComputeOptions? options)
    {
        int k = latent.Means.Columns;
        var probabilities = new Matrix<double>(latent.Means.Rows, k);
        NormalSoftmax? softmax = k == 2 ? null : new NormalSoftmax(k);
        WorkerTeam.Run(latent.Means.Rows, Fill, options);
        return probabilities;

        void Fill(int i)
        {
            ReadOnlySpan<double> mean = latent.Means.Row(i);
            ReadOnlySpan<double> variance = latent.Variances.Row(i);
            Span<double> row = probabilities.Row(i);
            if (softmax is null)
            {
                row[0] = LogisticNormal.Mean(mean[0] - mean[1], variance[0] + variance[1]);
                row[1] = LogisticNormal.Mean(mean[1] - mean[0], variance[0] + variance[1]);
                return;
            }

            Span<double> covariance = new double[k * k];
            for (int c = 0; c < k; c++)
            {
                covariance[(c * k) + c] = variance[c];
            }

            softmax.Expect(mean, covariance, row);
        }
    }

    // A lower root of a covariance that may be singular: a pivot that is rounding makes a column of zeros.
    private double[] Root(ReadOnlySpan<double> covariance)
    {
        int k = classes;
        var root = new double[k * k];
        for (int j = 0; j < k; j++)
        {
            double pivot = covariance[(j * k) + j];
            for (int e = 0; e < j; e++)
            {
                pivot -= root[(j * k) + e] * root[(j * k) + e];
            }

            if (!(pivot > 1e-12 * covariance[(j * k) + j]))
            {
                continue;
            }

            root[(j * k) + j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < k; i++)
            {
                double value = covariance[(i * k) + j];
                for (int e = 0; e < j; e++)
                {
                    value -= root[(i * k) + e] * root[(j * k) + e];
                }

                root[(i * k) + j] = value / root[(j * k) + j];
            }
        }

        return root;
    }
}
