using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents the simplex method of Nelder and Mead, which needs no gradient; for a few variables.</summary>
/// <remarks>
/// A point at which the function is not a number counts as infinitely bad. It has no proof of convergence.
/// </remarks>
[Paper("nelder1965simplex")]
public sealed record NelderMead
{
    /// <summary>The edge of the first simplex, relative to max(|xᵢ|, 1); positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double InitialStep { get; init => field = Guard.Positive(value, nameof(InitialStep)); } = 0.1;

    /// <summary>Stops when the values of the simplex differ by at most this times max(|f|, 1) …</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double ValueTolerance { get; init => field = Guard.NonNegative(value, nameof(ValueTolerance)); } = 1e-12;

    /// <summary>… and its points by at most this times max(|xᵢ|, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double PointTolerance { get; init => field = Guard.NonNegative(value, nameof(PointTolerance)); } = 1e-7;

    /// <summary>The largest number of iterations; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 0, nameof(IterationLimit)); } = 10_000;

    /// <summary>Minimises a function.</summary>
    /// <param name="function">The function of n variables.</param>
    /// <param name="start">The first point, [n], finite; at least one variable.</param>
    /// <param name="options">Cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The start is empty or not finite.</exception>
    public OptimizationResult Minimize(
        Func<double[], double> function, ReadOnlySpan<double> start, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.AtLeast(start.Length, 1, nameof(start));
        Guard.AllFinite(start, nameof(start));
        CancellationToken cancellation = (options ?? ComputeOptions.Default).CancellationToken;
        int evaluations = 0;
        double Value(double[] point)
        {
            cancellation.ThrowIfCancellationRequested();
            evaluations++;
            double value = function((double[])point.Clone());
            return double.IsNaN(value) ? double.PositiveInfinity : value;
        }

        var simplex = new Simplex(start, InitialStep, Value);
        List<double> trace = [simplex.StartValue];
        StopReason reason = StopReason.NotFiniteAtStart;
        string detail = "the value at the start is not finite";
        int iteration = 0;
        while (double.IsFinite(simplex.StartValue))
        {
            simplex.Sort();
            if (simplex.IsSmall(ValueTolerance, PointTolerance))
            {
                (reason, detail) = (StopReason.FunctionTolerance, "the simplex has shrunk to the tolerances");
                break;
            }

            if (iteration >= IterationLimit)
            {
                (reason, detail) = (StopReason.IterationLimit, $"the limit of {IterationLimit} iterations is reached");
                break;
            }

            simplex.Step(Value);
            iteration++;
            trace.Add(simplex.BestValue);
        }

        return new OptimizationResult
        {
            Solution = simplex.Best,
            Value = simplex.BestValue,
            Iterations = iteration,
            Evaluations = evaluations,
            Reason = reason,
            Message = $"Stopped after {iteration} iterations because {detail}.",
            Trace = trace,
        };
    }
}
