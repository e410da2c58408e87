using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents the limited-memory quasi-Newton method for minimisation within bounds.</summary>
/// <remarks>
/// Each iteration finds the generalised Cauchy point of the quadratic model, improves it over the free variables, and
/// searches along the line for the strong Wolfe conditions. Where the function is not finite the search turns back. It
/// takes O(n · Memory) memory and time per iteration besides the function. Cancelling throws
/// <see cref="OperationCanceledException"/>, as everywhere. Safe to share between threads.
/// </remarks>
[Paper("byrd1995limited")]
public sealed record Lbfgsb
{
    /// <summary>The number of correction pairs that are kept; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Memory { get; init => field = Guard.AtLeast(value, 1, nameof(Memory)); } = 10;

    /// <summary>The largest number of iterations; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 0, nameof(IterationLimit)); } = 1000;

    /// <summary>The largest number of evaluations; at least 1. The last line search may pass it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int EvaluationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(EvaluationLimit)); } = 15000;

    /// <summary>Stops when no element of the projected gradient P(x − g) − x is larger in size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double GradientTolerance { get; init => field = Guard.NonNegative(value, nameof(GradientTolerance)); } =
        1e-5;

    /// <summary>Stops when (f − f₊) / max(|f|, |f₊|, 1) is not larger; 0 for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double RelativeTolerance { get; init => field = Guard.NonNegative(value, nameof(RelativeTolerance)); } =
        1e7 * 2.220446049250313e-16;

    /// <summary>Stops, as unbounded, when the value falls below this; −∞ for never.</summary>
    public double UnboundedBelow { get; init; } = double.NegativeInfinity;

    /// <summary>Minimises a function within bounds.</summary>
    /// <param name="objective">The function and its gradient; evaluated inside the bounds only.</param>
    /// <param name="start">The first point, [n]; it is moved inside the bounds.</param>
    /// <param name="lower">The lower bounds, [n] (−∞ for none), or empty for none at all.</param>
    /// <param name="upper">The upper bounds, [n] (+∞ for none), or empty for none at all.</param>
    /// <param name="options">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, the start is not finite, a bound is NaN, or a lower bound is above an upper one.
    /// </exception>
    public OptimizationResult Minimize(
        Objective objective,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> lower = default,
        ReadOnlySpan<double> upper = default,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        Guard.AllFinite(start, nameof(start));
        var box = new Box(start.Length, lower, upper);
        var run = new BoundedRun(objective, box, start, options ?? ComputeOptions.Default);
        (StopReason reason, string detail) = Iterate(run, box);
        return run.Result(reason, detail);
    }

    private (StopReason Reason, string Detail) Iterate(BoundedRun run, Box box)
    {
        if (!run.IsFinite)
        {
            return (StopReason.NotFiniteAtStart, "the value or the gradient at the start is not finite");
        }

        var memory = new LimitedMemory(run.Point.Length, Memory);
        var cauchy = new CauchyPoint(box, run.Point.Length);
        var subspace = new SubspaceStep(box, run.Point.Length);
        while (true)
        {
            if (run.ProjectedGradientNorm <= GradientTolerance)
            {
                return (StopReason.GradientTolerance,
                    Text($"the projected gradient is at most {GradientTolerance:G3}"));
            }

            if (run.Value < UnboundedBelow)
            {
                return (StopReason.Unbounded, Text($"the value fell below {UnboundedBelow:G3}"));
            }

            if (run.Iterations >= IterationLimit)
            {
                return (StopReason.IterationLimit, $"the limit of {IterationLimit} iterations is reached");
            }

            if (run.Evaluations >= EvaluationLimit)
            {
                return (StopReason.EvaluationLimit, $"the limit of {EvaluationLimit} evaluations is reached");
            }

            double before = run.Value;
            if (Step(run, memory, cauchy, subspace) is { } stop)
            {
                return stop;
            }

            double scale = Math.Max(1, Math.Max(Math.Abs(before), Math.Abs(run.Value)));
            if (before - run.Value <= RelativeTolerance * scale && RelativeTolerance > 0)
            {
                return (StopReason.FunctionTolerance,
                    Text($"the relative change of the value is at most {RelativeTolerance:G3}"));
            }
        }
    }

    // One iteration; a reason when no progress is possible.
    private static (StopReason Reason, string Detail)? Step(
        BoundedRun run, LimitedMemory memory, CauchyPoint cauchy, SubspaceStep subspace)
    {
        while (true)
        {
            cauchy.Find(run.Point, run.Gradient, memory);
            subspace.Improve(run.Point, run.Gradient, cauchy, memory);
            double slope = run.SetDirection(cauchy.Point);
            if (slope < 0 && run.Search(slope, memory.Pairs == 0))
            {
                run.Accept(memory);
                return null;
            }

            if (memory.Pairs == 0)
            {
                double attainable = 8 * 2.220446049250313e-16 * Math.Max(1, Math.Abs(run.Value));
                return -slope <= attainable
                    ? (StopReason.FunctionTolerance, "the value cannot fall any further in floating point")
                    : (StopReason.LineSearchFailed, Text(
                        $"no step along the direction of slope {slope:G3} lowers the value; check the gradient"));
            }

            // The model may be at fault: start again from steepest descent before giving up.
            memory.Clear();
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
