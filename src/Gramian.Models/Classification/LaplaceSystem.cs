using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>
/// Finds the mode of p(f | labels) by Newton's method, and the Laplace approximation of the evidence there.
/// </summary>
/// <remarks>
/// At the mode α = K⁻¹f equals ∇ log p(y | f), and the residual says by how much it does not.
/// </remarks>
[Paper("rasmussen2006gaussian", Where = "algorithms 3.1 and 5.1")]
internal sealed class LaplaceSystem : NewtonMode, IBinaryApproximation
{
    private const string Method = "Laplace approximation, Newton";
    private readonly LabelLink link;
    private readonly double[] signs;
    private readonly double[] weights;
    private readonly BinarySystem system;
    private readonly double[] alpha;     // K⁻¹ f
    private readonly double[] latent;    // f
    private readonly double[] slopes;    // ∇ log p
    private readonly double[] curvatures;
    private readonly double[] thirds;
    private readonly double[] target;    // α of the Newton step
    private readonly double[] move;      // K (target − α)

    public LaplaceSystem(LabelData data, int positive, LabelLink link, double tolerance, int limit)
        : base(Method, tolerance, limit)
    {
        this.link = link;
        (signs, weights) = (data.Signs(positive), data.Weights);
        int n = data.Count;
        system = new BinarySystem(data.Inputs);
        (alpha, latent, slopes) = (new double[n], new double[n], new double[n]);
        (curvatures, thirds) = (new double[n], new double[n]);
        (target, move) = (new double[n], new double[n]);
    }

    public double Evaluate(Kernel kernel, Span<double> gradient, ComputeOptions? options)
    {
        if (!TryFindMode(kernel, options) || !IsNearMode)
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

        return Peak - system.HalfLogDeterminant;
    }

    public (BinaryPosterior Posterior, double Evidence, Certificate Certificate) Finish(
        Kernel kernel, ComputeOptions? options)
    {
        if (!TryFindMode(kernel, options))
        {
            throw BinarySystem.NotDefinite(Method, alpha.Length);
        }

        return (system.Keep(kernel, slopes), Peak - system.HalfLogDeterminant, Certify(options));
    }

    public void Dispose() => system.Dispose();

    protected override void Clear()
    {
        Array.Clear(alpha);
        Array.Clear(latent);
        Array.Clear(target);
        Array.Clear(move);
    }

    protected override bool TryFactor(ComputeOptions? options) => system.TryFactor(curvatures, options);

    // α ← α + s (target − α) with target = b − R K b, b = W f + ∇.
    protected override void Aim(ComputeOptions? options)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (curvatures[i] * latent[i]) + slopes[i];
        }

        system.Reduce(target, options);
        VectorOps.Axpy(-1.0, alpha, target);
        system.Multiply(target, move, options);
    }

    protected override void Go(double step)
    {
        VectorOps.Axpy(step, target, alpha);
        VectorOps.Axpy(step, move, latent);
    }

    // −½ αᵀf + Σ w log p at α + s target, f + s move.
    protected override double Objective(double step)
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

    // Leaves alpha, latent, derivatives and the factor of B at the mode; false when B is not positive definite.
    private bool TryFindMode(Kernel kernel, ComputeOptions? options)
    {
        system.Fill(kernel, options);
        system.Multiply(alpha, latent, options);
        return TryFindMode(AtZero(), options);
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

    protected override void Differentiate()
    {
        for (int i = 0; i < alpha.Length; i++)
        {
            BinaryLink.LogLikelihood(
                link, signs[i], latent[i], out double slope, out double curvature, out double third);
            (slopes[i], curvatures[i], thirds[i]) =
                (weights[i] * slope, weights[i] * curvature, weights[i] * third);
        }
    }

    protected override double Residual()
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
