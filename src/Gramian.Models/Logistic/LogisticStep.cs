using Gramian.Numerics;

namespace Gramian.Models.Logistic;

/// <summary>A step of Newton's method.</summary>
/// <param name="Change">The change of the coefficients, [p, q].</param>
/// <param name="Intercepts">The change of the intercepts, [q].</param>
/// <param name="Measured">M · change.</param>
/// <param name="Scores">The change of the values at the rows, [n, q].</param>
/// <param name="Slope">The derivative of the objective along the step; negative.</param>
/// <param name="Cross">⟨C, M · change⟩.</param>
/// <param name="Square">⟨change, M · change⟩.</param>
internal sealed record LogisticStep(
    Matrix<double> Change,
    double[] Intercepts,
    Matrix<double> Measured,
    Matrix<double> Scores,
    double Slope,
    double Cross,
    double Square);
