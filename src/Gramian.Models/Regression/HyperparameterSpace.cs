using Gramian.Kernels;
using Gramian.Numerics.Random;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents the free hyperparameters of a kernel and its noise as one bounded vector of transformed values.
/// </summary>
internal sealed class HyperparameterSpace
{
    private readonly Hyperparameter[] all;   // the kernel's, then the noise variance
    private readonly int[] free;
    private readonly double[] start;

    public HyperparameterSpace(IEnumerable<Hyperparameter> parameters)
    {
        all = [.. parameters];
        free = [.. Enumerable.Range(0, all.Length).Where(i => !all[i].Fixed)];
        start = new double[free.Length];
        Lower = new double[free.Length];
        Upper = new double[free.Length];
        for (int k = 0; k < free.Length; k++)
        {
            Hyperparameter parameter = all[free[k]];
            Lower[k] = Forward(parameter, parameter.Lower);
            Upper[k] = Forward(parameter, parameter.Upper);
            start[k] = Math.Clamp(Forward(parameter, parameter.Value), Lower[k], Upper[k]);
        }
    }

    /// <summary>The number of free hyperparameters.</summary>
    public int Count => free.Length;

    /// <summary>The number of all hyperparameters, the noise variance included.</summary>
    public int TotalCount => all.Length;

    public double[] Lower { get; }

    public double[] Upper { get; }

    public ReadOnlySpan<double> Start => start;

    /// <summary>Where the noise variance stands among the free ones; −1 when it is fixed.</summary>
    public int NoisePlace => Array.IndexOf(free, all.Length - 1);

    /// <summary>Whether a free hyperparameter is a lengthscale.</summary>
    public bool IsLengthscale(int place) =>
        all[free[place]].Name.Contains("lengthscale", StringComparison.Ordinal)
        && all[free[place]].Transform == ParameterTransform.Log;

    /// <summary>The noise variance, with its bounds.</summary>
    public Hyperparameter Noise => all[^1];

    /// <summary>The kernel and the noise variance at a point.</summary>
    public (Kernel Kernel, double NoiseVariance) At(Kernel kernel, ReadOnlySpan<double> point)
    {
        double[] values = Natural(point);
        return (kernel.WithValues(values.AsSpan()[..^1]), values[^1]);
    }

    /// <summary>
    /// Adds the log prior densities of the natural values to a value, and their derivatives to a gradient.
    /// </summary>
    /// <param name="point">The free transformed values.</param>
    /// <param name="gradient">The gradient over the free transformed values.</param>
    public double AddLogPrior(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double sum = 0;
        for (int k = 0; k < free.Length; k++)
        {
            Hyperparameter parameter = all[free[k]];
            if (parameter.Prior is not { } prior)
            {
                continue;
            }

            double value = Backward(parameter, point[k]);
            double chain = parameter.Transform == ParameterTransform.Log ? value : 1;
            sum += prior.LogDensity(value);
            gradient[k] += prior.Slope(value) * chain;
        }

        return sum;
    }

    /// <summary>Picks the free elements of a full gradient.</summary>
    public void Gather(ReadOnlySpan<double> full, Span<double> gradient)
    {
        for (int k = 0; k < free.Length; k++)
        {
            gradient[k] = full[free[k]];
        }
    }

    /// <summary>
    /// Draws a start: normal around the first one, with a standard deviation per transformed value, in bounds.
    /// </summary>
    public double[] DrawStart(RandomStream random, double spread)
    {
        var point = new double[free.Length];
        for (int k = 0; k < point.Length; k++)
        {
            point[k] = Math.Clamp(start[k] + (spread * random.NextNormal()), Lower[k], Upper[k]);
        }

        return point;
    }

    /// <summary>The names of the free hyperparameters that lie on a bound at a point.</summary>
    public IReadOnlyList<string> AtBounds(ReadOnlySpan<double> point)
    {
        var names = new List<string>();
        for (int k = 0; k < free.Length; k++)
        {
            double margin = 1e-6 * (Upper[k] - Lower[k]);
            if (point[k] <= Lower[k] + margin)
            {
                names.Add($"{all[free[k]].Name} (lower)");
            }
            else if (point[k] >= Upper[k] - margin)
            {
                names.Add($"{all[free[k]].Name} (upper)");
            }
        }

        return names;
    }

    private double[] Natural(ReadOnlySpan<double> point)
    {
        double[] values = Array.ConvertAll(all, parameter => parameter.Value);
        for (int k = 0; k < free.Length; k++)
        {
            Hyperparameter parameter = all[free[k]];
            values[free[k]] = Math.Clamp(Backward(parameter, point[k]), parameter.Lower, parameter.Upper);
        }

        return values;
    }

    private static double Forward(Hyperparameter parameter, double value) =>
        parameter.Transform == ParameterTransform.Log ? Math.Log(value) : value;

    private static double Backward(Hyperparameter parameter, double value) =>
        parameter.Transform == ParameterTransform.Log ? Math.Exp(value) : value;
}
