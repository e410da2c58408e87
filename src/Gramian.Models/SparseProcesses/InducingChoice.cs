using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.SparseProcesses;

/// <summary>Settles the inducing points: those that are given, or inputs that explain the kernel matrix.</summary>
internal static class InducingChoice
{
    private const ulong Task = 3;

    public static Points Make(
        Points? given, int count, ulong seed, Kernel kernel, Points inputs, ComputeOptions? options)
    {
        if (given is not null)
        {
            if (given.Count == 0 || given.Dimension != inputs.Dimension)
            {
                throw new ArgumentException(
                    $"'InducingPoints' must be at least 1 point of {inputs.Dimension} columns, like the inputs, but "
                    + $"they were {given.Count} x {given.Dimension}.", nameof(given));
            }

            return given;
        }

        var choice = new PivotedCholesky { RankLimit = Math.Min(count, inputs.Count) };
        PartialFactor factor = choice.Factor(kernel.Gram(inputs), new RandomStream(seed, Task), options);

        // Nothing is left to explain when the kernel is zero; one point then stands for all.
        int[] pivots = factor.Rank == 0 ? [0] : [.. factor.Pivots];
        Array.Sort(pivots);
        return inputs.Select(pivots);
    }
}
