using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers;

/// <summary>Represents how well a system was solved; every answer of a solver carries one.</summary>
public sealed record Certificate
{
    /// <summary>What was done, such as "Cholesky".</summary>
    public required string Method { get; init; }

    /// <summary>The number of iterations; 0 for a direct method.</summary>
    public int Iterations { get; init; }

    /// <summary>The relative residual that was asked for; 0 when nothing was asked for.</summary>
    public double RequestedTolerance { get; init; }

    /// <summary>
    /// The largest relative residual that was measured, or NaN when none was; the method says in which norm.
    /// </summary>
    public double AchievedResidual { get; init; } = double.NaN;

    /// <summary>
    /// The value of a minimised function less a lower bound of its minimum, or NaN when none is known.
    /// </summary>
    public double DualityGap { get; init; } = double.NaN;

    /// <summary>What was added to each element of the diagonal, in the units of the matrix; 0 for nothing.</summary>
    public double Jitter { get; init; }

    /// <summary>The jitter over the mean of the diagonal; 0 for none.</summary>
    public double JitterRelative { get; init; }

    /// <summary>An estimate of the condition number in the 1-norm, or NaN when it was not estimated.</summary>
    public double ConditionEstimate { get; init; } = double.NaN;

    /// <summary>The type of the numbers in which it was computed.</summary>
    public string NumberType { get; init; } = "float64";

    /// <summary>
    /// Whose dense arithmetic it was: "Gramian", or the description of the OpenBLAS that was chosen, with which the
    /// bits of the answer may depend on the number of threads.
    /// </summary>
    public string Library { get; init; } = LibraryOf(null);

    /// <summary>Whether the answer is what was asked for.</summary>
    public required bool Converged { get; init; }

    /// <summary>What to try when it is not, as a sentence; null when there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>Says it in one line, such as "Cholesky in float64, relative residual 2E-16, condition 41, no jitter".
    /// </summary>
    public override string ToString()
    {
        string library = Library == LibraryOf(null) ? string.Empty : $" by {Library}";
        string iterations = Iterations > 0 ? Whole(Iterations) : string.Empty;
        string gap = double.IsNaN(DualityGap) ? string.Empty : $", duality gap {Short(DualityGap)}";
        string jitter = Jitter > 0 ? $"jitter {Short(Jitter)} ({Short(JitterRelative)} of the diagonal)" : "no jitter";
        string outcome = Converged ? string.Empty : $"; NOT CONVERGED. {Remedy}".TrimEnd();
        return $"{Method} in {NumberType}{library}{iterations}, relative residual {Short(AchievedResidual)}{gap}, "
            + $"condition {Short(ConditionEstimate)}, {jitter}{outcome}";
    }

    private static string Whole(int iterations) =>
        string.Create(CultureInfo.InvariantCulture, $", {iterations} iteration{(iterations == 1 ? "" : "s")}");

    private static string Short(double value) =>
        double.IsNaN(value) ? "n/a" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>The name of the library that options choose.</summary>
    /// <param name="options">The options of the solve; null for the default.</param>
    public static string LibraryOf(ComputeOptions? options) =>
        (options ?? ComputeOptions.Default).OpenBlas?.Name ?? "Gramian";
}
