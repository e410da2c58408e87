using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Cli.Bench;

/// <summary>W1: sums of kernels, outᵢ = Σⱼ k(xᵢ, yⱼ) bⱼ, of 20 000 and 100 000 points on each side.</summary>
internal sealed class SumWorkload : IWorkload
{
    private const int References = 50;   // rows whose sums are made again, one pair after the other
    private static readonly int[] Sizes = [20_000, 100_000];
    private static readonly int[] Dimensions = [3, 10, 100];

    public string Name => "W1";

    public void Run(BenchRun bench)
    {
        LimitLines.Print(bench);
        foreach (int n in bench.Quick ? Sizes[..1] : Sizes)
        {
            foreach (int d in Dimensions)
            {
                foreach (int vectors in new[] { 1, 16 })
                {
                    Cross(bench, n, d, vectors, Precision.Double, "", Rbf(d));
                    Cross(bench, n, d, vectors, Precision.Single, "", Rbf(d));
                }
            }
        }

        foreach (int d in Dimensions)
        {
            Kernel matern = new Matern52(Math.Sqrt(d / 6.0));
            Cross(bench, Sizes[0], d, 1, Precision.Double, ":matern52", matern);
            Cross(bench, Sizes[0], d, 1, Precision.Double, ":sum", Rbf(d) + matern);
            Cross(bench, Sizes[0], d, 1, Precision.Double, ":product", Rbf(d) * matern);
            Symmetric(bench, Sizes[0], d, 1);
            Symmetric(bench, Sizes[0], d, 16);
        }
    }

    // exp(−3/d ‖x − y‖²).
    private static Kernel Rbf(int dimension) => Gramian.Kernels.Stationary.Rbf.FromGamma(3.0 / dimension);

    private static void Cross(
        BenchRun bench, int n, int d, int vectors, Precision precision, string suffix, Kernel kernel)
    {
        string type = precision == Precision.Double ? "f64" : "f32";
        if (bench.Wants(FormattableString.Invariant($"n{n}-d{d}-r{vectors}-{type}{suffix}")))
        {
            Points rows = Uniform(1, n, d, precision);
            Points columns = Uniform(2, n, d, precision);
            Measure(bench, kernel.Cross(rows, columns, precision), kernel, rows, columns, vectors, type, suffix);
        }
    }

    private static void Symmetric(BenchRun bench, int n, int d, int vectors)
    {
        if (bench.Wants(FormattableString.Invariant($"n{n}-d{d}-r{vectors}-f64:symmetric")))
        {
            Points points = Uniform(1, n, d, Precision.Double);
            Measure(bench, Rbf(d).Gram(points), Rbf(d), points, points, vectors, "f64", ":symmetric");
        }
    }

    private static void Measure(
        BenchRun bench,
        LinearOperator sums,
        Kernel kernel,
        Points rows,
        Points columns,
        int vectors,
        string type,
        string suffix)
    {
        using Matrix<double> input = WorkloadRandom.UniformMatrix(3, columns.Count, vectors);
        using var output = new Matrix<double>(rows.Count, vectors);
        for (int j = 0; j < input.Rows; j++)
        {
            foreach (ref double value in input.Row(j))
            {
                value = type == "f32" ? (float)((2 * value) - 1) : (2 * value) - 1;
            }
        }

        bench.Measure(
            new Measurement("W1", $"gramian{suffix}", rows.Count, rows.Dimension, type, Repeats: 7),
            () => sums.Apply(input, output, bench.Compute),
            reset: null,
            seconds => new JsonObject
            {
                ["rhs"] = vectors,
                ["m"] = columns.Count,
                ["gpairs_per_s"] = Json.Number((double)rows.Count * columns.Count / seconds * 1e-9),
                ["accumulation"] = "f64",
                ["max_rel_err"] = Json.Number(ErrorOf(output, kernel, rows, columns, input)),
            });
    }

    // Of rows spread over all of them, from values of single pairs added in twice the working precision.
    private static double ErrorOf(
        Matrix<double> output, Kernel kernel, Points rows, Points columns, Matrix<double> input)
    {
        double worst = 0;
        double largest = 0;
        for (int s = 0; s < References; s++)
        {
            int row = (int)((long)s * (rows.Count - 1) / (References - 1));
            var dots = new ExactDot[input.Columns];
            for (int j = 0; j < columns.Count; j++)
            {
                double value = kernel.Evaluate(rows.Values.Row(row), columns.Values.Row(j));
                for (int k = 0; k < dots.Length; k++)
                {
                    dots[k].Add(value, input[j, k]);
                }
            }

            for (int k = 0; k < dots.Length; k++)
            {
                worst = Math.Max(worst, Math.Abs(dots[k].Sum - output[row, k]));
                largest = Math.Max(largest, Math.Abs(dots[k].Sum));
            }
        }

        return worst / largest;
    }

    private static Points Uniform(ulong seed, int n, int d, Precision precision)
    {
        Matrix<double> values = WorkloadRandom.UniformMatrix(seed, n, d);
        for (int i = 0; precision == Precision.Single && i < n; i++)
        {
            foreach (ref double value in values.Row(i))
            {
                value = (float)value;
            }
        }

        return new Points(values);
    }
}
