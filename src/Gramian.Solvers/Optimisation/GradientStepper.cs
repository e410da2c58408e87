using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>
/// Represents the memory of a first-order method between steps, for loops that draw a new gradient each time.
/// </summary>
/// <remarks>Steps allocate nothing. For one thread at a time.</remarks>
public abstract class GradientStepper
{
    private protected GradientStepper(int size, double learningRate) =>
        (Size, LearningRate) = (Guard.AtLeast(size, 0), learningRate);

    /// <summary>The number of variables, n.</summary>
    public int Size { get; }

    /// <summary>The length of the next step; a schedule may set it between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LearningRate { get; set => field = Guard.Positive(value, nameof(LearningRate)); }

    /// <summary>The number of steps taken since the start or the last reset.</summary>
    public int Steps { get; private set; }

    /// <summary>Moves a point by one step.</summary>
    /// <param name="point">x, [n], moved.</param>
    /// <param name="gradient">The gradient at x, or an unbiased estimate of it, [n].</param>
    /// <exception cref="ArgumentException">A length is not n.</exception>
    public void Step(Span<double> point, ReadOnlySpan<double> gradient)
    {
        Guard.Length(point.Length, Size, nameof(point));
        Guard.Length(gradient.Length, Size, nameof(gradient));
        Steps++;
        Move(point, gradient);
    }

    /// <summary>Forgets the past gradients; the learning rate stays.</summary>
    public void Reset()
    {
        Steps = 0;
        Forget();
    }

    private protected abstract void Move(Span<double> point, ReadOnlySpan<double> gradient);

    private protected abstract void Forget();
}
