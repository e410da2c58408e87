namespace Gramian.Solvers.Optimisation;

/// <summary>
/// A line search for f(x + αd) ≤ f(x) + c₁ α gᵀd and |g(x + αd)ᵀd| ≤ c₂ |gᵀd|, by bracketing and safeguarded cubic
/// interpolation. A step at which the function is not finite becomes the end of the bracket, so the search turns back.
/// </summary>
internal sealed class StrongWolfe(Func<double, (double Value, double Slope)> evaluate)
{
    private const double SufficientDecrease = 1e-4;
    private const double CurvatureFraction = 0.9;
    private const int EvaluationLimit = 50;
    private int evaluations;

    /// <summary>Searches; true when a step lowers the value enough. The step was then the last one evaluated.</summary>
    /// <param name="value">f at step 0.</param>
    /// <param name="slope">gᵀd at step 0, negative.</param>
    /// <param name="first">The first step to try.</param>
    /// <param name="largest">The largest step that stays inside the bounds.</param>
    public bool Search(double value, double slope, double first, double largest)
    {
        var low = new Trial(0, value, slope);
        double step = Math.Min(first, largest);
        while (evaluations < EvaluationLimit)
        {
            Trial trial = Evaluate(step);
            if (!trial.IsFinite || trial.Value > value + (SufficientDecrease * step * slope)
                || (low.Step > 0 && trial.Value >= low.Value))
            {
                return Zoom(value, slope, low, trial);
            }

            if (Math.Abs(trial.Slope) <= -CurvatureFraction * slope)
            {
                return true;
            }

            if (trial.Slope >= 0)
            {
                return Zoom(value, slope, trial, low);
            }

            if (step >= largest)
            {
                return true;
            }

            low = trial;
            step = Math.Min(largest, 4 * step);
        }

        return false;
    }

    // low has the least value that decreases enough; the wanted step lies between low and high.
    private bool Zoom(double value, double slope, Trial low, Trial high)
    {
        while (evaluations < EvaluationLimit)
        {
            double width = high.Step - low.Step;
            if (Math.Abs(width) <= 1e-15 * Math.Max(low.Step, high.Step))
            {
                break;
            }

            Trial trial = Evaluate(low.Step + (width * Interpolate(low, high)));
            if (!trial.IsFinite || trial.Value > value + (SufficientDecrease * trial.Step * slope)
                || trial.Value >= low.Value)
            {
                high = trial;
                continue;
            }

            if (Math.Abs(trial.Slope) <= -CurvatureFraction * slope)
            {
                return true;
            }

            if (trial.Slope * width >= 0)
            {
                high = low;
            }

            low = trial;
        }

        // The curvature condition could not be met; a step that decreases enough is still progress.
        if (low.Step > 0 && low.Value < value)
        {
            Evaluate(low.Step);
            return true;
        }

        return false;
    }

    // The place of the minimiser of the cubic through both ends, as a fraction of the way, kept off the ends.
    private static double Interpolate(Trial low, Trial high)
    {
        if (!high.IsFinite)
        {
            return 0.25;
        }

        double width = high.Step - low.Step;
        double d1 = low.Slope + high.Slope - (3 * (high.Value - low.Value) / width);
        double root = Math.Sqrt((d1 * d1) - (low.Slope * high.Slope));
        double d2 = width < 0 ? -root : root;
        double fraction = 1 - ((high.Slope + d2 - d1) / (high.Slope - low.Slope + (2 * d2)));
        return double.IsNaN(fraction) ? 0.5 : Math.Clamp(fraction, 0.1, 0.9);
    }

    private Trial Evaluate(double step)
    {
        evaluations++;
        (double value, double slope) = evaluate(step);
        return new Trial(step, value, slope);
    }

    private readonly record struct Trial(double Step, double Value, double Slope)
    {
        public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
    }
}
