using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Logistic;

/// <summary>Where another fit may begin.</summary>
/// <param name="Centres">The centres; null when the functions stand on all rows.</param>
/// <param name="Coefficients">The coefficients as the system holds them, [p, q].</param>
/// <param name="Intercepts">The intercepts, [q].</param>
/// <param name="Rows">n, the number of rows of positive weight.</param>
internal sealed record LogisticStart(Points? Centres, Matrix<double> Coefficients, double[] Intercepts, int Rows);
