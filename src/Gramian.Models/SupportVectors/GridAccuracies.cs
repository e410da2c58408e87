using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents what a grid of costs and kernels reached in cross-validation.</summary>
/// <param name="Accuracies">The mean over the folds of the share of held-out rows told right, [kernels, costs].</param>
/// <param name="BestKernel">The kernel of the largest mean; of equal ones the first.</param>
/// <param name="BestCost">Its cost; of equal ones the first, which is the least.</param>
/// <param name="Converged">Whether every machine was solved as was asked for.</param>
public sealed record GridAccuracies(Matrix<double> Accuracies, int BestKernel, int BestCost, bool Converged);
