using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents the limited-memory quasi-Newton method for minimisation within bounds.</summary>
[Paper("byrd1995limited")]
public sealed record Lbfgsb
{
    /// <summary>The number of correction pairs that are kept; at least 1.</summary>
    public int Memory { get; init => field = Guard.AtLeast(value, 1, nameof(Memory)); } = 10;

    /// <summary>The largest number of iterations; at least 0.</summary>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 0, nameof(IterationLimit)); } = 1000;

    /// <summary>Stops when no element of the projected gradient is larger; in the units of the gradient.</summary>
    public double GradientTolerance { get; init => field = Guard.NonNegative(value, nameof(GradientTolerance)); } = 1e-5;

    /// <summary>Stops when (f − f₊) / max(|f|, |f₊|, 1) is not larger.</summary>
    public double RelativeTolerance { get; init => field = Guard.NonNegative(value, nameof(RelativeTolerance)); } =
        1e7 * 2.220446049250313e-16;

    /// <summary>Minimises a function within bounds.</summary>
    /// <param name="objective">The function and its gradient.</param>
    /// <param name="start">The first point, [n]; it is moved inside the bounds.</param>
    /// <param name="lower">The lower bounds, [n] (−∞ for none), or empty for none at all.</param>
    /// <param name="upper">The upper bounds, [n] (+∞ for none), or empty for none at all.</param>
    /// <param name="options">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">The lengths differ, a bound is NaN, or a lower bound is above an upper one.</exception>
    public OptimizationResult Minimize(
        Objective objective,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        CancellationToken cancellation = (options ?? ComputeOptions.Default).CancellationToken;
        var box = new Box(start.Length, lower, upper);
        double[] point = start.ToArray();
        box.Project(point);
        var gradient = new double[point.Length];
        double value = objective(point, gradient);
        int evaluations = 1;
        List<double> trace = [value];
        StopReason reason = StopReason.IterationLimit;
        int iteration = 0;
        var trial = new double[point.Length];
        var trialGradient = new double[point.Length];
        double step = 1;
        for (; iteration < IterationLimit; iteration++)
        {
            if (box.ProjectedGradientNorm(point, gradient) <= GradientTolerance)
            {
                reason = StopReason.GradientTolerance;
                break;
            }

            double next = double.NaN;
            for (step *= 2; step > 1e-18; step *= 0.5)
            {
                double expected = 0;
                for (int i = 0; i < point.Length; i++)
                {
                    trial[i] = box.Clamp(i, point[i] - (step * gradient[i]));
                    expected += gradient[i] * (point[i] - trial[i]);
                }

                cancellation.ThrowIfCancellationRequested();
                next = objective(trial, trialGradient);
                evaluations++;
                if (next <= value - (1e-4 * expected))
                {
                    break;
                }
            }

            if (!(next <= value))
            {
                reason = StopReason.LineSearchFailed;
                break;
            }

            bool flat = value - next <= RelativeTolerance * Math.Max(1, Math.Max(Math.Abs(value), Math.Abs(next)));
            (point, trial, gradient, trialGradient, value) = (trial, point, trialGradient, gradient, next);
            trace.Add(value);
            if (flat)
            {
                reason = StopReason.FunctionTolerance;
                iteration++;
                break;
            }
        }

        return new OptimizationResult
        {
            Solution = point,
            Value = value,
            Iterations = iteration,
            Evaluations = evaluations,
            Reason = reason,
            Message = $"Stopped after {iteration} iterations: {reason}.",
            ProjectedGradientNorm = box.ProjectedGradientNorm(point, gradient),
            Trace = trace,
        };
    }
}
