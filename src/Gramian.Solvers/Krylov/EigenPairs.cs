using Gramian.Numerics;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents some eigenvalues and eigenvectors of a symmetric operator, with what they leave.</summary>
/// <param name="Values">The eigenvalues, descending, [k].</param>
/// <param name="Vectors">The orthonormal eigenvectors, one a column, [n, k].</param>
/// <param name="Residuals">‖A v − λ v‖₂ over the largest |λ|, [k].</param>
/// <param name="Certificate">Whether every residual meets the tolerance.</param>
public sealed record EigenPairs(
    double[] Values, Matrix<double> Vectors, double[] Residuals, Certificate Certificate);
