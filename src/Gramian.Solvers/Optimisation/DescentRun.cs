using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Optimisation;

/// <summary>
/// The state of one minimisation without bounds: the point, a trial beside it, the counts, the trace.
/// </summary>
internal sealed class DescentRun
{
    private readonly Objective objective;
    private readonly ComputeOptions options;
    private readonly List<double> trace = [];
    private double[] trial;
    private double[] trialGradient;

    public DescentRun(Objective objective, ReadOnlySpan<double> start, ComputeOptions options)
    {
        (this.objective, this.options) = (objective, options);
        Point = start.ToArray();
        Gradient = new double[start.Length];
        trial = new double[start.Length];
        trialGradient = new double[start.Length];
        Value = Evaluate(Point, Gradient);
        trace.Add(Value);
    }

    public double[] Point { get; private set; }

    public double[] Gradient { get; private set; }

    public double Value { get; private set; }

    public double TrialValue { get; private set; }

    public int Iterations { get; private set; }

    public int Evaluations { get; private set; }

    public double GradientNorm => VectorOps.MaxAbs<double>(Gradient);

    public bool IsFinite => AllFinite(Value, Gradient);

    /// <summary>Evaluates at point + step; false when something there is not finite.</summary>
    public bool Try(ReadOnlySpan<double> step)
    {
        for (int i = 0; i < trial.Length; i++)
        {
            trial[i] = Point[i] + step[i];
        }

        TrialValue = Evaluate(trial, trialGradient);
        return AllFinite(TrialValue, trialGradient);
    }

    /// <summary>Ends an iteration, at the trial or where it began.</summary>
    public void Advance(bool accept)
    {
        if (accept)
        {
            (Point, trial) = (trial, Point);
            (Gradient, trialGradient) = (trialGradient, Gradient);
            Value = TrialValue;
        }

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
        ProjectedGradientNorm = GradientNorm,
        Trace = trace,
    };

    private static bool AllFinite(double value, ReadOnlySpan<double> gradient) =>
        double.IsFinite(value) && !gradient.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);

    private double Evaluate(double[] point, double[] gradient)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        Evaluations++;
        return objective(point, gradient);
    }
}
