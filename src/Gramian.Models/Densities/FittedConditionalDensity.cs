using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Represents an estimate of p(y | x). Immutable; thread-safe.</summary>
/// <remarks>Logarithms are exact to rounding far in the tails of both sides. A query takes O(n d) time.</remarks>
public sealed class FittedConditionalDensity
{
    private readonly double[] shares;
    private readonly double[] logShares;
    private readonly Points inputs;
    private readonly Points joint;
    private readonly Points targets;

    internal FittedConditionalDensity(
        Bandwidth inputBandwidth, Bandwidth targetBandwidth, Points inputs, Points targets, double[] shares,
        string? warning)
    {
        (InputBandwidth, TargetBandwidth, Warning, this.shares) = (inputBandwidth, targetBandwidth, warning, shares);
        logShares = Array.ConvertAll(shares, Math.Log);
        this.inputs = inputBandwidth.Scale(inputs);
        this.targets = targets;
        joint = Join(this.inputs, targetBandwidth.Scale(targets));
    }

    /// <summary>The bandwidth of the inputs.</summary>
    public Bandwidth InputBandwidth { get; }

    /// <summary>The bandwidth of the targets.</summary>
    public Bandwidth TargetBandwidth { get; }

    /// <summary>What should be known of the choice of the bandwidths, as a sentence; null for nothing.</summary>
    public string? Warning { get; }

    private double LogScale =>
        (0.5 * TargetBandwidth.Dimension * Math.Log(2 * Math.PI)) + TargetBandwidth.LogVolume;

    /// <summary>ln p(y | x) for pairs of queries.</summary>
    /// <param name="queries">The m inputs x, of dₓ coordinates.</param>
    /// <param name="targets">The m targets y, of d_y coordinates, row i belonging to query i.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The logarithms, [m], in nats per unit of volume of the targets.</returns>
    /// <exception cref="ArgumentException">The numbers of rows or of coordinates do not fit.</exception>
    public double[] LogDensity(Points queries, Points targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(targets);
        Guard.Length(targets.Count, queries.Count, nameof(targets));
        Points x = InputBandwidth.Scale(queries);
        Points both = Join(x, TargetBandwidth.Scale(targets));
        (double[] above, double[] below) = (new double[x.Count], new double[x.Count]);
        new Rbf(1).Reduce(both, joint).LogSumExp(logShares, above, options);
        new Rbf(1).Reduce(x, inputs).LogSumExp(logShares, below, options);
        return [.. above.Zip(below, (one, two) => one - two - LogScale)];
    }

    /// <summary>The density of the targets at one input: each row counts as much as its input is near.</summary>
    /// <param name="input">x, [dₓ].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>An estimate of the targets, with weights; far from all inputs it is that of the nearest row.</returns>
    /// <exception cref="ArgumentException">The input has another number of coordinates, or one is not finite.
    /// </exception>
    public FittedKernelDensity At(ReadOnlySpan<double> input, ComputeOptions? options = null)
    {
        Guard.Length(input.Length, InputBandwidth.Dimension, nameof(input));
        Guard.AllFinite(input, nameof(input));
        Points at = InputBandwidth.Scale(new Points(Matrix<double>.FromRowMajor(1, input.Length, input.ToArray())));
        ReadOnlySpan<double> centre = at.Values.Row(0);
        double[] logs = [.. logShares];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] -= 0.5 * SquaredDistance(centre, inputs.Values.Row(i));
        }

        double largest = logs.Max();
        double[] weights = Array.ConvertAll(logs, log => Math.Exp(log - largest));
        return new KernelDensity { Bandwidth = TargetBandwidth }.Fit(targets, weights, options);
    }

    /// <summary>ln p(yᵢ | xᵢ) of each row, estimated from all others, with the bandwidths of all.</summary>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The logarithms, [n].</returns>
    /// <exception cref="InvalidOperationException">There is one row only.</exception>
    public double[] LeaveOneOut(ComputeOptions? options = null)
    {
        if (joint.Count < 2)
        {
            throw new InvalidOperationException("One row has no others: leave-one-out densities need two.");
        }

        (double[] above, double[] below) = (new double[joint.Count], new double[joint.Count]);
        new Rbf(1).Reduce(joint, PairExclusion.Self).LogSumExp(logShares, above, options);
        new Rbf(1).Reduce(inputs, PairExclusion.Self).LogSumExp(logShares, below, options);
        return [.. above.Zip(below, (one, two) => one - two - LogScale)];
    }

    /// <summary>The weights of the rows, [n], which sum to 1.</summary>
    public ReadOnlySpan<double> Weights => shares;

    private static double SquaredDistance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int k = 0; k < left.Length; k++)
        {
            sum += (left[k] - right[k]) * (left[k] - right[k]);
        }

        return sum;
    }

    internal static Points Join(Points left, Points right)
    {
        var values = Matrix<double>.Uninitialized(left.Count, left.Dimension + right.Dimension);
        for (int i = 0; i < left.Count; i++)
        {
            left.Values.Row(i).CopyTo(values.Row(i));
            right.Values.Row(i).CopyTo(values.Row(i)[left.Dimension..]);
        }

        return new Points(values);
    }
}
