namespace Gramian.Numerics.Gauss;

/// <summary>Represents the products of powers of 1 to 3 coordinates whose degrees add up to less than an
/// order.</summary>
/// <remarks>Numbered by the power of the first coordinate, then of the second. Immutable.</remarks>
public sealed class TaylorTerms
{
    private readonly int[] starts; // of the terms with powers i and j, [order, order]

    /// <summary>Numbers the terms.</summary>
    /// <param name="dimension">d, from 1 to 3.</param>
    /// <param name="order">The order p, at least 1: degrees are less.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public TaylorTerms(int dimension, int order)
    {
        Guard.InRange(dimension, 1, GaussPairs.MostCoordinates);
        (Dimension, Order) = (dimension, Guard.AtLeast(order, 1));
        starts = new int[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < (dimension > 1 ? order - i : 1); j++)
            {
                starts[(i * order) + j] = Count;
                Count += dimension > 2 ? order - i - j : 1;
            }
        }
    }

    /// <summary>d, the number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>The order p: the degree of every term is less.</summary>
    public int Order { get; }

    /// <summary>The number of terms, (p + d − 1 over d).</summary>
    public int Count { get; }

    /// <summary>The place of the term xⁱ yʲ; those with powers of z follow it.</summary>
    internal int Start(int i, int j) => starts[(i * Order) + j];

    /// <summary>The number of terms of a lower order.</summary>
    /// <param name="order">The order, at least 1.</param>
    public int CountOf(int order) => Dimension switch
    {
        1 => order,
        2 => order * (order + 1) / 2,
        _ => order * (order + 1) * (order + 2) / 6,
    };
}
