using System.Collections.Immutable;

namespace Gramian.Models.TableClasses;

/// <summary>Represents what all tunings of classes ask: lengthscales to try, weights of the classes, a seed.</summary>
public abstract record ClassTuning
{
    private protected ClassTuning()
    {
    }

    /// <summary>
    /// What the square root of the number of columns is multiplied by for the lengthscales to try; ¼ … 4 by default.
    /// They replace those that a given kernel leaves open; a kernel that leaves none open is taken as it is.
    /// </summary>
    public ImmutableArray<double> LengthscaleFactors { get; init; } = [0.25, 0.5, 1, 2, 4];

    /// <summary>
    /// How much a row of each class counts, [k], positive: in the fit, in the log loss that chooses and in a scaling to
    /// probabilities, as if there were that many of it; empty (the default) for 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not positive and finite.</exception>
    public ImmutableArray<double> ClassWeights
    {
        get;
        init => field = PlaceWeights.Checked(value, nameof(ClassWeights));
    } = [];

    /// <summary>The seed of folds, draws and centres.</summary>
    public ulong Seed { get; init; }
}
