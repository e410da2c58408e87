using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Optimisation;

/// <summary>The state of one minimisation by short steps, and the best point that it saw.</summary>
internal sealed class FirstOrderWalk
{
    private readonly Objective objective;
    private readonly GradientStepper stepper;
    private readonly double[] point;
    private readonly double[] before;
    private readonly double[] best;
    private readonly double[] gradient;
    private readonly double[] trialGradient;
    private readonly List<double> trace = [];
    private double value;
    private double bestValue;
    private double bestGradientNorm;
    private int evaluations;

    public FirstOrderWalk(Objective objective, GradientStepper stepper, ReadOnlySpan<double> start)
    {
        (this.objective, this.stepper) = (objective, stepper);
        point = start.ToArray();
        before = start.ToArray();
        best = start.ToArray();
        gradient = new double[start.Length];
        trialGradient = new double[start.Length];
        value = bestValue = Evaluate(gradient);
        bestGradientNorm = GradientNorm;
        trace.Add(value);
    }

    public int Iterations { get; private set; }

    public double GradientNorm => VectorOps.MaxAbs<double>(gradient);

    public bool IsFinite => AllFinite(value, gradient);

    /// <summary>One iteration; false when no step leads to a finite value.</summary>
    public bool Step()
    {
        point.CopyTo(before, 0);
        double smallest = 1e-12 * stepper.LearningRate;
        while (true)
        {
            stepper.Step(point, gradient);
            double trial = Evaluate(trialGradient);
            if (AllFinite(trial, trialGradient))
            {
                value = trial;
                break;
            }

            // The momentum led out of the domain, so it goes too.
            before.CopyTo(point, 0);
            stepper.Reset();
            stepper.LearningRate /= 2;
            if (stepper.LearningRate < smallest)
            {
                return false;
            }
        }

        trialGradient.CopyTo(gradient, 0);
        Iterations++;
        trace.Add(value);
        if (value <= bestValue)
        {
            bestValue = value;
            bestGradientNorm = GradientNorm;
            point.CopyTo(best, 0);
        }

        return true;
    }

    /// <summary>The best point; after convergence the last one, whose gradient met the tolerance.</summary>
    public OptimizationResult Result(StopReason reason, string detail)
    {
        bool last = reason == StopReason.GradientTolerance;
        return new()
        {
            Solution = last ? point : best,
            Value = last ? value : bestValue,
            Iterations = Iterations,
            Evaluations = evaluations,
            Reason = reason,
            Message = $"Stopped after {Iterations} iterations because {detail}.",
            ProjectedGradientNorm = last ? GradientNorm : bestGradientNorm,
            Trace = trace,
        };
    }

    private static bool AllFinite(double value, ReadOnlySpan<double> gradient) =>
        double.IsFinite(value) && !gradient.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);

    private double Evaluate(double[] destination)
    {
        evaluations++;
        return objective(point, destination);
    }
}
