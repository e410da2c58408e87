namespace Gramian.Solvers.Optimisation;

/// <summary>Represents where an optimiser stopped, and why.</summary>
public sealed record OptimizationResult
{
    /// <summary>The best point found, [n].</summary>
    public required double[] Solution { get; init; }

    /// <summary>The value at the solution.</summary>
    public required double Value { get; init; }

    /// <summary>The number of iterations.</summary>
    public required int Iterations { get; init; }

    /// <summary>The number of evaluations of the function.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why it stopped.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>Why it stopped, as a sentence with the figures.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// The largest element, in size, of the projected gradient at the solution; NaN without a gradient.
    /// </summary>
    public double ProjectedGradientNorm { get; init; } = double.NaN;

    /// <summary>The value at the start and after each iteration.</summary>
    public IReadOnlyList<double> Trace { get; init; } = [];

    /// <summary>Whether it stopped because a tolerance was met.</summary>
    public bool Converged => Reason is StopReason.GradientTolerance or StopReason.FunctionTolerance;
}
