using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Densities;

/// <summary>What the terms of the sums are like at points that are left out.</summary>
/// <param name="EffectiveNumber">The median of (Σ w)²/Σ w².</param>
/// <param name="Participation">The mean of Σ w²/(Σ w)².</param>
/// <param name="LargestShare">The mean of max w/Σ w.</param>
/// <param name="HillIndex">The index of the tail of w; NaN when there are too few terms.</param>
internal sealed record DensityTerms(
    double EffectiveNumber, double Participation, double LargestShare, double HillIndex)
{
    // Deeper in the tail the index is that of the limit; a few thousand terms at a finite size bend soon.
    private const int TailTerms = 3;

    // Of which the tail is a tenth; the largest of few terms are no tail.
    private const int FewestTerms = 30;
    private const int Band = 16;

    // Of the sum of three exponential draws.
    private const double MedianOverMean = 2.674060313724 / 3;

    /// <summary>Looks at the terms of all other points at some of the points.</summary>
    /// <param name="density">The density; the places that fold to a point are left out.</param>
    /// <param name="rows">The points that are left out, one at a time.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public static DensityTerms At(FittedKernelDensity density, int[] rows, ComputeOptions? options)
    {
        var seen = new Row[rows.Length];
        WorkerTeam.Run((rows.Length + Band - 1) / Band, block =>
        {
            int width = (density.Points.Count + Tile.Width - 1) / Tile.Width * Tile.Width;
            (Matrix<double> logs, Matrix<double> part) = (new Matrix<double>(1, width), new Matrix<double>(1, width));
            for (int k = block * Band; k < Math.Min(rows.Length, (block + 1) * Band); k++)
            {
                Fill(density, rows[k], logs, part);
                seen[k] = Row.Of(logs.Row(0)[..density.Points.Count]);
            }
        }, options);
        double[] effective = [.. seen.Select(row => row.Effective).Order()];
        Row[] full = [.. seen.Where(row => row.Effective > 0)];
        return new DensityTerms(
            effective[effective.Length / 2],
            full.Length == 0 ? double.NaN : full.Average(row => 1 / row.Effective),
            full.Length == 0 ? double.NaN : full.Average(row => row.Largest),
            Index(seen, density.Points.Count - 1));
    }

    /// <summary>The logarithm of the sum at a point without itself.</summary>
    public static double LogSum(FittedKernelDensity density, int row)
    {
        int width = (density.Points.Count + Tile.Width - 1) / Tile.Width * Tile.Width;
        var logs = new Matrix<double>(1, width);
        Fill(density, row, logs, new Matrix<double>(1, width));
        ReadOnlySpan<double> terms = logs.Row(0)[..density.Points.Count];
        double largest = double.NegativeInfinity;
        foreach (double log in terms)
        {
            largest = Math.Max(largest, log);
        }

        double sum = 0;
        foreach (double log in terms)
        {
            sum += double.IsNegativeInfinity(largest) ? 0 : Math.Exp(log - largest);
        }

        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(sum);
    }

    private static double Index(Row[] seen, int terms)
    {
        double[] gaps = [.. seen.Select(row => row.Gap).Where(double.IsFinite).Order()];
        if (terms < FewestTerms)
        {
            return double.NaN;
        }

        // A compact profile that reaches less than a handful of points has no tail: it has condensed.
        // The median is that of typical points; a mean would speak of those far out.
        return 2 * gaps.Length < seen.Length ? 0 : MedianOverMean / gaps[gaps.Length / 2];
    }

    // ln(w K) of every point at one of them, −∞ at itself.
    private static void Fill(FittedKernelDensity density, int row, Matrix<double> logs, Matrix<double> part)
    {
        DensityProfile profile = density.Profile;
        MatrixView<double> points = density.Sums.Points.Values;
        bool whole = !profile.IsProduct || profile == DensityProfile.Gaussian;
        int parts = whole ? 1 : density.Dimension;
        int size = density.Dimension / parts;
        Span<double> sums = logs.Row(0);
        for (int p = 0; p < parts; p++)
        {
            Span<double> squares = p == 0 ? sums : part.Row(0);
            squares.Clear();
            ReadOnlySpan<double> centre = points.Row(row).Slice(p * size, size);
            for (int j = 0; j < points.Rows; j++)
            {
                ReadOnlySpan<double> other = points.Row(j).Slice(p * size, size);
                double square = 0;
                for (int c = 0; c < centre.Length; c++)
                {
                    double step = other[c] - centre[c];
                    square += step * step;
                }

                double factor = density.Factors.Length > 0 ? density.Factors[j] : 1;
                squares[j] = square / (factor * factor);
            }

            profile.MapLogarithm(1, p == 0 ? logs.View : part.View);
            for (int j = 0; p > 0 && j < points.Rows; j++)
            {
                sums[j] += squares[j];
            }
        }

        for (int j = 0; j < points.Rows; j++)
        {
            sums[j] += Math.Log(density.Weights[j])
                - (density.Factors.Length > 0 ? density.Dimension * Math.Log(density.Factors[j]) : 0);
        }

        sums[row] = double.NegativeInfinity;
    }

    private readonly record struct Row(double Effective, double Largest, double Gap)
    {
        public static Row Of(ReadOnlySpan<double> logs)
        {
            // The largest terms, those of points at one distance once: repeated points are no tail.
            Span<double> top = stackalloc double[TailTerms + 1];
            top.Fill(double.NegativeInfinity);
            foreach (double log in logs)
            {
                if (log > top[^1] && top.IndexOf(log) < 0)
                {
                    int place = TailTerms;
                    while (place > 0 && top[place - 1] < log)
                    {
                        top[place] = top[place - 1];
                        place--;
                    }

                    top[place] = log;
                }
            }

            if (double.IsNegativeInfinity(top[0]))
            {
                return new Row(0, double.NaN, double.NaN);
            }

            (double sum, double squares) = (0, 0);
            foreach (double log in logs)
            {
                double term = Math.Exp(log - top[0]);
                sum += term;
                squares += term * term;
            }

            double gap = 0;
            foreach (double log in top[..^1])
            {
                gap += (log - top[^1]) / TailTerms;
            }

            return new Row(sum * sum / squares, 1 / sum, gap);
        }
    }
}
