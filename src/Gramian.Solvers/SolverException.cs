namespace Gramian.Solvers;

/// <summary>The exception that is thrown when a system cannot be solved as asked.</summary>
/// <param name="message">What failed, by how much, and what to try.</param>
/// <param name="certificate">What was reached.</param>
public sealed class SolverException(string message, Certificate certificate) : Exception(message)
{
    /// <summary>What was reached.</summary>
    public Certificate Certificate { get; } = certificate;
}
