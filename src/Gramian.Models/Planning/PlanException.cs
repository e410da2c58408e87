namespace Gramian.Models.Planning;

/// <summary>
/// The exception that is thrown when a fit is predicted to exceed its budget, before anything is allocated.
/// </summary>
/// <param name="message">What does not fit, by how much, and what does.</param>
/// <param name="plan">The plan that was refused.</param>
public sealed class PlanException(string message, Plan plan) : Exception(message)
{
    /// <summary>The plan that was refused.</summary>
    public Plan Plan { get; } = plan;
}
