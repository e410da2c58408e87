using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents Newton's method with steps by truncated conjugate gradients inside a trust region.</summary>
/// <remarks>
/// Each iteration lowers the quadratic model gᵀs + ½ sᵀH s within ‖s‖₂ ≤ Δ by conjugate gradients, which see H only by
/// its products, follow negative curvature to the edge, and stop at ‖r‖ ≤ min(½, √‖g‖) ‖g‖, so that convergence is
/// superlinear. Δ follows the agreement of model and function. Where the function is not finite the region shrinks.
/// Memory is O(n). Cancelling throws <see cref="OperationCanceledException"/>. Safe to share between threads.
/// </remarks>
[Paper("steihaug1983conjugate")]
[Paper("nocedal2006numerical", Where = "algorithms 4.1 and 7.2")]
public sealed record TrustRegionNewton
{
    // Below a quarter of the promised decrease the region shrinks, above three quarters at its edge it grows.
    private const double AcceptedShare = 1e-4;

    /// <summary>The first radius Δ, in the units of the variables; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double InitialRadius { get; init => field = Guard.Positive(value, nameof(InitialRadius)); } = 1;

    /// <summary>The largest radius; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LargestRadius { get; init => field = Guard.Positive(value, nameof(LargestRadius)); } = 1e10;

    /// <summary>Stops when no element of the gradient is larger in size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double GradientTolerance { get; init => field = Guard.NonNegative(value, nameof(GradientTolerance)); } =
        1e-6;

    /// <summary>The largest number of iterations; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 0, nameof(IterationLimit)); } = 1000;

    /// <summary>The largest number of products with the Hessian in one iteration; 0 for 2n + 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int ProductLimit { get; init => field = Guard.AtLeast(value, 0, nameof(ProductLimit)); }

    /// <summary>Stops, as unbounded, when the value falls below this; −∞ for never.</summary>
    public double UnboundedBelow { get; init; } = double.NegativeInfinity;

    /// <summary>Minimises a function.</summary>
    /// <param name="objective">The function and its gradient.</param>
    /// <param name="hessian">The products of its Hessian.</param>
    /// <param name="start">The first point, [n], finite.</param>
    /// <param name="options">Cancellation and progress; null for the default.</param>
    /// <exception cref="ArgumentException">The start is not finite.</exception>
    public OptimizationResult Minimize(
        Objective objective, HessianProduct hessian, ReadOnlySpan<double> start, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(hessian);
        Guard.AllFinite(start, nameof(start));
        var run = new DescentRun(objective, start, options ?? ComputeOptions.Default);
        (StopReason reason, string detail) = Iterate(run, hessian);
        return run.Result(reason, detail);
    }

    private (StopReason Reason, string Detail) Iterate(DescentRun run, HessianProduct hessian)
    {
        if (!run.IsFinite)
        {
            return (StopReason.NotFiniteAtStart, "the value or the gradient at the start is not finite");
        }

        int size = run.Point.Length;
        var step = new TruncatedStep(size, ProductLimit == 0 ? (2 * size) + 10 : ProductLimit);
        double radius = Math.Min(InitialRadius, LargestRadius);
        while (true)
        {
            if (run.GradientNorm <= GradientTolerance)
            {
                return (StopReason.GradientTolerance, Text($"the gradient is at most {GradientTolerance:G3}"));
            }

            if (run.Value < UnboundedBelow)
            {
                return (StopReason.Unbounded, Text($"the value fell below {UnboundedBelow:G3}"));
            }

            if (run.Iterations >= IterationLimit)
            {
                return (StopReason.IterationLimit, $"the limit of {IterationLimit} iterations is reached");
            }

            double promised = step.Find(hessian, run.Point, run.Gradient, radius);
            double length = VectorOps.Norm2<double>(step.Step);
            if (promised <= 8 * 2.220446049250313e-16 * Math.Abs(run.Value))
            {
                return (StopReason.FunctionTolerance, "the value cannot fall any further in floating point");
            }

            double share = run.Try(step.Step) ? (run.Value - run.TrialValue) / promised : -1;
            if (share < 0.25)
            {
                radius = 0.25 * length;
            }
            else if (share > 0.75 && length > 0.99 * radius)
            {
                radius = Math.Min(2 * radius, LargestRadius);
            }

            run.Advance(share > AcceptedShare);
            if (radius <= 1e-15 * Math.Max(1e-150, VectorOps.MaxAbs<double>(run.Point)))
            {
                return (StopReason.StepTooSmall, Text(
                    $"the trust region shrank to {radius:G3} without a lower value; check gradient and Hessian"));
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
