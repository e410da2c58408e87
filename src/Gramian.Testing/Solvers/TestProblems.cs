using Gramian.Solvers.Optimisation;

namespace Gramian.Testing.Solvers;

/// <summary>Functions with known minima, to try optimisers on.</summary>
public static class TestProblems
{
    /// <summary>Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)²; its minimum is 0 at (1, …, 1).</summary>
    public static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        gradient.Clear();
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - (x[i] * x[i]);
            double rest = 1 - x[i];
            sum += (100 * bend * bend) + (rest * rest);
            gradient[i] += (-400 * x[i] * bend) - (2 * rest);
            gradient[i + 1] += 200 * bend;
        }

        return sum;
    }

    /// <summary>½ Σ wᵢ (xᵢ − cᵢ)² with weights wᵢ = 1 + i: within bounds its minimum is the clamped centre.</summary>
    public static Objective WeightedDistance(double[] centre) => (x, gradient) =>
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double away = x[i] - centre[i];
            sum += 0.5 * (1 + i) * away * away;
            gradient[i] = (1 + i) * away;
        }

        return sum;
    };

    /// <summary>Σ xᵢ − ln xᵢ, NaN where some xᵢ ≤ 0; its minimum is n at (1, …, 1).</summary>
    public static double LogBarrier(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] > 0 ? x[i] - Math.Log(x[i]) : double.NaN;
            gradient[i] = x[i] > 0 ? 1 - (1 / x[i]) : double.NaN;
        }

        return sum;
    }
}
