using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Atlas.KdeLargeDim;

/// <summary>What was measured at one size: means over seeds and fresh points, at multiples of h_G.</summary>
internal sealed record SizeRun(
    Sizes Sizes, DensityThresholds Theory, double[] LogDensity, double[] Participation, double[] Skewness,
    double Optimum, double Silverman)
{
    private const int Queries = 300;

    /// <summary>The bandwidths, as multiples of h_G.</summary>
    public static IReadOnlyList<double> Multiples { get; } = [0.5, 0.75, 1, 1.2, 1.4, 2, 2 * Math.Sqrt(2)];

    /// <summary>The largest distance, per dimension, between the measured and the asymptotic log density.</summary>
    public double LargestError => Enumerable.Range(0, Multiples.Count).Max(i =>
        Math.Abs(LogDensity[i] - Theory.LogDensityPerDimension(Multiples[i] * Theory.Condensation)));

    /// <summary>A measured figure at a multiple of h_G.</summary>
    public static double At(double[] figures, double multiple) => figures[Multiples.ToList().IndexOf(multiple)];

    /// <summary>Measures a size.</summary>
    public static SizeRun Measure(Sizes sizes, int seeds, ulong firstSeed, ComputeOptions compute)
    {
        var theory = DensityThresholds.OfNormal(Math.Log(sizes.Count) / sizes.Dimension, 1);
        (Points Data, Points Fresh)[] draws = [.. Enumerable.Range(0, seeds).Select(seed => (
            Normal(sizes.Count, sizes.Dimension, firstSeed + (ulong)seed, task: 0),
            Normal(Queries, sizes.Dimension, firstSeed + (ulong)seed, task: 1)))];
        int count = Multiples.Count;
        var (logs, participation, skewness) = (new double[count], new double[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            double h = Multiples[i] * theory.Condensation;
            var ratios = new List<double>();
            foreach ((Points data, Points fresh) in draws)
            {
                FittedKernelDensity density = Fit(data, h);
                double[] found = density.LogDensity(fresh, compute);
                logs[i] += found.Average() / sizes.Dimension / seeds;
                participation[i] += density.EffectiveNumber(fresh, compute).Average(number => 1 / number) / seeds;
                ratios.AddRange(found.Select((log, row) => Math.Exp(log - Smoothed(fresh.Values.Row(row), h))));
            }

            skewness[i] = Skew(ratios);
        }

        double Loss(double logH) =>
            -draws.Average(draw => Fit(draw.Data, Math.Exp(logH)).LogDensity(draw.Fresh, compute).Average());
        double centre = Math.Log(theory.Condensation);
        double optimum = Math.Exp(ScalarMinimum.Brent(Loss, centre - 1, centre + 1, 1e-3).Point);
        double silverman = draws.Average(draw => ReferenceBandwidth.Silverman.Choose(draw.Data).Bandwidth.Mean);
        return new SizeRun(sizes, theory, logs, participation, skewness, optimum, silverman);
    }

    private static FittedKernelDensity Fit(Points data, double h) =>
        new KernelDensity { Bandwidth = Bandwidth.OfScalar(h, data.Dimension) }.Fit(data);

    // The logarithm of the mean of the estimate over data sets: the density of N(0, (1 + h²) I).
    private static double Smoothed(ReadOnlySpan<double> point, double h)
    {
        double variance = 1 + (h * h);
        double sum = 0;
        foreach (double coordinate in point)
        {
            sum += coordinate * coordinate;
        }

        return -0.5 * ((point.Length * Math.Log(2 * Math.PI * variance)) + (sum / variance));
    }

    private static double Skew(List<double> values)
    {
        double mean = values.Average();
        double second = values.Average(value => Math.Pow(value - mean, 2));
        return values.Average(value => Math.Pow(value - mean, 3)) / Math.Pow(second, 1.5);
    }

    private static Points Normal(int count, int dimension, ulong seed, ulong task)
    {
        var values = new Matrix<double>(count, dimension);
        var stream = new RandomStream(seed, task);
        for (int i = 0; i < count; i++)
        {
            stream.FillNormal(values.Row(i));
        }

        return new Points(values);
    }
}
