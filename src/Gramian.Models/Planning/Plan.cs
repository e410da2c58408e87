namespace Gramian.Models.Planning;

/// <summary>Represents how a fit will be done, why, and what it is predicted to take. Immutable.</summary>
/// <param name="Kind">The model.</param>
/// <param name="Method">The method, such as "exact Cholesky".</param>
/// <param name="Rule">Which rule fired and why, as one sentence.</param>
/// <param name="PredictedBytes">The predicted peak of memory beyond the data.</param>
/// <param name="PredictedSeconds">The predicted time, by fixed constants and not by the clock.</param>
/// <param name="Refusal">
/// Why it cannot be done within the budget and what can, as one sentence; null when it fits.
/// </param>
public sealed record Plan(
    ModelKind Kind, string Method, string Rule, long PredictedBytes, double PredictedSeconds, string? Refusal)
{
    /// <summary>The number of inducing points or centres; 0 for a model that has none.</summary>
    public int Centres { get; init; }

    /// <summary>The method as a choice of its own; automatic where the model has one alone.</summary>
    public FitSolver Solver { get; init; }

    /// <summary>Whether the fit is within the budget.</summary>
    public bool Fits => Refusal is null;

    /// <summary>Returns this plan when it fits.</summary>
    /// <exception cref="PlanException">It does not fit; the message says why and what does.</exception>
    public Plan OrThrow() => Fits ? this : throw new PlanException(Refusal!, this);
}
