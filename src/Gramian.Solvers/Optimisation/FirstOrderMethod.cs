using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents a method that follows gradients by short steps of a chosen length.</summary>
/// <remarks>
/// <see cref="Start"/> serves loops over batches of data. <see cref="Minimize"/> serves exact gradients: the best point
/// is kept, and a step to where the function is not finite is taken back and the learning rate halved.
/// </remarks>
public abstract record FirstOrderMethod
{
    private protected FirstOrderMethod()
    {
    }

    /// <summary>The length of a step; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LearningRate { get; init => field = Guard.Positive(value, nameof(LearningRate)); } = 1e-2;

    /// <summary>The share of each variable, times the learning rate, that a step takes away: decoupled decay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double WeightDecay { get; init => field = Guard.NonNegative(value, nameof(WeightDecay)); }

    /// <summary>The largest number of iterations; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 0, nameof(IterationLimit)); } = 10_000;

    /// <summary>Stops when no element of the gradient is larger in size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double GradientTolerance { get; init => field = Guard.NonNegative(value, nameof(GradientTolerance)); } =
        1e-5;

    /// <summary>Starts a sequence of steps.</summary>
    /// <param name="size">The number of variables, n.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public abstract GradientStepper Start(int size);

    /// <summary>
    /// Minimises a function by its exact gradients. With weight decay the point reached is no minimum.
    /// </summary>
    /// <param name="objective">The function and its gradient.</param>
    /// <param name="start">The first point, [n], finite.</param>
    /// <param name="options">Cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The start is not finite.</exception>
    public OptimizationResult Minimize(
        Objective objective, ReadOnlySpan<double> start, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        Guard.AllFinite(start, nameof(start));
        CancellationToken cancellation = (options ?? ComputeOptions.Default).CancellationToken;
        var walk = new FirstOrderWalk(objective, Start(start.Length), start);
        StopReason? reason = walk.IsFinite ? null : StopReason.NotFiniteAtStart;
        while (reason is null)
        {
            cancellation.ThrowIfCancellationRequested();
            reason = walk.GradientNorm <= GradientTolerance ? StopReason.GradientTolerance
                : walk.Iterations >= IterationLimit ? StopReason.IterationLimit
                : walk.Step() ? null : StopReason.StepTooSmall;
        }

        return walk.Result(reason.Value, reason switch
        {
            StopReason.NotFiniteAtStart => "the value or the gradient at the start is not finite",
            StopReason.GradientTolerance => string.Create(
                CultureInfo.InvariantCulture, $"the gradient is at most {GradientTolerance:G3}"),
            StopReason.IterationLimit => $"the limit of {IterationLimit} iterations is reached",
            _ => "no step, however short, leads to a finite value",
        });
    }
}
