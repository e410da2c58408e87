using System.Globalization;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <summary>Learns hyperparameters by steps on drawn batches of rows, a pass over all rows at a time.</summary>
internal sealed class BatchLearning(int rows, int batch, ComputeOptions? options)
{
    /// <summary>The sum over some rows, each counted a number of times; slopes of the bound where asked for.</summary>
    public delegate double BatchSum(ReadOnlySpan<int> rows, double share, double[] slopes);

    /// <summary>A batch at given hyperparameters, after which the state may step.</summary>
    public delegate double BatchStep(double[] point, ReadOnlySpan<int> rows, double share, double[] slopes);

    /// <summary>Moves the hyperparameters.</summary>
    /// <param name="space">Where they may lie.</param>
    /// <param name="point">Where they begin; moved.</param>
    /// <param name="stepper">How they move.</param>
    /// <param name="epochs">The number of passes.</param>
    /// <param name="random">Draws the order of each pass.</param>
    /// <param name="step">Sums a batch and steps.</param>
    /// <param name="divergence">What the bound loses to the prior.</param>
    public OptimizationResult Run(
        HyperparameterSpace space, double[] point, GradientStepper stepper, int epochs, RandomStream random,
        BatchStep step, Func<double> divergence)
    {
        var slopes = new double[space.TotalCount];
        var gradient = new double[space.Count];
        var trace = new List<double>();
        int steps = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            int[] order = random.Substream((ulong)epoch).Permutation(rows);
            double sum = InBatches(order, some =>
            {
                double share = (double)order.Length / some.Length;
                double value = step(point, some, share, slopes) / share;
                Move(space, point, stepper, slopes, gradient);
                steps++;
                return value;
            });
            trace.Add(divergence() - sum);
            options?.Progress?.Report(new ComputeProgress(
                "learning from batches", (epoch + 1.0) / epochs,
                string.Create(CultureInfo.InvariantCulture, $"bound {-trace[^1]:F3} with {rows} rows")));
        }

        return new OptimizationResult
        {
            Solution = point,
            Value = trace[^1],
            Iterations = steps,
            Evaluations = steps,
            Reason = StopReason.IterationLimit,
            Message = $"{epochs} passes over the rows are done",
            Trace = trace,
        };
    }

    /// <summary>The sum over all rows in their order, batch by batch.</summary>
    public double Sweep(BatchSum sum) =>
        InBatches([.. Enumerable.Range(0, rows)], some => sum(some, 1, []));

    private delegate double RowSum(ReadOnlySpan<int> rows);

    private double InBatches(int[] order, RowSum sum)
    {
        double total = 0;
        for (int first = 0; first < order.Length; first += batch)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            total += sum(order.AsSpan(first, Math.Min(batch, order.Length - first)));
        }

        return total;
    }

    // A minimiser steps down, and the bound is to rise.
    private static void Move(
        HyperparameterSpace space, double[] point, GradientStepper stepper, double[] slopes, double[] gradient)
    {
        space.Gather(slopes, gradient);
        space.AddLogPrior(point, gradient);
        for (int k = 0; k < gradient.Length; k++)
        {
            gradient[k] = -gradient[k];
        }

        stepper.Step(point, gradient);
        for (int k = 0; k < point.Length; k++)
        {
            point[k] = Math.Clamp(point[k], space.Lower[k], space.Upper[k]);
        }
    }
}
