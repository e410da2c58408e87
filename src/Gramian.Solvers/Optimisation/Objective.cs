namespace Gramian.Solvers.Optimisation;

/// <summary>Evaluates a function of n variables and its gradient.</summary>
/// <param name="point">x, [n].</param>
/// <param name="gradient">Receives ∂f/∂xᵢ, [n].</param>
/// <returns>f(x); NaN or an infinity where the function is not defined, so that a search turns back.</returns>
public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);
