using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Cli.Bench;

/// <summary>W2: an exact Gaussian process on eight inputs: one evaluation of the likelihood, and a full fit.</summary>
internal sealed class GaussianProcessWorkload : IWorkload
{
    private const int Dimension = 8;
    private const double Lengthscale = 0.7;
    private const double NoiseVariance = 0.1;
    private const int FitIterations = 50;
    private const int LargestFit = 3000;

    public string Name => "W2";

    public void Run(BenchRun bench)
    {
        LimitLines.Print(bench);
        foreach (GaussianProcessReference reference in GaussianProcessReference.All)
        {
            int n = reference.Rows;
            if (!bench.Wants(FormattableString.Invariant($"n{n}")) || (bench.Quick && n > 1000))
            {
                continue;
            }

            Matrix<double> inputs = WorkloadRandom.UniformMatrix(11, n, Dimension);
            Matrix<double> targets = Targets(inputs);
            Evaluate(bench, reference, inputs, targets);
            if (n <= LargestFit)
            {
                Fit(bench, reference, inputs, targets);
            }
        }
    }

    private static void Evaluate(
        BenchRun bench, GaussianProcessReference reference, Matrix<double> inputs, Matrix<double> targets)
    {
        double value = 0;
        var gradient = new double[Dimension + 2];
        IReadOnlyList<string> names = [];
        double n = reference.Rows;
        bench.Measure(
            new Measurement("W2a", "gramian", reference.Rows, Dimension),
            () =>
            {
                using var likelihood = new MarginalLikelihood(Recipe(), new Points(inputs), targets);
                value = likelihood.Evaluate(likelihood.Kernel, likelihood.NoiseVariance, gradient, bench.Compute);
                names = likelihood.ParameterNames;
            },
            reset: null,
            seconds =>
            {
                double largest = reference.Gradient.Max(Math.Abs);
                return new JsonObject
                {
                    ["gflops_n3"] = Json.Number(n * n * n / seconds * 1e-9),
                    ["neg_lml"] = Json.Number(-value),
                    ["max_rel_err"] = Json.Number(Math.Max(
                        Math.Abs((-value / reference.NegativeLogLikelihood) - 1),
                        InOrderOfReference(names, gradient).Zip(
                            reference.Gradient, (ours, theirs) => Math.Abs(-ours - theirs) / largest).Max())),
                };
            });
    }

    private static void Fit(
        BenchRun bench, GaussianProcessReference reference, Matrix<double> inputs, Matrix<double> targets)
    {
        FittedGaussianProcess? fitted = null;
        bench.Measure(
            new Measurement("W2b", "gramian", reference.Rows, Dimension) { WarmUp = false },
            () => fitted = (Recipe() with
            {
                Restarts = 0,
                Optimizer = new Lbfgsb { IterationLimit = FitIterations },
            }).Fit(new Points(inputs), targets, bench.Compute),
            reset: null,
            _ => new JsonObject
            {
                ["neg_lml"] = Json.Number(-fitted!.LogMarginalLikelihood),
                ["neg_lml_above_reference"] = reference.Optimum is double optimum
                    ? Json.Number(-fitted.LogMarginalLikelihood - optimum)
                    : null,
                ["evals"] = fitted.Optimization?.Evaluations,
                ["nit"] = fitted.Optimization?.Iterations,
            });
    }

    // The reference lists the lengthscales, the variance, the noise variance; a kernel has an order of its own.
    private static double[] InOrderOfReference(IReadOnlyList<string> names, double[] gradient)
    {
        int Rank(string name) => name == GaussianProcess.NoiseName ? 2
            : name.Contains("lengthscale", StringComparison.Ordinal) ? 0
            : 1;
        return [.. Enumerable.Range(0, gradient.Length).OrderBy(i => Rank(names[i])).Select(i => gradient[i])];
    }

    private static GaussianProcess Recipe() => new(Kernel.Parse("rbf(lengthscale=ard)").Resolve(Dimension, Lengthscale))
    {
        NoiseVariance = NoiseVariance,
    };

    // y = sin 6x₀ + cos(4x₁ + 2x₂) + x₃² + ½ sin 8x₄x₅ + 0.1 N, standardised.
    private static Matrix<double> Targets(Matrix<double> inputs)
    {
        int n = inputs.Rows;
        var targets = new Matrix<double>(n, 1);
        double mean = 0;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> x = inputs.Row(i);
            targets[i, 0] = Math.Sin(6 * x[0]) + Math.Cos((4 * x[1]) + (2 * x[2])) + (x[3] * x[3])
                + (0.5 * Math.Sin(8 * x[4] * x[5])) + (0.1 * WorkloadRandom.Normal(12, (ulong)i));
            mean += targets[i, 0] / n;
        }

        double variance = 0;
        for (int i = 0; i < n; i++)
        {
            variance += (targets[i, 0] - mean) * (targets[i, 0] - mean) / n;
        }

        for (int i = 0; i < n; i++)
        {
            targets[i, 0] = (targets[i, 0] - mean) / Math.Sqrt(variance);
        }

        return targets;
    }
}
