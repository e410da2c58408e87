using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Makes probabilities of k classes from those of each pair.</summary>
[Paper("wu2004probability")]
public static class PairwiseCoupling
{
    private const double Tolerance = 0.005;

    /// <summary>Minimises Σᵢ Σⱼ (rⱼᵢ pᵢ − rᵢⱼ pⱼ)² over the probabilities p.</summary>
    /// <param name="pairs">rᵢⱼ, the probability of class i among classes i and j, [k, k]; the diagonal is not
    /// read.</param>
    /// <param name="probabilities">Receives p, [k], which sums to 1.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Solve(MatrixView<double> pairs, Span<double> probabilities)
    {
        int k = probabilities.Length;
        Guard.AtLeast(k, 1, nameof(probabilities));
        Guard.Length(pairs.Rows, k, nameof(pairs));
        Guard.Length(pairs.Columns, k, nameof(pairs));
        var q = new double[k, k];
        double[] qp = new double[k];
        for (int i = 0; i < k; i++)
        {
            probabilities[i] = 1.0 / k;
            for (int j = 0; j < k; j++)
            {
                if (j != i)
                {
                    q[i, i] += pairs[j, i] * pairs[j, i];
                    q[i, j] = -pairs[j, i] * pairs[i, j];
                }
            }
        }

        for (int iteration = 0; iteration < Math.Max(100, k); iteration++)
        {
            double total = Multiply(q, probabilities, qp);
            double error = 0;
            foreach (double value in qp)
            {
                error = Math.Max(error, Math.Abs(value - total));
            }

            if (error < Tolerance / k)
            {
                break;
            }

            Sweep(q, qp, probabilities, total);
        }
    }

    // Returns pᵀQp.
    private static double Multiply(double[,] q, ReadOnlySpan<double> p, double[] qp)
    {
        double total = 0;
        for (int i = 0; i < p.Length; i++)
        {
            qp[i] = 0;
            for (int j = 0; j < p.Length; j++)
            {
                qp[i] += q[i, j] * p[j];
            }

            total += p[i] * qp[i];
        }

        return total;
    }

    // One coordinate after the other, normalised at once.
    private static void Sweep(double[,] q, double[] qp, Span<double> p, double total)
    {
        for (int i = 0; i < p.Length; i++)
        {
            double change = (-qp[i] + total) / q[i, i];
            p[i] += change;
            total = (total + (change * ((change * q[i, i]) + (2 * qp[i])))) / (1 + change) / (1 + change);
            for (int j = 0; j < p.Length; j++)
            {
                qp[j] = (qp[j] + (change * q[i, j])) / (1 + change);
                p[j] /= 1 + change;
            }
        }
    }
}
