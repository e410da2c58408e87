using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>
/// Finds the mode of the latent functions of all classes by Newton's method, and the Laplace approximation there.
/// </summary>
/// <remarks>
/// The book's evidence leaves out log|M|, and has no gradient; both are here. See <see cref="SoftmaxSystem"/>.
/// </remarks>
[Paper("rasmussen2006gaussian", Where = "algorithm 3.3, eqs. 3.44-3.48")]
[Paper("williams1998bayesian")]
internal sealed class SoftmaxLaplace : NewtonMode, IEvidence
{
    private const string Method = "softmax Laplace approximation, Newton";
    private readonly LabelData data;
    private readonly SoftmaxSystem system;
    private readonly Matrix<double> alpha;      // K⁻¹ f, and all below, [k, n]
    private readonly Matrix<double> latent;
    private readonly Matrix<double> shares;     // π
    private readonly Matrix<double> slopes;     // w (y − π)
    private readonly Matrix<double> precisions; // D = w π
    private readonly Matrix<double> target;
    private readonly Matrix<double> move;
    private readonly double[] column;

    public SoftmaxLaplace(LabelData data, double tolerance, int limit)
        : base(Method, tolerance, limit)
    {
        this.data = data;
        (int k, int n) = (data.Labels.Length, data.Count);
        system = new SoftmaxSystem(data.Inputs, k);
        (alpha, latent) = (new Matrix<double>(k, n), new Matrix<double>(k, n));
        (shares, slopes) = (new Matrix<double>(k, n), new Matrix<double>(k, n));
        (precisions, target) = (new Matrix<double>(k, n), new Matrix<double>(k, n));
        move = new Matrix<double>(k, n);
        column = new double[k];
    }

    public double Evaluate(Kernel kernel, Span<double> gradient, ComputeOptions? options)
    {
        if (!TryFindMode(kernel, options) || !IsNearMode)
        {
            return double.NaN;
        }

        if (!gradient.IsEmpty)
        {
            using Matrix<double> covariances = system.Covariances(options);
            FollowMode(covariances);
            system.Reduce(target, options);
            system.Contract(kernel, alpha, target, gradient, options);
        }

        return Evidence();
    }

    public (SoftmaxPosterior Posterior, double Evidence, Certificate Certificate) Finish(
        Kernel kernel, ComputeOptions? options)
    {
        if (!TryFindMode(kernel, options))
        {
            throw BinarySystem.NotDefinite(Method, data.Count);
        }

        return (system.Keep(kernel, slopes, precisions, options), Evidence(), Certify(options));
    }

    public void Dispose()
    {
        system.Dispose();
        foreach (Matrix<double> matrix in (Matrix<double>[])[alpha, latent, shares, slopes, precisions, target, move])
        {
            matrix.Dispose();
        }
    }

    protected override void Clear()
    {
        alpha.View.Fill(0);
        latent.View.Fill(0);
        target.View.Fill(0);
        move.View.Fill(0);
    }

    protected override bool TryFactor(ComputeOptions? options) => system.TryFactor(precisions, options);

    // target = (I − R K)(W f + ∇) − α.
    protected override void Aim(ComputeOptions? options)
    {
        for (int i = 0; i < data.Count; i++)
        {
            double mean = 0;
            for (int c = 0; c < alpha.Rows; c++)
            {
                mean += shares[c, i] * latent[c, i];
            }

            for (int c = 0; c < alpha.Rows; c++)
            {
                target[c, i] = (precisions[c, i] * (latent[c, i] - mean)) + slopes[c, i];
            }
        }

        system.Reduce(target, options);
        for (int c = 0; c < alpha.Rows; c++)
        {
            VectorOps.Axpy(-1.0, alpha.Row(c), target.Row(c));
            system.Multiply(target.Row(c), move.Row(c), options);
        }
    }

    protected override void Go(double step)
    {
        for (int c = 0; c < alpha.Rows; c++)
        {
            VectorOps.Axpy(step, target.Row(c), alpha.Row(c));
            VectorOps.Axpy(step, move.Row(c), latent.Row(c));
        }
    }

    protected override double Objective(double step)
    {
        double value = 0;
        for (int i = 0; i < data.Count; i++)
        {
            for (int c = 0; c < column.Length; c++)
            {
                column[c] = latent[c, i] + (step * move[c, i]);
                value -= 0.5 * (alpha[c, i] + (step * target[c, i])) * column[c];
            }

            double own = column[data.Classes[i]];
            value += data.Weights[i] * (own - NormalSoftmax.Apply(column));
        }

        return value;
    }

    protected override void Differentiate()
    {
        for (int i = 0; i < data.Count; i++)
        {
            for (int c = 0; c < column.Length; c++)
            {
                column[c] = latent[c, i];
            }

            NormalSoftmax.Apply(column);
            for (int c = 0; c < column.Length; c++)
            {
                shares[c, i] = column[c];
                precisions[c, i] = data.Weights[i] * column[c];
                slopes[c, i] = (data.Classes[i] == c ? data.Weights[i] : 0) - precisions[c, i];
            }
        }
    }

    protected override double Residual()
    {
        (double difference, double size) = (0, 0);
        for (int c = 0; c < alpha.Rows; c++)
        {
            for (int i = 0; i < data.Count; i++)
            {
                double d = alpha[c, i] - slopes[c, i];
                difference += d * d;
                size += slopes[c, i] * slopes[c, i];
            }
        }

        return size > 0 ? Math.Sqrt(difference / size) : 0;
    }

    private double Evidence()
    {
        double value = Peak - system.HalfLogDeterminant;
        foreach (double weight in data.Weights)
        {
            value += 0.5 * Math.Log(weight);
        }

        return value;
    }

    private bool TryFindMode(Kernel kernel, ComputeOptions? options)
    {
        system.Fill(kernel, options);
        for (int c = 0; c < alpha.Rows; c++)
        {
            system.Multiply(alpha.Row(c), latent.Row(c), options);
        }

        return TryFindMode(-data.Weights.Sum() * Math.Log(alpha.Rows), options);
    }

    // target = ∂ log Z / ∂f = −½ ∂ tr(Σᵢ Wᵢ) / ∂f at every row, with Wᵢ = w (diag π − ππᵀ).
    private void FollowMode(Matrix<double> covariances)
    {
        int k = column.Length;
        for (int i = 0; i < data.Count; i++)
        {
            ReadOnlySpan<double> block = covariances.Row(i);
            double mean = 0;
            for (int c = 0; c < k; c++)
            {
                double spread = 0;
                for (int e = 0; e < k; e++)
                {
                    spread += block[(c * k) + e] * shares[e, i];
                }

                column[c] = block[(c * k) + c] - (2 * spread);
                mean += shares[c, i] * column[c];
            }

            for (int c = 0; c < k; c++)
            {
                target[c, i] = -0.5 * precisions[c, i] * (column[c] - mean);
            }
        }
    }
}
