using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents the linear algebra that the approximations of one latent function share: K, the factor L of
/// B = I + S^½KS^½, and sums over R = S^½B⁻¹S^½. Three n × n buffers. Not thread-safe.
/// </summary>
internal sealed class BinarySystem : IDisposable
{
    private readonly Points inputs;
    private readonly Matrix<double> work;
    private readonly double[] scratch;

    public BinarySystem(Points inputs)
    {
        this.inputs = inputs;
        int n = inputs.Count;
        Gram = Matrix<double>.Uninitialized(n, n);
        Factor = Matrix<double>.Uninitialized(n, n);
        work = Matrix<double>.Uninitialized(n, n);
        Roots = new double[n];
        scratch = new double[n];
    }

    /// <summary>K, both triangles.</summary>
    public Matrix<double> Gram { get; }

    /// <summary>L in the lower triangle.</summary>
    public Matrix<double> Factor { get; }

    /// <summary>The diagonal of S^½ at the latest factorisation.</summary>
    public double[] Roots { get; }

    /// <summary>½ log|B|.</summary>
    public double HalfLogDeterminant { get; private set; }

    public void Fill(Kernel kernel, ComputeOptions? options) =>
        kernel.FillGram(inputs, Gram, GramTriangle.Both, options);

    /// <summary>Factors B for given precisions; false when it is not positive definite.</summary>
    public bool TryFactor(ReadOnlySpan<double> precisions, ComputeOptions? options)
    {
        int n = Roots.Length;
        for (int i = 0; i < n; i++)
        {
            Roots[i] = Math.Sqrt(precisions[i]);
        }

        for (int i = 0; i < n; i++)
        {
            Span<double> row = Factor.Row(i);
            ReadOnlySpan<double> gram = Gram.Row(i);
            for (int k = 0; k <= i; k++)
            {
                row[k] = Roots[i] * Roots[k] * gram[k];
            }

            row[i] += 1;
        }

        if (!CholeskyFactor.TryFactor<double>(Factor, out _, options))
        {
            return false;
        }

        HalfLogDeterminant = 0.5 * CholeskyFactor.LogDeterminant<double>(Factor);
        return true;
    }

    /// <summary>y ← K x.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y, ComputeOptions? options) =>
        Blas.Gemv(Transpose.No, 1, Gram, x, 0, y, options);

    /// <summary>x ← R x.</summary>
    public void ApplyR(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= Roots[i];
        }

        CholeskyFactor.SolveInPlace<double>(Factor, x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= Roots[i];
        }
    }

    /// <summary>x ← x − R K x.</summary>
    public void Reduce(Span<double> x, ComputeOptions? options)
    {
        Multiply(x, scratch, options);
        ApplyR(scratch);
        VectorOps.Axpy(-1.0, scratch, x);
    }

    /// <summary>The diagonal of (K⁻¹ + S)⁻¹ = K − K R K.</summary>
    public void FillVariances(Span<double> variances, ComputeOptions? options)
    {
        int n = Roots.Length;
        for (int i = 0; i < n; i++)
        {
            Gram.Row(i).CopyTo(work.Row(i));
            VectorOps.Scale(Roots[i], work.Row(i));
            variances[i] = Gram[i, i];
        }

        CholeskyFactor.SolveLower<double>(Factor, work, options);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = work.Row(i);
            for (int k = 0; k < n; k++)
            {
                variances[k] -= row[k] * row[k];
            }
        }
    }

    /// <summary>
    /// gradient[j] = ½ Σ (ααᵀ + uαᵀ + αuᵀ − R) ∘ ∂K/∂θⱼ. The factor stays.
    /// </summary>
    public void Contract(
        Kernel kernel,
        ReadOnlySpan<double> alpha,
        ReadOnlySpan<double> u,
        Span<double> gradient,
        ComputeOptions? options)
    {
        int n = Roots.Length;
        Factor.View.CopyTo(work);
        CholeskyFactor.InvertInPlace<double>(work, options);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = work.Row(i);
            for (int k = 0; k <= i; k++)
            {
                row[k] = 0.5 * ((alpha[i] * alpha[k]) + (u[i] * alpha[k]) + (alpha[i] * u[k])
                    - (Roots[i] * Roots[k] * row[k]));
            }
        }

        kernel.ContractGradient(inputs, work, gradient, options);
    }

    /// <summary>The diagonal of R. The factor stays.</summary>
    public void FillPrecisions(Span<double> diagonal, ComputeOptions? options)
    {
        Factor.View.CopyTo(work);
        CholeskyFactor.InvertInPlace<double>(work, options);
        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] = Roots[i] * Roots[i] * work[i, i];
        }
    }

    /// <summary>The posterior that the system describes; the factor is copied.</summary>
    public BinaryPosterior Keep(Kernel kernel, double[] alpha) => new()
    {
        Kernel = kernel,
        Inputs = inputs,
        Weights = [.. alpha],
        Roots = [.. Roots],
        Factor = Factor.Copy(),
    };

    public static SolverException NotDefinite(string method, int rows)
    {
        const string Remedy = "Use a kernel that is positive definite, or scale the inputs.";
        return new SolverException(
            $"The posterior precision of {rows} latent values is not positive definite. {Remedy}",
            new Certificate { Method = method, Converged = false, Remedy = Remedy });
    }

    public void Dispose()
    {
        Gram.Dispose();
        Factor.Dispose();
        work.Dispose();
    }
}
