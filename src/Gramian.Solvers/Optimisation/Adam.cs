using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Represents Adam: steps scaled, variable by variable, by running moments of the gradient.</summary>
/// <remarks>
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², x ← (1 − ηw) x − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε), with η
/// the learning rate and w the decay, which is decoupled from the gradient (AdamW). Safe to share between threads.
/// </remarks>
[Paper("kingma2015adam")]
[Paper("loshchilov2019decoupled")]
public sealed record Adam : FirstOrderMethod
{
    /// <summary>β₁, the memory of the mean of the gradients; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double MeanMemory { get; init => field = Guard.InRange(value, 0, 1 - 1e-12, nameof(MeanMemory)); } = 0.9;

    /// <summary>β₂, the memory of the mean of their squares; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double SquareMemory { get; init => field = Guard.InRange(value, 0, 1 - 1e-12, nameof(SquareMemory)); } =
        0.999;

    /// <summary>ε, which keeps steps short where gradients vanish; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Floor { get; init => field = Guard.Positive(value, nameof(Floor)); } = 1e-8;

    /// <inheritdoc/>
    public override GradientStepper Start(int size) => new Stepper(this, Guard.AtLeast(size, 0));

    private sealed class Stepper(Adam recipe, int size) : GradientStepper(size, recipe.LearningRate)
    {
        private readonly double[] means = new double[size];
        private readonly double[] squares = new double[size];

        private protected override void Move(Span<double> point, ReadOnlySpan<double> gradient)
        {
            (double b1, double b2) = (recipe.MeanMemory, recipe.SquareMemory);
            double meanScale = 1 / (1 - Math.Pow(b1, Steps));
            double squareScale = 1 / (1 - Math.Pow(b2, Steps));
            double kept = 1 - (LearningRate * recipe.WeightDecay);
            for (int i = 0; i < point.Length; i++)
            {
                double g = gradient[i];
                double mean = means[i] = (b1 * means[i]) + ((1 - b1) * g);
                double square = squares[i] = (b2 * squares[i]) + ((1 - b2) * g * g);
                double scale = Math.Sqrt(square * squareScale) + recipe.Floor;
                point[i] = (kept * point[i]) - (LearningRate * (mean * meanScale) / scale);
            }
        }

        private protected override void Forget()
        {
            Array.Clear(means);
            Array.Clear(squares);
        }
    }
}
