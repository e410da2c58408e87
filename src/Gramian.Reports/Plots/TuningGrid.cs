namespace Gramian.Reports.Plots;

/// <summary>Represents what was tried to choose a cost and a lengthscale.</summary>
/// <param name="Costs">C of each trial, [m].</param>
/// <param name="Lengthscales">The lengthscale of each trial, [m].</param>
/// <param name="Losses">The cross-validated log loss of each trial, [m].</param>
/// <param name="Rows">The rows of each trial, [m].</param>
/// <param name="Chosen">The trial that was chosen.</param>
/// <param name="AtBounds">What of it lies on the edge of everything that was tried.</param>
public sealed record TuningGrid(
    IReadOnlyList<double> Costs, IReadOnlyList<double> Lengthscales, IReadOnlyList<double> Losses,
    IReadOnlyList<int> Rows, int Chosen, IReadOnlyList<string> AtBounds);
