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

    /// <summary>The product of the Hessian of <see cref="Rosenbrock"/> with a vector.</summary>
    public static void RosenbrockHessian(ReadOnlySpan<double> x, ReadOnlySpan<double> vector, Span<double> product)
    {
        product.Clear();
        for (int i = 0; i + 1 < x.Length; i++)
        {
            product[i] += (((1200 * x[i] * x[i]) - (400 * x[i + 1]) + 2) * vector[i]) - (400 * x[i] * vector[i + 1]);
            product[i + 1] += (200 * vector[i + 1]) - (400 * x[i] * vector[i]);
        }
    }

    /// <summary>The product of a Hessian with a vector, by a central difference of gradients.</summary>
    public static HessianProduct DifferenceHessian(Objective objective) => (x, vector, product) =>
    {
        const double Step = 1e-6;
        var ahead = new double[x.Length];
        var behind = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            ahead[i] = x[i] + (Step * vector[i]);
            behind[i] = x[i] - (Step * vector[i]);
        }

        var back = new double[x.Length];
        objective(ahead, product);
        objective(behind, back);
        for (int i = 0; i < x.Length; i++)
        {
            product[i] = (product[i] - back[i]) / (2 * Step);
        }
    };

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
