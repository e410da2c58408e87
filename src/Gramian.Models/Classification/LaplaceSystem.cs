using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>
/// Finds the mode of p(f | labels) by Newton's method, and the Laplace approximation of the evidence there.
/// </summary>
/// <remarks>
/// At the mode α = K⁻¹f equals ∇ log p(y | f), and the residual says by how much it does not. Every evaluation starts
/// from the mode of the one before. Steps are halved until the objective does not fall.
/// </remarks>
[Paper("rasmussen2006gaussian", Where = "algorithms 3.1 and 5.1")]
internal sealed class LaplaceSystem : IBinaryApproximation
{
    private const string Method = "Laplace approximation, Newton";
    private const int HalvingLimit = 40;

    // The objective is a sum of n terms: a fall by this share of it is rounding.
    private const double Rounding = 1e-14;

    private readonly LabelLink link;
    private readonly double[] signs;
    private readonly double[] weights;
    private readonly double tolerance;
    private readonly int limit;
    private readonly BinarySystem system;
    private readonly double[] alpha;     // K⁻¹ f
    private readonly double[] latent;    // f
    private readonly double[] slopes;    // ∇ log p
    private readonly double[] curvatures;
    private readonly double[] thirds;
    private readonly double[] target;    // α of the Newton step
    private readonly double[] move;      // K (target − α)
    private double objective;
    private double residual;
    private int iterations;

    public LaplaceSystem(LabelData data, int positive, LabelLink link, double tolerance, int limit)
    {
        (this.link, this.tolerance, this.limit) = (link, tolerance, limit);
        (signs, weights) = (data.Signs(positive), data.Weights);
        int n = data.Count;
        system = new BinarySystem(data.Inputs);
        (alpha, latent, slopes) = (new double[n], new double[n], new double[n]);
        (curvatures, thirds) = (new double[n], new double[n]);
        (target, move) = (new double[n], new double[n]);
    }

    public double Evaluate(Kernel kernel, Span<double> gradient, ComputeOptions? options)
    {
        if (!TryFindMode(kernel, options) || !(residual <= 1e-3))
        {
            return double.NaN;
        }

        if (!gradient.IsEmpty)
        {
            // u = (I − R K) s with s = ∂ log Z / ∂f: what moving the mode adds to the gradient.
            double[] u = target;
            system.FillVariances(move, options);
            for (int i = 0; i < u.Length; i++)
            {
                u[i] = 0.5 * move[i] * thirds[i];
            }

            system.Reduce(u, options);
            system.Contract(kernel, alpha, u, gradient, options);
        }

        return objective - system.HalfLogDeterminant;
    }

    public (BinaryPosterior Posterior, double Evidence, Certificate Certificate) Finish(
        Kernel kernel, ComputeOptions? options)
    {
        if (!TryFindMode(kernel, options))
        {
            throw BinarySystem.NotDefinite(Method, alpha.Length);
        }

        bool converged = residual <= tolerance;
        return (system.Keep(kernel, slopes), objective - system.HalfLogDeterminant, new Certificate
        {
            Method = Method,
            Iterations = iterations,
            RequestedTolerance = tolerance,
            AchievedResidual = residual,
            Library = Certificate.LibraryOf(options),
            Converged = converged,
            Remedy = converged ? null : "Allow more iterations or a larger tolerance, or bound the kernel's variance.",
        });
    }

    public void Dispose() => system.Dispose();

    // Leaves alpha, latent, derivatives and the factor of B at the mode; false when B is not positive definite.
    private bool TryFindMode(Kernel kernel, ComputeOptions? options)
    {
        system.Fill(kernel, options);
        system.Multiply(alpha, latent, options);
        objective = Objective(0);
        if (!(objective >= AtZero()))
        {
            Array.Clear(alpha);
            Array.Clear(latent);
            objective = Objective(0);
        }

        (double lastResidual, double lastObjective) = (double.PositiveInfinity, double.NegativeInfinity);
        for (iterations = 0; ; iterations++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            Differentiate();
            if (!system.TryFactor(curvatures, options))
            {
                return false;
            }

            // Newton squares the residual of every step near the end; one that does neither that nor gains is rounding.
            residual = Residual();
            bool stalled = residual > 0.5 * lastResidual
                && objective - lastObjective <= Rounding * Math.Abs(objective);
            (lastResidual, lastObjective) = (residual, objective);
            if (residual <= tolerance || stalled || iterations == limit || !TryStep(options))
            {
                return double.IsFinite(objective);
            }
        }
    }

    // α ← α + s (target − α) with target = b − R K b, b = W f + ∇.
    private bool TryStep(ComputeOptions? options)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (curvatures[i] * latent[i]) + slopes[i];
        }

        system.Reduce(target, options);
        VectorOps.Axpy(-1.0, alpha, target);
        system.Multiply(target, move, options);
        double step = 1;
        for (int halving = 0; halving <= HalvingLimit; halving++, step *= 0.5)
        {
            double value = Objective(step);
            if (value >= objective - (Rounding * Math.Abs(objective)))
            {
                objective = value;
                VectorOps.Axpy(step, target, alpha);
                VectorOps.Axpy(step, move, latent);
                return true;
            }
        }

        return false;
    }

    // −½ αᵀf + Σ w log p at α + s target, f + s move.
    private double Objective(double step)
    {
        double value = 0;
        for (int i = 0; i < alpha.Length; i++)
        {
            double f = latent[i] + (step * move[i]);
            value += (weights[i] * BinaryLink.LogLikelihood(link, signs[i], f, out _, out _, out _))
                - (0.5 * (alpha[i] + (step * target[i])) * f);
        }

        return value;
    }

    private double AtZero()
    {
        double value = 0;
        for (int i = 0; i < alpha.Length; i++)
        {
            value -= weights[i] * Math.Log(2);
        }

        return value;
    }

    private void Differentiate()
    {
        for (int i = 0; i < alpha.Length; i++)
        {
            BinaryLink.LogLikelihood(
                link, signs[i], latent[i], out double slope, out double curvature, out double third);
            (slopes[i], curvatures[i], thirds[i]) =
                (weights[i] * slope, weights[i] * curvature, weights[i] * third);
        }
    }

    // ‖α − ∇‖ / ‖∇‖.
    private double Residual()
    {
        (double difference, double size) = (0, 0);
        for (int i = 0; i < alpha.Length; i++)
        {
            double d = alpha[i] - slopes[i];
            difference += d * d;
            size += slopes[i] * slopes[i];
        }

        return size > 0 ? Math.Sqrt(difference / size) : 0;
    }
}
