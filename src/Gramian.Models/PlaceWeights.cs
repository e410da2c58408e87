using System.Collections.Immutable;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Weights of the classes 0 … k − 1, as tunings take them; none for 1.</summary>
internal static class PlaceWeights
{
    /// <summary>The weights themselves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not positive and finite.</exception>
    public static ImmutableArray<double> Checked(ImmutableArray<double> weights, string name)
    {
        foreach (double weight in weights)
        {
            Guard.Positive(weight, name);
        }

        return weights;
    }

    /// <summary>Throws unless there is none, or one for each class.</summary>
    /// <exception cref="ArgumentException">There is another number of them.</exception>
    public static void Fit(ImmutableArray<double> weights, int classes, string name) =>
        Guard.Length(weights.Length, weights.IsEmpty ? 0 : classes, name);

    /// <summary>The weight of each label, for recipes that know no places.</summary>
    public static ImmutableDictionary<double, double> ByLabel(ImmutableArray<double> weights) => weights
        .Select((weight, place) => KeyValuePair.Create((double)place, weight)).ToImmutableDictionary();
}
