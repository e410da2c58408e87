using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Functions;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>
/// Finds the fixed point of expectation propagation with the probit link, and its approximation of the evidence.
/// </summary>
/// <remarks>
/// Every sweep takes all observations at once from the same posterior, damped, and factors it anew: the fixed point is
/// that of the sequential form, the work is dense products, and no order matters. A row of weight w stands for w equal
/// observations, of which the cavity leaves out one. Sites are natural parameters and nothing is divided by a site's
/// precision, which may be zero. The residual is the largest disagreement between the moments of an observation's
/// tilted law and those of its marginal, in standard deviations.
/// </remarks>
[Paper("minka2001family")]
[Paper("rasmussen2006gaussian", Where = "algorithms 3.5 and 5.2")]
internal sealed class PropagationSystem : IBinaryApproximation
{
    private const string Method = "expectation propagation";
    private const double LeastDamping = 0.05;
    private readonly double[] signs;
    private readonly double[] weights;
    private readonly double tolerance;
    private readonly int limit;
    private readonly BinarySystem system;
    private readonly double[] precisions;   // τ̃
    private readonly double[] shifts;       // ν̃
    private readonly double[] alpha;        // K⁻¹ μ
    private readonly double[] means;        // μ
    private readonly double[] variances;
    private double evidence;
    private double residual;
    private int sweeps;

    public PropagationSystem(LabelData data, int positive, double tolerance, int limit)
    {
        (this.tolerance, this.limit, SearchTolerance) = (tolerance, limit, tolerance);
        int light = Array.FindIndex(data.Weights, weight => weight < 1);
        if (light >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Expectation propagation takes weights of 0 or at least 1, but one was {data.Weights[light]}: ")
                + "multiply them all, or use the Laplace approximation.", "weights");
        }

        (signs, weights) = (data.Signs(positive), data.Weights);
        int n = data.Count;
        system = new BinarySystem(data.Inputs);
        (precisions, shifts, alpha) = (new double[n], new double[n], new double[n]);
        (means, variances) = (new double[n], new double[n]);
    }

    /// <summary>
    /// The residual that is small enough on the way of a search; the tolerance of the end by default. The evidence is
    /// stationary in the sites, so it is wrong by the square of this, and its gradient by as much.
    /// </summary>
    public double SearchTolerance { get; init; }

    public double Evaluate(Kernel kernel, Span<double> gradient, ComputeOptions? options)
    {
        if (!TryPropagate(kernel, SearchTolerance, options) || !(residual <= 1e-3))
        {
            return double.NaN;
        }

        if (!gradient.IsEmpty)
        {
            // At the fixed point the evidence is stationary in the sites, so nothing is added for moving them.
            Array.Clear(variances);
            system.Contract(kernel, alpha, variances, gradient, options);
        }

        return evidence;
    }

    public (BinaryPosterior Posterior, double Evidence, Certificate Certificate) Finish(
        Kernel kernel, ComputeOptions? options)
    {
        if (!TryPropagate(kernel, tolerance, options))
        {
            throw BinarySystem.NotDefinite(Method, alpha.Length);
        }

        bool converged = residual <= tolerance;
        return (system.Keep(kernel, alpha), evidence, new Certificate
        {
            Method = Method,
            Iterations = sweeps,
            RequestedTolerance = tolerance,
            AchievedResidual = residual,
            Library = Certificate.LibraryOf(options),
            Converged = converged,
            Remedy = converged ? null : "Allow more iterations or a larger tolerance, or use Laplace.",
        });
    }

    public void Dispose() => system.Dispose();

    // Leaves sites, posterior and factor at the fixed point; false when B is not positive definite, after which the
    // next kernel starts from no sites.
    private bool TryPropagate(Kernel kernel, double enough, ComputeOptions? options)
    {
        if (Sweep(kernel, enough, options))
        {
            return true;
        }

        Array.Clear(precisions);
        Array.Clear(shifts);
        return false;
    }

    private bool Sweep(Kernel kernel, double enough, ComputeOptions? options)
    {
        system.Fill(kernel, options);
        var nextPrecisions = new double[precisions.Length];
        var nextShifts = new double[precisions.Length];
        (double damping, double before) = (1, double.PositiveInfinity);
        residual = double.PositiveInfinity;
        for (sweeps = 0; ; sweeps++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            if (!system.TryFactor(precisions, options))
            {
                return false;
            }

            shifts.CopyTo(alpha, 0);
            system.Reduce(alpha, options);
            system.Multiply(alpha, means, options);
            system.FillVariances(variances, options);
            if (residual > before)
            {
                damping = Math.Max(LeastDamping, 0.5 * damping);
            }

            before = residual;
            Match(damping, nextPrecisions, nextShifts);
            if (!(residual > enough) || sweeps == limit)
            {
                return double.IsFinite(evidence);
            }

            nextPrecisions.CopyTo(precisions, 0);
            nextShifts.CopyTo(shifts, 0);
        }
    }

    // Matches the moments of every observation: the residual and the evidence here, and the sites of the next sweep.
    private void Match(double damping, double[] nextPrecisions, double[] nextShifts)
    {
        residual = 0;
        evidence = (0.5 * VectorOps.Dot<double>(shifts, means)) - system.HalfLogDeterminant;
        for (int i = 0; i < precisions.Length; i++)
        {
            double precision = precisions[i] / weights[i];
            double shift = shifts[i] / weights[i];
            double remaining = (1 / variances[i]) - precision;
            (nextPrecisions[i], nextShifts[i]) = (precisions[i], shifts[i]);
            if (!(remaining > 0))
            {
                // Too far on the way: this observation waits for the others.
                residual = Math.Max(residual, 1);
                continue;
            }

            double variance = 1 / remaining;
            double mean = ((means[i] / variances[i]) - shift) * variance;
            double spread = Math.Sqrt(1 + variance);
            double z = signs[i] * mean / spread;
            double ratio = BinaryLink.MillsRatio(z);
            double shrink = Math.Clamp(variance * ratio * (z + ratio) / (1 + variance), 0, 1 - 1e-15);
            double pull = signs[i] * variance * ratio / spread;
            double tilted = variance * (1 - shrink);
            residual = Math.Max(residual, Math.Abs(mean + pull - means[i]) / Math.Sqrt(variances[i]));
            residual = Math.Max(residual, Math.Abs((tilted / variances[i]) - 1));
            evidence += weights[i] * (SpecialFunctions.LogNormalCdf(z)
                - (0.5 * Math.Log(remaining * variances[i]))
                + (0.5 * mean * mean * remaining) - (0.5 * means[i] * means[i] / variances[i]));
            double nextPrecision = weights[i] * shrink / tilted;
            double nextShift = weights[i] * ((mean * shrink) + pull) / tilted;
            nextPrecisions[i] += damping * (nextPrecision - precisions[i]);
            nextShifts[i] += damping * (nextShift - shifts[i]);
        }
    }
}
