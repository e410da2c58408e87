using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>The state of one bounded minimisation: the point, the trial beside it, the counts and the trace.</summary>
internal sealed class BoundedRun
{
    private readonly Objective objective;
    private readonly Box box;
    private readonly ComputeOptions options;
    private readonly double[] direction;
    private readonly List<double> trace = [];
    private double[] trial;
    private double[] trialGradient;
    private double trialValue;

    public BoundedRun(Objective objective, Box box, ReadOnlySpan<double> start, ComputeOptions options)
    {
        (this.objective, this.box, this.options) = (objective, box, options);
        Point = start.ToArray();
        box.Project(Point);
        Gradient = new double[start.Length];
        direction = new double[start.Length];
        trial = new double[start.Length];
        trialGradient = new double[start.Length];
        Value = Evaluate(Point, Gradient);
        trace.Add(Value);
    }

    public double[] Point { get; private set; }

    public double[] Gradient { get; private set; }

    public double Value { get; private set; }

    public int Iterations { get; private set; }

    public int Evaluations { get; private set; }

    public double ProjectedGradientNorm => box.ProjectedGradientNorm(Point, Gradient);

    public bool IsFinite => double.IsFinite(Value) && !Gradient.AsSpan().ContainsAnyExceptInRange(
        double.MinValue, double.MaxValue);

    /// <summary>Sets the direction towards a target; returns the slope gᵀd.</summary>
    public double SetDirection(ReadOnlySpan<double> target)
    {
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = target[i] - Point[i];
        }

        return LimitedMemory.Dot(Gradient, direction);
    }

    /// <summary>Searches along the direction; true when the trial is to be accepted.</summary>
    public bool Search(double slope, bool steepest)
    {
        double largest = double.PositiveInfinity;
        double length = 0;
        for (int i = 0; i < direction.Length; i++)
        {
            double d = direction[i];
            length += d * d;
            double room = d > 0 ? box.Upper[i] - Point[i] : box.Lower[i] - Point[i];
            largest = d == 0 ? largest : Math.Min(largest, room / d);
        }

        // Without curvature the length of the direction means nothing, so the first step moves by one unit at most.
        double first = steepest ? Math.Min(1, 1 / Math.Sqrt(length)) : 1;
        largest = Math.Min(Math.Max(largest, 1), 1e10);
        return new StrongWolfe(Probe).Search(Value, slope, first, largest);
    }

    /// <summary>Moves to the trial and remembers what was learnt about the curvature.</summary>
    public void Accept(LimitedMemory memory)
    {
        var change = new double[direction.Length];
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = trial[i] - Point[i];
            change[i] = trialGradient[i] - Gradient[i];
        }

        memory.Add(direction, change);
        (Point, trial) = (trial, Point);
        (Gradient, trialGradient) = (trialGradient, Gradient);
        Value = trialValue;
        Iterations++;
        trace.Add(Value);
        options.Progress?.Report(new ComputeProgress("optimising", double.NaN, string.Create(
            CultureInfo.InvariantCulture, $"iteration {Iterations}, value {Value:G6}")));
    }

    public OptimizationResult Result(StopReason reason, string detail) => new()
    {
        Solution = Point,
        Value = Value,
        Iterations = Iterations,
        Evaluations = Evaluations,
        Reason = reason,
        Message = $"Stopped after {Iterations} iterations because {detail}.",
        ProjectedGradientNorm = ProjectedGradientNorm,
        Trace = trace,
    };

    private (double Value, double Slope) Probe(double step)
    {
        for (int i = 0; i < trial.Length; i++)
        {
            trial[i] = box.Clamp(i, Point[i] + (step * direction[i]));
        }

        trialValue = Evaluate(trial, trialGradient);
        return (trialValue, LimitedMemory.Dot(trialGradient, direction));
    }

    private double Evaluate(double[] point, double[] gradient)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        Evaluations++;
        return objective(point, gradient);
    }
}
