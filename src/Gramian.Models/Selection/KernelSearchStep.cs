using Gramian.Kernels;

namespace Gramian.Models.Selection;

/// <summary>Represents one kernel that a search tried.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Kernel">The kernel before its hyperparameters were fitted.</param>
/// <param name="Score">Its score per row, in nats, or NaN when it could not be fitted.</param>
/// <param name="Accepted">Whether it won its round and so became the kernel to build on.</param>
/// <param name="Explanation">What was tried and what came of it, as one sentence.</param>
public sealed record KernelSearchStep(int Round, Kernel Kernel, double Score, bool Accepted, string Explanation);
