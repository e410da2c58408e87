using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents gradient descent with momentum, for exact or sampled gradients.</summary>
/// <remarks>
/// v ← μ v − η g, x ← (1 − ηw) x + v; looking ahead (Nesterov) x ← (1 − ηw) x + μ v − η g. For a quadratic of largest
/// curvature L the plain form is stable for η &lt; 2 (1 + μ) / L. Safe to share between threads.
/// </remarks>
[Paper("sutskever2013importance")]
public sealed record StochasticGradient : FirstOrderMethod
{
    /// <summary>μ, the share of the last move that the next one keeps; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double Momentum { get; init => field = Guard.InRange(value, 0, 1 - 1e-12, nameof(Momentum)); } = 0.9;

    /// <summary>Whether the gradient acts as if it were taken after the momentum.</summary>
    public bool LooksAhead { get; init; }

    /// <inheritdoc/>
    public override GradientStepper Start(int size) => new Stepper(this, Guard.AtLeast(size, 0));

    private sealed class Stepper(StochasticGradient recipe, int size) : GradientStepper(size, recipe.LearningRate)
    {
        private readonly double[] velocity = new double[size];

        private protected override void Move(Span<double> point, ReadOnlySpan<double> gradient)
        {
            double kept = 1 - (LearningRate * recipe.WeightDecay);
            for (int i = 0; i < point.Length; i++)
            {
                double pull = LearningRate * gradient[i];
                double move = velocity[i] = (recipe.Momentum * velocity[i]) - pull;
                point[i] = (kept * point[i]) + (recipe.LooksAhead ? (recipe.Momentum * move) - pull : move);
            }
        }

        private protected override void Forget() => Array.Clear(velocity);
    }
}
