using Gramian.Numerics;

namespace Gramian.Kernels;

/// <summary>Represents all combinations of some coordinates of each dimension, in any spacing.</summary>
/// <remarks>
/// Points are numbered by rows, the last dimension fastest. A product of kernels of one coordinate each, such as
/// <c>rbf</c>, has a Kronecker product as its Gram matrix on them. Immutable; safe to share between threads.
/// </remarks>
public sealed class ProductGrid
{
    private readonly double[][] axes;

    /// <summary>Makes a grid.</summary>
    /// <param name="axes">The coordinates of each dimension, at least one of each; copied.</param>
    /// <exception cref="ArgumentException">There is no dimension, one is empty, or a coordinate is not
    /// finite.</exception>
    /// <exception cref="OverflowException">There are more than 2³¹ − 1 points.</exception>
    public ProductGrid(params ReadOnlySpan<double[]> axes)
    {
        if (axes.IsEmpty)
        {
            throw new ArgumentException("A grid must have at least 1 dimension.", nameof(axes));
        }

        Count = 1;
        this.axes = new double[axes.Length][];
        for (int k = 0; k < axes.Length; k++)
        {
            ArgumentNullException.ThrowIfNull(axes[k], $"axes[{k}]");
            if (axes[k].Length == 0)
            {
                throw new ArgumentException(
                    $"A grid must have at least 1 coordinate along each dimension, but dimension {k} has none.",
                    nameof(axes));
            }

            Guard.AllFinite<double>(axes[k], $"axes[{k}]");
            this.axes[k] = [.. axes[k]];
            Count = checked(Count * axes[k].Length);
        }
    }

    /// <summary>The number of points.</summary>
    public int Count { get; }

    /// <summary>The number of coordinates, d.</summary>
    public int Dimension => axes.Length;

    /// <summary>The coordinates along a dimension.</summary>
    /// <param name="dimension">The dimension, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public ReadOnlySpan<double> Axis(int dimension)
    {
        Guard.AtLeast(dimension, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, Dimension);
        return axes[dimension];
    }

    /// <summary>Writes the points out, [n, d].</summary>
    public Points ToPoints()
    {
        var values = Matrix<double>.Uninitialized(Count, Dimension);
        for (int i = 0; i < Count; i++)
        {
            Span<double> point = values.Row(i);
            int rest = i;
            for (int k = Dimension - 1; k >= 0; k--)
            {
                (rest, int index) = Math.DivRem(rest, axes[k].Length);
                point[k] = axes[k][index];
            }
        }

        return new Points(values);
    }
}
