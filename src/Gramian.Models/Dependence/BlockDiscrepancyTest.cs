using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Dependence;

/// <summary>Represents the test whether two samples have one law, by the mean of MMD² over blocks. Immutable.</summary>
/// <remarks>
/// Blocks are consecutive rows of both samples, which are shuffled before; each has the unbiased estimate
/// Σ h(i, j)/(B(B − 1)) over i ≠ j with h = k(xᵢ, xⱼ) + k(yᵢ, yⱼ) − k(xᵢ, yⱼ) − k(xⱼ, yᵢ). Their mean is normal for
/// many blocks. With <see cref="BlockSize"/> 2 this is the linear-time test; larger blocks have more power. Time
/// O(n B d), memory O(n d).
/// </remarks>
[Paper("gretton2012kernel", Where = "section 6")]
[Paper("zaremba2013btests")]
public sealed record BlockDiscrepancyTest
{
    private const int FewBlocks = 30;
    private const int GroupRows = 32;
    private const ulong FirstOrder = 1;
    private const ulong SecondOrder = 2;

    /// <summary>The kernel; null (the default) for <see cref="MedianHeuristic"/> on both samples.</summary>
    public Kernel? Kernel { get; init; }

    /// <summary>The number of rows of each sample in a block, at least 2; 2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int BlockSize { get; init => field = Guard.AtLeast(value, 2, nameof(BlockSize)); } = 2;

    /// <summary>
    /// Whether the median heuristic divides each coordinate by its standard deviation; false by default. Has no effect
    /// with a given kernel.
    /// </summary>
    public bool ScaleColumns { get; init; }

    /// <summary>
    /// Whether the rows of each sample are first put into a random order, without which samples in sorted rows are
    /// compared piece by piece; true by default.
    /// </summary>
    public bool Shuffled { get; init; } = true;

    /// <summary>The seed of the order and of the heuristic's points; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Compares two samples.</summary>
    /// <param name="first">The points of the first sample, at least two blocks.</param>
    /// <param name="second">The points of the second sample, at least two blocks, of the same dimension.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are fewer than two blocks, the dimensions differ, the kernel is for
    /// another dimension, or it is to be chosen and all points are equal.</exception>
    public KernelTestResult Run(Points first, Points second, ComputeOptions? options = null)
    {
        Points pooled = Sampling.Pool(first, second);
        options ??= ComputeOptions.Default;
        int blocks = Math.Min(first.Count, second.Count) / BlockSize;
        if (blocks < 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Each sample must hold two blocks of {BlockSize}, but they held {first.Count} and {second.Count}."),
                nameof(first));
        }

        Kernel kernel = Kernel ?? MedianHeuristic.Choose(pooled, ScaleColumns, Seed);
        int[] ofFirst = Order(first.Count, FirstOrder, 0);
        int[] ofSecond = Order(second.Count, SecondOrder, first.Count);
        double[] values = new double[blocks];
        ComputeOptions inner = options with { Threads = 1 };
        int perGroup = Math.Max(1, GroupRows / BlockSize);
        WorkerTeam.Run((blocks + perGroup - 1) / perGroup, group => FillGroup(
            kernel, pooled, ofFirst, ofSecond, values, group * perGroup, Math.Min(blocks, (group + 1) * perGroup),
            inner), options);
        options.CancellationToken.ThrowIfCancellationRequested();
        double mean = VectorOps.Sum<double>(values) / blocks;
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (blocks - 1);
        return new KernelTestResult(
            "MMD² (blocks)", mean, PValue(mean, Math.Sqrt(variance / blocks)), "normal law of the blocks' mean", 0,
            [kernel], Notes(pooled.Count, blocks));
    }

    // The rows of a sample, which start at a row of the pooled points, in the order in which blocks take them.
    private int[] Order(int count, ulong task, int start)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = start + i;
        }

        if (Shuffled)
        {
            new RandomStream(Seed, task).Shuffle(rows.AsSpan());
        }

        return rows;
    }

    // Without any spread the mean is what it is.
    private static double PValue(double mean, double error) => error > 0
        ? Math.Max(double.Epsilon, SpecialFunctions.NormalCdf(-mean / error))
        : mean > 0 ? double.Epsilon : 1;

    private List<string> Notes(int points, int blocks)
    {
        List<string> notes = Kernel is null ? MedianHeuristic.Notes(points) : [];
        int unused = points - (2 * blocks * BlockSize);
        if (unused > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{unused} of {points} points are in no block and were not used."));
        }

        if (blocks < FewBlocks)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"There are only {blocks} blocks; their mean need not be normal yet."));
        }

        return notes;
    }

    // Small blocks share a Gram matrix, of which each takes its own square.
    private void FillGroup(Kernel kernel, Points pooled, int[] ofFirst, int[] ofSecond, double[] values, int start,
        int end, ComputeOptions options)
    {
        int half = (end - start) * BlockSize;
        int[] rows =
        [
            .. ofFirst.AsSpan(start * BlockSize, half),
            .. ofSecond.AsSpan(start * BlockSize, half),
        ];
        using Matrix<double> gram = kernel.GramMatrix(pooled.Select(rows), options);
        for (int block = start; block < end; block++)
        {
            int x = (block - start) * BlockSize;
            double sum = 0;
            for (int i = 0; i < BlockSize; i++)
            {
                for (int j = 0; j < BlockSize; j++)
                {
                    (int a, int b) = (x + i, x + j);
                    sum += i == j
                        ? 0
                        : gram[a, b] + gram[half + a, half + b] - gram[a, half + b] - gram[b, half + a];
                }
            }

            values[block] = sum / ((double)BlockSize * (BlockSize - 1));
        }
    }
}
