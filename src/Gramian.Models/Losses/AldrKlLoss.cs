using Gramian.Numerics;

namespace Gramian.Models.Losses;

/// <summary>
/// Represents the adaptive label-distributionally robust loss: LDR-KL whose λ is chosen, row by row, to hurt most.
/// </summary>
/// <remarks>
/// ℓ = max over λ of λ ln (1/K) Σₖ exp(δₖ/λ) − (α ln K / 2λ₀)(λ − λ₀)², with δ as in <see cref="LdrKlLoss"/>. At the
/// maximum λ = λ₀ (1 − KL(p*, 1/K)/(α ln K)), p* = softmax(δ/λ): a row that is unsure keeps λ near λ₀, one that is sure
/// gets less. A maximum of convex functions, ℓ is convex in the scores; the λ that it takes is found to rounding, over
/// all of [λ₀/1000, λ₀], since there may be two hills. From about α = 2 on there seems to be one, an estimate that is
/// not proved, and the loss is smooth; below, it can have edges at which a descent stops short, as its certificate
/// then says.
/// </remarks>
/// <param name="LargestTemperature">λ₀, in the units of the scores; positive, 1 by default.</param>
/// <param name="Stiffness">α, positive; 1 by default. The larger, the less λ moves from λ₀.</param>
/// <param name="Margin">c, not negative; 0 by default.</param>
[Paper("zhu2023label")]
public sealed record AldrKlLoss(double LargestTemperature = 1, double Stiffness = 1, double Margin = 0) : ClassLoss
{
    private const double SmallestShare = 1e-3;
    private const int Steps = 16;

    /// <summary>λ₀.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double LargestTemperature
    {
        get;
        init => field = Guard.Positive(value, nameof(LargestTemperature));
    } = Guard.Positive(LargestTemperature, nameof(LargestTemperature));

    /// <summary>α.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Stiffness { get; init => field = Guard.Positive(value, nameof(Stiffness)); } =
        Guard.Positive(Stiffness, nameof(Stiffness));

    /// <summary>c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Margin { get; init => field = Guard.NonNegative(value, nameof(Margin)); } =
        Guard.NonNegative(Margin, nameof(Margin));

    /// <inheritdoc/>
    public override string Name => "ALDR-KL";

    /// <inheritdoc/>
    public override bool IsConvex => true;

    /// <inheritdoc/>
    public override double Evaluate(
        ReadOnlySpan<double> scores, int label, Span<double> gradient, Span<double> curvature)
    {
        LdrKlLoss.Excesses(scores, label, Margin, gradient);
        double temperature = Choose(gradient, curvature);
        double value = Objective(gradient, temperature, curvature, out _);

        // λ moves with the scores: the Hessian has vvᵀ/|∂²/∂λ²| besides, v = ∂p*/∂λ, which lies below
        // (diag|v| − |v||v|ᵀ/S) S/|∂²/∂λ²| with S = Σ|v|, since v sums to zero.
        (double mean, double bend) = Bend(gradient, curvature, temperature);
        double sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            gradient[k] = curvature[k] * Math.Abs(gradient[k] - mean) / (temperature * temperature);
            sum += gradient[k];
        }

        double moved = bend < 0 && temperature > SmallestShare * LargestTemperature ? sum / -bend : 0;
        double rest = Rest(curvature, label);
        for (int k = 0; k < scores.Length; k++)
        {
            double p = curvature[k];
            curvature[k] = (p / temperature) + (moved * gradient[k]);
            gradient[k] = k == label ? -rest : p;
        }

        return value;
    }

    /// <summary>λ of a row, in [λ₀/1000, λ₀].</summary>
    /// <param name="scores">f, [k], finite.</param>
    /// <param name="label">y, the place of the true label, from 0.</param>
    public double Temperature(ReadOnlySpan<double> scores, int label)
    {
        var work = new double[2 * scores.Length];
        LdrKlLoss.Excesses(scores, label, Margin, work.AsSpan(0, scores.Length));
        return Choose(work.AsSpan(0, scores.Length), work.AsSpan(scores.Length));
    }

    /// <summary>
    /// The π with Σᵧ πᵧ (p*(y) − eᵧ) = 0: the stationary law of the chain that goes from y to k with probability
    /// p*(y)ₖ.
    /// </summary>
    /// <inheritdoc/>
    public override bool TryProbabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        int count = scores.Length;
        var chain = new double[count][];
        var excesses = new double[count];
        for (int y = 0; y < count; y++)
        {
            chain[y] = new double[count];
            LdrKlLoss.Excesses(scores, y, Margin, excesses);
            Softmax(excesses, Choose(excesses, chain[y]), chain[y]);
        }

        StationaryLaw(chain, probabilities);
        return true;
    }

    // Elimination without a subtraction, so that the smallest probabilities keep their digits.
    private static void StationaryLaw(double[][] chain, Span<double> law)
    {
        int count = chain.Length;
        for (int n = count - 1; n > 0; n--)
        {
            double leaving = 0;
            for (int j = 0; j < n; j++)
            {
                leaving += chain[n][j];
            }

            // A state that is left too seldom for a number to say keeps nearly all of the law.
            leaving = Math.Max(leaving, 1e-100);
            for (int i = 0; i < n; i++)
            {
                chain[i][n] /= leaving;
                for (int j = 0; j < n; j++)
                {
                    chain[i][j] += chain[i][n] * chain[n][j];
                }
            }
        }

        law[0] = 1;
        for (int n = 1; n < count; n++)
        {
            law[n] = 0;
            for (int i = 0; i < n; i++)
            {
                law[n] += law[i] * chain[i][n];
            }

            double sum = 1 + law[n];
            foreach (ref double p in law[..(n + 1)])
            {
                p /= sum;
            }
        }
    }

    // The best of the ends and of every hill between neighbours of a geometric grid.
    private double Choose(ReadOnlySpan<double> excesses, Span<double> work)
    {
        double low = SmallestShare * LargestTemperature;
        double ratio = Math.Pow(SmallestShare, 1.0 / Steps);
        (double best, double bestValue) = (low, Objective(excesses, low, work, out _));
        double high = LargestTemperature;
        Objective(excesses, high, work, out double slopeHigh);
        if (slopeHigh >= 0)
        {
            return high;
        }

        for (int step = 1; step <= Steps; step++)
        {
            double next = step == Steps ? low : LargestTemperature * Math.Pow(ratio, step);
            Objective(excesses, next, work, out double slopeNext);
            if (slopeNext > 0 && slopeHigh <= 0)
            {
                double peak = Peak(excesses, next, high, work);
                double value = Objective(excesses, peak, work, out _);
                (best, bestValue) = value > bestValue ? (peak, value) : (best, bestValue);
            }

            (high, slopeHigh) = (next, slopeNext);
        }

        return best;
    }

    // Where the slope, positive at the low end and negative at the high one, is zero: Newton's steps inside a bracket.
    private double Peak(ReadOnlySpan<double> excesses, double low, double high, Span<double> work)
    {
        double at = 0.5 * (low + high);
        for (int i = 0; i < 100 && high - low > 4e-16 * high; i++)
        {
            Objective(excesses, at, work, out double slope);
            (low, high) = slope > 0 ? (at, high) : (low, at);
            double next = at - (slope / Bend(excesses, work, at).Bend);
            if (!(next > low && next < high))
            {
                next = 0.5 * (low + high);
            }

            if (Math.Abs(next - at) <= 1e-15 * at)
            {
                return next;
            }

            at = next;
        }

        return at;
    }

    // The mean of δ under p*, and the second derivative in λ, Var δ/λ³ − α ln K/λ₀.
    private (double Mean, double Bend) Bend(
        ReadOnlySpan<double> excesses, ReadOnlySpan<double> law, double temperature)
    {
        (double mean, double square) = (0, 0);
        for (int k = 0; k < law.Length; k++)
        {
            mean += law[k] * excesses[k];
        }

        for (int k = 0; k < law.Length; k++)
        {
            square += law[k] * (excesses[k] - mean) * (excesses[k] - mean);
        }

        double stiffness = Stiffness * Math.Log(law.Length) / LargestTemperature;
        return (mean, (square / (temperature * temperature * temperature)) - stiffness);
    }

    // The value at λ, its slope −KL(p*, 1/K) − (α ln K/λ₀)(λ − λ₀), and p*.
    private double Objective(ReadOnlySpan<double> excesses, double temperature, Span<double> law, out double slope)
    {
        int count = excesses.Length;
        double norm = Softmax(excesses, temperature, law) - Math.Log(count);
        double divergence = -norm;
        for (int k = 0; k < count; k++)
        {
            divergence += law[k] * excesses[k] / temperature;
        }

        double stiffness = Stiffness * Math.Log(count) / LargestTemperature;
        double away = temperature - LargestTemperature;
        slope = -divergence - (stiffness * away);
        return (temperature * norm) - (0.5 * stiffness * away * away);
    }
}
