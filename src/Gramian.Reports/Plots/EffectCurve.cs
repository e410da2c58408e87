namespace Gramian.Reports.Plots;

/// <summary>Represents the prediction along one input while the others stay where they are.</summary>
/// <param name="Name">The name of the input; any text.</param>
/// <param name="Unit">Its unit, or null.</param>
/// <param name="X">The values of the input, [k].</param>
/// <param name="Mean">The predictions, [k].</param>
/// <param name="Lower">The lower ends of the intervals of the function, [k]; empty for none.</param>
/// <param name="Upper">The upper ends, [k]; empty for none.</param>
public sealed record EffectCurve(
    string Name, string? Unit, IReadOnlyList<double> X, IReadOnlyList<double> Mean, IReadOnlyList<double> Lower,
    IReadOnlyList<double> Upper)
{
    /// <summary>The values of the input in the data, for the rug; empty for none.</summary>
    public IReadOnlyList<double> Observed { get; init; } = [];

    /// <summary>The names of the values when the input is a category, [k]; empty for numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
