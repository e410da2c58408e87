using Gramian.Numerics;

namespace Gramian.Kernels;

/// <summary>Represents points on a regular grid: the same step between neighbours all along a dimension.</summary>
/// <remarks>
/// Points are numbered by rows, the last dimension fastest. A stationary kernel has a Toeplitz Gram matrix on them.
/// Immutable; safe to share between threads.
/// </remarks>
public sealed class Grid
{
    private readonly double[] origin;
    private readonly double[] steps;
    private readonly int[] shape;

    /// <summary>Makes a grid.</summary>
    /// <param name="origin">The first point, [d], with d at least 1.</param>
    /// <param name="steps">The step along each dimension, [d], positive.</param>
    /// <param name="shape">The number of points along each dimension, [d], each at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ or are 0, or a coordinate is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is not positive, or a count less than 1.</exception>
    /// <exception cref="OverflowException">There are more than 2³¹ − 1 points.</exception>
    public Grid(ReadOnlySpan<double> origin, ReadOnlySpan<double> steps, ReadOnlySpan<int> shape)
    {
        Guard.AtLeast(shape.Length, 1, nameof(shape));
        Guard.Length(origin.Length, shape.Length, nameof(origin));
        Guard.Length(steps.Length, shape.Length, nameof(steps));
        Guard.AllFinite(origin, nameof(origin));
        Count = 1;
        for (int k = 0; k < shape.Length; k++)
        {
            Guard.Positive(steps[k], $"steps[{k}]");
            Count = checked(Count * Guard.AtLeast(shape[k], 1, $"shape[{k}]"));
        }

        (this.origin, this.steps, this.shape) = (origin.ToArray(), steps.ToArray(), shape.ToArray());
    }

    /// <summary>The number of points.</summary>
    public int Count { get; }

    /// <summary>The number of coordinates, d.</summary>
    public int Dimension => shape.Length;

    /// <summary>The number of points along each dimension, [d].</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The first point, [d].</summary>
    public ReadOnlySpan<double> Origin => origin;

    /// <summary>The step along each dimension, [d].</summary>
    public ReadOnlySpan<double> Steps => steps;

    /// <summary>Makes a grid on a line.</summary>
    /// <param name="first">The first point.</param>
    /// <param name="step">The step, positive.</param>
    /// <param name="count">The number of points, at least 1.</param>
    /// <exception cref="ArgumentException">The first point is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive, or the count less than 1.</exception>
    public static Grid OnLine(double first, double step, int count) => new([first], [step], [count]);

    /// <summary>Writes the points out, [n, d].</summary>
    public Points ToPoints()
    {
        var axes = new double[Dimension][];
        for (int k = 0; k < axes.Length; k++)
        {
            axes[k] = new double[shape[k]];
            for (int i = 0; i < axes[k].Length; i++)
            {
                axes[k][i] = origin[k] + (i * steps[k]);
            }
        }

        return new ProductGrid(axes).ToPoints();
    }
}
