using Gramian.Solvers;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents one solved machine f(x) = Σᵢ βᵢ k(xᵢ, x) − ρ, as its training tells of it.</summary>
/// <param name="Coefficients">β, one for each training row of the machine.</param>
/// <param name="Offset">ρ.</param>
/// <param name="Objective">The dual objective, which is minimised.</param>
/// <param name="SupportCount">How many coefficients are not zero.</param>
/// <param name="BoundedCount">How many of those are at their bound.</param>
/// <param name="Extra">
/// What the kind of machine finds beside: the cost C that is equivalent to ν for classes, the width ε of the tube for
/// values, and for a given cost or width the ν that they are equivalent to; NaN for one class.
/// </param>
/// <param name="DualValues">The variables of the dual programme, from which a later training can start.</param>
/// <param name="Certificate">How the programme was solved, and how well.</param>
public sealed record DualMachine(
    double[] Coefficients,
    double Offset,
    double Objective,
    int SupportCount,
    int BoundedCount,
    double Extra,
    double[] DualValues,
    Certificate Certificate);
