using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents exact regressions of the targets of every class with one kernel, with R = (K + Σ)⁻¹ where Σ is diagonal.
/// </summary>
internal sealed class DirichletSystem : IEvidence
{
    private const double LogTwoPi = 1.83787706640934548356;
    private readonly LabelData data;
    private readonly DirichletTargets targets;
    private readonly BinarySystem system;
    private readonly double[] precisions;
    private readonly double[] values;
    private readonly double[] alpha;
    private readonly double[] none;

    public DirichletSystem(LabelData data, DirichletTargets targets)
    {
        (this.data, this.targets) = (data, targets);
        system = new BinarySystem(data.Inputs);
        (precisions, values) = (new double[data.Count], new double[data.Count]);
        (alpha, none) = (new double[data.Count], new double[data.Count]);
    }

    /// <summary>The log marginal likelihood of the targets, summed over the classes.</summary>
    public double Evaluate(Kernel kernel, Span<double> gradient, ComputeOptions? options)
    {
        system.Fill(kernel, options);
        gradient.Clear();
        var own = new double[gradient.Length];
        double sum = 0;
        for (int c = 0; c < data.Labels.Length; c++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            if (!TrySolve(c, options))
            {
                return double.NaN;
            }

            sum -= (0.5 * VectorOps.Dot<double>(alpha, values)) + system.HalfLogDeterminant;
            foreach (double precision in precisions)
            {
                sum += 0.5 * (Math.Log(precision) - LogTwoPi);
            }

            if (!gradient.IsEmpty)
            {
                system.Contract(kernel, alpha, none, own, options);
                VectorOps.Axpy(1.0, own, gradient);
            }
        }

        return sum;
    }

    /// <summary>
    /// The posteriors, the evidence, the largest relative residual of a solve, and the leave-one-out latent means and
    /// variances, [n, k].
    /// </summary>
    public (BinaryPosterior[] Posteriors, double Evidence, double Residual, LatentPrediction LeftOut) Finish(
        Kernel kernel, ComputeOptions? options)
    {
        double evidence = Evaluate(kernel, [], options);
        int k = data.Labels.Length;
        var posteriors = new BinaryPosterior[k];
        var means = new Matrix<double>(data.Count, k);
        var variances = new Matrix<double>(data.Count, k);
        var diagonal = new double[data.Count];
        double residual = 0;
        for (int c = 0; c < k; c++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            if (!TrySolve(c, options))
            {
                throw BinarySystem.NotDefinite(DirichletFit.Method, data.Count);
            }

            posteriors[c] = system.Keep(kernel, alpha);
            residual = Math.Max(residual, Residual(options));
            system.FillPrecisions(diagonal, options);
            for (int i = 0; i < data.Count; i++)
            {
                means[i, c] = targets.Centre(c) + values[i] - (alpha[i] / diagonal[i]);
                variances[i, c] = Math.Max(0, (1 / diagonal[i]) - (1 / precisions[i]));
            }
        }

        return (posteriors, evidence, residual, new LatentPrediction(means, variances));
    }

    public void Dispose() => system.Dispose();

    private bool TrySolve(int c, ComputeOptions? options)
    {
        for (int i = 0; i < data.Count; i++)
        {
            bool own = data.Classes[i] == c;
            precisions[i] = data.Weights[i] / targets.Variance(own);
            values[i] = targets.Target(c, own);
        }

        if (!system.TryFactor(precisions, options))
        {
            return false;
        }

        values.CopyTo(alpha, 0);
        system.ApplyR(alpha);
        return true;
    }

    // ‖(K + Σ)α − y‖ / ‖y‖.
    private double Residual(ComputeOptions? options)
    {
        var product = new double[alpha.Length];
        system.Multiply(alpha, product, options);
        (double difference, double size) = (0, 0);
        for (int i = 0; i < product.Length; i++)
        {
            double r = product[i] + (alpha[i] / precisions[i]) - values[i];
            difference += r * r;
            size += values[i] * values[i];
        }

        return size > 0 ? Math.Sqrt(difference / size) : 0;
    }
}
