using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>Newton's method for the mode of latent functions, whose objective no step lets fall.</summary>
/// <remarks>Every search starts from the mode of the one before. Steps are halved until the objective does not fall.
/// </remarks>
internal abstract class NewtonMode(string method, double tolerance, int limit)
{
    private const int HalvingLimit = 40;

    // The objective is a sum of n terms: a fall by this share of it is rounding.
    private const double Rounding = 1e-14;

    private double residual;
    private int iterations;

    /// <summary>log p(labels | f) − ½ fᵀK⁻¹f at the mode.</summary>
    protected double Peak { get; private set; }

    /// <summary>Whether the end is near enough to a mode for derivatives that hold only there.</summary>
    protected bool IsNearMode => residual <= 1e-3;

    /// <summary>How the search ended.</summary>
    protected Certificate Certify(ComputeOptions? options)
    {
        bool converged = residual <= tolerance;
        return new Certificate
        {
            Method = method,
            Iterations = iterations,
            RequestedTolerance = tolerance,
            AchievedResidual = residual,
            Library = Certificate.LibraryOf(options),
            Converged = converged,
            Remedy = converged ? null : "Allow more iterations or a larger tolerance, or bound the kernel's variance.",
        };
    }

    /// <summary>Leaves everything at the mode; false when a matrix is not positive definite.</summary>
    /// <param name="atZero">The objective at f = 0, from where to start when the last mode is worse.</param>
    /// <param name="options">Threads and cancellation.</param>
    protected bool TryFindMode(double atZero, ComputeOptions? options)
    {
        Peak = Objective(0);
        if (!(Peak >= atZero))
        {
            Clear();
            Peak = Objective(0);
        }

        (double lastResidual, double lastPeak) = (double.PositiveInfinity, double.NegativeInfinity);
        for (iterations = 0; ; iterations++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            Differentiate();
            if (!TryFactor(options))
            {
                return false;
            }

            // Newton squares the residual of every step near the end; one that does neither that nor gains is rounding.
            residual = Residual();
            bool stalled = residual > 0.5 * lastResidual && Peak - lastPeak <= Rounding * Math.Abs(Peak);
            (lastResidual, lastPeak) = (residual, Peak);
            if (residual <= tolerance || stalled || iterations == limit || !TryStep(options))
            {
                return double.IsFinite(Peak);
            }
        }
    }

    /// <summary>The objective a share of the aimed step ahead.</summary>
    protected abstract double Objective(double step);

    /// <summary>
    /// Sets f and K⁻¹f to zero, and the step too: a step that failed may have left numbers that no share of zero makes
    /// zero.
    /// </summary>
    protected abstract void Clear();

    /// <summary>Takes the derivatives of log p(labels | f).</summary>
    protected abstract void Differentiate();

    /// <summary>Factors what Newton's step divides by.</summary>
    protected abstract bool TryFactor(ComputeOptions? options);

    /// <summary>‖K⁻¹f − ∇‖ / ‖∇‖.</summary>
    protected abstract double Residual();

    /// <summary>Finds Newton's step.</summary>
    protected abstract void Aim(ComputeOptions? options);

    /// <summary>Goes a share of the aimed step.</summary>
    protected abstract void Go(double step);

    private bool TryStep(ComputeOptions? options)
    {
        Aim(options);
        double step = 1;
        for (int halving = 0; halving <= HalvingLimit; halving++, step *= 0.5)
        {
            double value = Objective(step);
            if (value >= Peak - (Rounding * Math.Abs(Peak)))
            {
                Peak = value;
                Go(step);
                return true;
            }
        }

        return false;
    }
}
