namespace Gramian.Solvers.Optimisation;

/// <summary>Evaluates a function of n variables and its gradient.</summary>
/// <param name="point">x, [n].</param>
/// <param name="gradient">Receives ∂f/∂xᵢ, [n].</param>
/// <returns>f(x). NaN or an infinity says that the function is not defined there; a line search then turns back.</returns>
public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);
