namespace Gramian.Solvers.Krylov;

/// <summary>What one solve reached: the worst true relative residual, and what to do when it is not enough.</summary>
internal readonly record struct SolveReport(int Iterations, double Residual, string? Remedy);
