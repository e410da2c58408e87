using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.FourierProcesses;

/// <summary>
/// Represents Gaussian process regression of 1 to 3 inputs with millions of rows, in equally spaced Fourier features:
/// the recipe, before it has seen data. Immutable.
/// </summary>
/// <remarks>
/// y = f(x) + ε, f ~ GP(0, k), ε ~ N(0, σ²ₙ), at given hyperparameters and with mean 0. The kernel is replaced by a sum
/// of M waves within <see cref="Tolerance"/> of it, all over the domain; for that kernel the posterior is exact up to
/// the tolerance of the solver. The rows are read once, by a non-uniform Fourier transform; then the normal equations
/// of the M weights are a Toeplitz system, solved by conjugate gradients at O(M log M) for each iteration. M grows with
/// the domain over the lengthscale, to the power of d: some dozens on a line, thousands in the plane.
/// </remarks>
/// <param name="Kernel">The kernel k, with a known spectral density: rbf, matern, rationalquadratic, laplacian, their
/// sums and multiples. White terms added at its top are added to the noise variance.</param>
/// <param name="NoiseVariance">σ²ₙ, in squared units of the targets; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">The noise variance is not positive and finite.</exception>
[Paper("greengard2022equispaced")]
public sealed record FourierProcess(Kernel Kernel, double NoiseVariance)
{
    private const int MostSampledRows = 1000;

    /// <summary>The kernel k, with a known spectral density.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Kernel Kernel
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Kernel));
    }
    = Kernel ?? throw new ArgumentNullException(nameof(Kernel));

    /// <summary>σ²ₙ, in squared units of the targets.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double NoiseVariance
    {
        get;
        init => field = Guard.Positive(value, nameof(NoiseVariance));
    }
    = Guard.Positive(NoiseVariance);

    /// <summary>
    /// ε, the largest error of a kernel value over k(0), in [1e-11, 0.1]. The mean is moved by about as much of the
    /// targets' size, and by n ε k(0)/σ²ₙ of it at most.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Tolerance { get; init => field = Guard.InRange(value, 1e-11, 0.1, nameof(Tolerance)); } = 1e-6;

    /// <summary>
    /// How far queries may lie beyond the box of the training inputs, on each side, over its extent; at least 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Margin { get; init => field = Guard.NonNegative(value, nameof(Margin)); } = 0.1;

    /// <summary>
    /// Whether a query beyond the domain gets the prior, mean 0 and variance k(0), instead of being refused; false by
    /// default.
    /// </summary>
    public bool PriorBeyond { get; init; }

    /// <summary>
    /// The most frequencies M for which variances come from a Cholesky factor, of 8 M² bytes, made when one is first
    /// asked for; beyond it each variance is a solve by <see cref="Solver"/>. At least 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int DenseLimit { get; init => field = Guard.AtLeast(value, 0, nameof(DenseLimit)); } = 4096;

    /// <summary>How the normal equations are solved; its shift is not used, for it is the noise variance.</summary>
    public ConjugateGradient Solver { get; init; } = new()
    {
        RelativeTolerance = 1e-8,
        IterationLimit = 10_000,
        Preconditioning = new DiagonalPreconditioning(),
    };

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs, of 1 to 3 columns; only read now.</param>
    /// <param name="targets">The training targets, [n]; only read now.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths disagree, there is no row, a target is not finite, or there are
    /// too many columns.</exception>
    /// <exception cref="NotSupportedException">The kernel has no known spectral density, or needs too many
    /// frequencies.</exception>
    public FittedFourierProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <summary>Fits several targets, which share the kernel and the noise.</summary>
    /// <param name="inputs">The n training inputs, of 1 to 3 columns; only read now.</param>
    /// <param name="targets">The training targets, [n, q]; only read now.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes disagree, there is no row, a target is not finite, or there are
    /// too many columns.</exception>
    /// <exception cref="NotSupportedException">The kernel has no known spectral density, or needs too many
    /// frequencies.</exception>
    public FittedFourierProcess Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        RegressionData.CheckTargets(inputs, targets);
        Kernel smooth = Kernel.SplitNoise(out double? white);
        double noise = NoiseVariance + (white ?? 0);
        var system = new FourierSystem(smooth, inputs, Margin, Tolerance, options);
        return new FittedFourierProcess(
            this, system, smooth, noise, Some(inputs), system.Project(targets, options), options);
    }

    // Rows at equal steps.
    private static Points Some(Points inputs)
    {
        int count = Math.Min(inputs.Count, MostSampledRows);
        return inputs.Select([.. Enumerable.Range(0, count).Select(i => (int)((long)i * inputs.Count / count))]);
    }
}
