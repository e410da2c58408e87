using Gramian.Numerics;

namespace Gramian.Models.Planning;

/// <summary>Represents the size of a fit. Immutable.</summary>
/// <param name="Rows">The training rows, n.</param>
/// <param name="Inputs">The input columns after encoding, d.</param>
/// <param name="Hyperparameters">The free hyperparameters, p.</param>
public sealed record Workload(int Rows, int Inputs, int Hyperparameters)
{
    /// <summary>The targets, q; 1 by default.</summary>
    public int Targets { get; init; } = 1;

    /// <summary>The starts of the hyperparameter search; 4 by default.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>The folds in which everything is fitted anew besides the fit itself; 0 for none.</summary>
    public int Folds { get; init; }

    /// <summary>How often each fit is done, beside the folds, as for calibrated probabilities; 1 by default.</summary>
    public int Refits { get; init; } = 1;

    /// <summary>
    /// The points along each axis of the grid that the inputs fill; null when they fill none, or the kernel has no
    /// structure on it.
    /// </summary>
    public IReadOnlyList<int>? GridShape { get; init; }

    /// <summary>Whether the inputs are of 1 to 3 columns and the kernel has a known spectral density.</summary>
    public bool HasWaves { get; init; }

    internal void Check()
    {
        Guard.AtLeast(Rows, 1);
        Guard.AtLeast(Inputs, 0);
        Guard.AtLeast(Hyperparameters, 0);
        Guard.AtLeast(Targets, 1);
        Guard.AtLeast(Starts, 1);
        Guard.AtLeast(Folds, 0);
        Guard.AtLeast(Refits, 1);
    }
}
