using Gramian.Kernels;

namespace Gramian.Models.Dependence;

/// <summary>Represents what a kernel test found. Immutable.</summary>
/// <param name="Name">What the statistic is, in a word or two.</param>
/// <param name="Statistic">The statistic; larger values speak against the null hypothesis.</param>
/// <param name="PValue">
/// The probability, under the null hypothesis, of a statistic at least as large, in (0, 1]; with replicates it is at
/// least 1/(replicates + 1).
/// </param>
/// <param name="Method">How the p-value was made, in a few words.</param>
/// <param name="Replicates">The number of permutations or draws behind the p-value; 0 when it is a formula.</param>
/// <param name="Kernels">The kernels that were used, with their bandwidths.</param>
/// <param name="Notes">What was approximated or left out, a sentence each; empty when nothing was.</param>
public sealed record KernelTestResult(
    string Name,
    double Statistic,
    double PValue,
    string Method,
    int Replicates,
    IReadOnlyList<Kernel> Kernels,
    IReadOnlyList<string> Notes);
