using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Dependence;

/// <summary>HSIC, and the gamma law that n HSIC has under independence by its mean and variance.</summary>
[Paper("gretton2008independence", Where = "theorems 3 and 4, eq. 9")]
internal sealed record GammaNull(double Statistic, double Shape, double Scale, int Count)
{
    private const int Band = 64;

    /// <summary>The probability of a statistic at least as large.</summary>
    public double PValue => Statistic > 0
        ? Math.Max(double.Epsilon, SpecialFunctions.GammaUpperRegularized(Shape, Count * Statistic / Scale))
        : 1;

    /// <summary>Takes the moments in two passes over the pairs, a band of rows at a time.</summary>
    public static GammaNull Of(Kernel k, Kernel l, Points first, Points second, ComputeOptions options)
    {
        int n = first.Count;
        int bands = (n + Band - 1) / Band;
        var (x, y) = (new Half(k, first, options), new Half(l, second, options));
        using var sums = new Matrix<double>(bands, 2);
        ComputeOptions inner = options with { Threads = 1 };
        WorkerTeam.Run(bands, band => AddBand(x, y, band * Band, sums.Row(band), inner), options);
        options.CancellationToken.ThrowIfCancellationRequested();
        (double trace, double squares) = (0, 0);
        for (int band = 0; band < bands; band++)
        {
            trace += sums[band, 0];
            squares += sums[band, 1];
        }

        double m = n;
        double mean = (x.Level - x.Outside) * (y.Level - y.Outside) / m;
        double variance = 2 * (m - 4) * (m - 5) / (m * (m - 1) * (m - 2) * (m - 3)) * squares / (m * (m - 1));
        return new GammaNull(trace / (m * m), mean * mean / variance, variance * m / mean, n);
    }

    private static void AddBand(Half x, Half y, int start, Span<double> sums, ComputeOptions options)
    {
        int rows = Math.Min(Band, x.Points.Count - start);
        using Matrix<double> first = x.Centred(start, rows, options);
        using Matrix<double> second = y.Centred(start, rows, options);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> a = first.Row(i);
            ReadOnlySpan<double> b = second.Row(i);
            for (int j = 0; j < a.Length; j++)
            {
                double product = a[j] * b[j];
                sums[0] += product;
                sums[1] += j == start + i ? 0 : product * product;
            }
        }
    }

    // One measurement's Gram matrix: its means, and centred bands of it.
    private sealed class Half
    {
        private readonly Kernel kernel;
        private readonly double[] means;
        private readonly double[] diagonal;
        private readonly double mean;

        public Half(Kernel kernel, Points points, ComputeOptions options)
        {
            (this.kernel, Points) = (kernel, points);
            int n = points.Count;
            double[] weights = new double[n];
            means = new double[n];
            diagonal = new double[n];
            Array.Fill(weights, 1.0 / n);
            kernel.Gram(points).Apply(weights, means, options);
            kernel.FillDiagonal(points, diagonal);
            mean = VectorOps.Sum<double>(means) / n;
            Level = VectorOps.Sum<double>(diagonal) / n;
            Outside = ((mean * n) - Level) / (n - 1);
        }

        public Points Points { get; }

        /// <summary>The mean of k(x, x).</summary>
        public double Level { get; }

        /// <summary>The mean of k(x, x′) over two items.</summary>
        public double Outside { get; }

        public Matrix<double> Centred(int start, int rows, ComputeOptions options)
        {
            Points band = Points.Select([.. Enumerable.Range(start, rows)]);
            Matrix<double> values = kernel.CrossMatrix(band, Points, options);
            for (int i = 0; i < rows; i++)
            {
                Span<double> row = values.Row(i);
                row[start + i] = diagonal[start + i];
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += mean - means[start + i] - means[j];
                }
            }

            return values;
        }
    }
}
