namespace Gramian.Solvers.QuadraticProgrammes;

/// <summary>Represents the answer to a <see cref="PairedProgramme"/>.</summary>
/// <param name="Values">α, [m].</param>
/// <param name="Products">K β, with βᵣ = Σ yᵥαᵥ over the variables of row r, [n].</param>
/// <param name="Objective">½ Σᵤᵥ yᵤyᵥαᵤαᵥK + Σᵥ pᵥαᵥ.</param>
/// <param name="UpperOffset">
/// ρ₊, with the gradient yᵥGᵥ = ρ₊ at the free variables of positive sign; both offsets are equal when one sum is held.
/// </param>
/// <param name="LowerOffset">ρ₋, with yᵥGᵥ = ρ₋ at the free variables of negative sign.</param>
/// <param name="DualityGap">The objective less a lower bound of its minimum, from the final gradient.</param>
/// <param name="Rounds">How many working sets were solved.</param>
/// <param name="Certificate">
/// Its residual is the largest violation of the optimality conditions, in the unit of the gradient; its iterations
/// are the pairs that were moved.
/// </param>
public sealed record PairedSolution(
    double[] Values,
    double[] Products,
    double Objective,
    double UpperOffset,
    double LowerOffset,
    double DualityGap,
    int Rounds,
    Certificate Certificate);
