using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents the linear algebra of k latent functions with one kernel, joined by the softmax: R =
/// E − E𝟙M⁻¹𝟙ᵀE with E_c = D_c^½(I + D_c^½KD_c^½)⁻¹D_c^½ and M = Σ E_c.
/// </summary>
/// <remarks>
/// log|I + KW| = Σ log|B_c| + log|M| − Σ log wᵢ, wᵢ the weights of the rows. Takes k + 4 buffers of n × n, and k more
/// once a gradient is asked for. Not thread-safe.
/// </remarks>
internal sealed class SoftmaxSystem : IDisposable
{
    private readonly Points inputs;
    private readonly Matrix<double>[] inverses;   // E_c, both triangles
    private readonly Matrix<double> factor;       // of B_c on the way, then scratch
    private readonly Matrix<double> work;
    private readonly double[] scratch;
    private Matrix<double>[]? bends;              // L_M⁻¹ E_c K

    public SoftmaxSystem(Points inputs, int classes)
    {
        this.inputs = inputs;
        int n = inputs.Count;
        Gram = Matrix<double>.Uninitialized(n, n);
        Joint = Matrix<double>.Uninitialized(n, n);
        factor = Matrix<double>.Uninitialized(n, n);
        work = Matrix<double>.Uninitialized(n, n);
        inverses = [.. Enumerable.Range(0, classes).Select(_ => Matrix<double>.Uninitialized(n, n))];
        scratch = new double[n];
    }

    /// <summary>K, both triangles.</summary>
    public Matrix<double> Gram { get; }

    /// <summary>The factor of M in the lower triangle.</summary>
    public Matrix<double> Joint { get; }

    /// <summary>½ (Σ log|B_c| + log|M|).</summary>
    public double HalfLogDeterminant { get; private set; }

    public void Fill(Kernel kernel, ComputeOptions? options) =>
        kernel.FillGram(inputs, Gram, GramTriangle.Both, options);

    /// <summary>Forms E_c and the factor of M for given D_c; false when one is not positive definite.</summary>
    /// <param name="precisions">The diagonals of D, [k, n].</param>
    /// <param name="options">Threads and cancellation.</param>
    public bool TryFactor(MatrixView<double> precisions, ComputeOptions? options)
    {
        int n = scratch.Length;
        HalfLogDeterminant = 0;
        Joint.View.Fill(0);
        for (int c = 0; c < inverses.Length; c++)
        {
            Matrix<double> inverse = inverses[c];
            if (!TryFactorClass(precisions.Row(c), inverse, scratch, options))
            {
                return false;
            }

            HalfLogDeterminant += 0.5 * CholeskyFactor.LogDeterminant<double>(inverse);
            CholeskyFactor.InvertInPlace<double>(inverse, options);
            for (int i = 0; i < n; i++)
            {
                Span<double> row = inverse.Row(i)[..(i + 1)];
                for (int k = 0; k <= i; k++)
                {
                    row[k] *= scratch[i] * scratch[k];
                }

                VectorOps.Axpy(1.0, row, Joint.Row(i)[..(i + 1)]);
            }

            SymmetricOps.MirrorLower<double>(inverse);
        }

        if (!CholeskyFactor.TryFactor<double>(Joint, out _, options))
        {
            return false;
        }

        HalfLogDeterminant += 0.5 * CholeskyFactor.LogDeterminant<double>(Joint);
        return true;
    }

    /// <summary>x_c ← x_c − (R K x)_c.</summary>
    public void Reduce(MatrixView<double> x, ComputeOptions? options)
    {
        int n = scratch.Length;
        using var image = new Matrix<double>(x.Rows, n);
        var sum = new double[n];
        for (int c = 0; c < x.Rows; c++)
        {
            Multiply(x.Row(c), scratch, options);
            Blas.Gemv<double>(Transpose.No, 1, inverses[c], scratch, 0, image.Row(c), options);
            VectorOps.Axpy(1.0, image.Row(c), sum);
        }

        CholeskyFactor.SolveInPlace<double>(Joint, sum);
        for (int c = 0; c < x.Rows; c++)
        {
            Blas.Gemv<double>(Transpose.No, -1, inverses[c], sum, 1, image.Row(c), options);
            VectorOps.Axpy(-1.0, image.Row(c), x.Row(c));
        }
    }

    /// <summary>y ← K x.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y, ComputeOptions? options) =>
        Blas.Gemv(Transpose.No, 1, Gram, x, 0, y, options);

    /// <summary>The posterior covariances between the classes at each row, [n, k k].</summary>
    public Matrix<double> Covariances(ComputeOptions? options)
    {
        (int n, int k) = (scratch.Length, inverses.Length);
        bends ??= [.. inverses.Select(_ => Matrix<double>.Uninitialized(n, n))];
        var covariances = new Matrix<double>(n, k * k);
        for (int c = 0; c < k; c++)
        {
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, inverses[c], Gram, 0, bends[c], options);
            for (int i = 0; i < n; i++)
            {
                // Row i of (E K) times column i of K, which is symmetric: summed over rows below.
                covariances[i, (c * k) + c] = Gram[i, i];
            }

            for (int row = 0; row < n; row++)
            {
                ReadOnlySpan<double> left = Gram.Row(row);
                ReadOnlySpan<double> right = bends[c].Row(row);
                for (int i = 0; i < n; i++)
                {
                    covariances[i, (c * k) + c] -= left[i] * right[i];
                }
            }

            CholeskyFactor.SolveLower<double>(Joint, bends[c], options);
        }

        for (int c = 0; c < k; c++)
        {
            for (int e = 0; e <= c; e++)
            {
                AddProducts(bends[c], bends[e], scratch);
                for (int i = 0; i < n; i++)
                {
                    covariances[i, (c * k) + e] += scratch[i];
                    covariances[i, (e * k) + c] = covariances[i, (c * k) + e];
                }
            }
        }

        return covariances;
    }

    /// <summary>gradient[j] = ½ Σ_c Σ (ααᵀ + uαᵀ + αuᵀ − R_cc) ∘ ∂K/∂θⱼ.</summary>
    public void Contract(
        Kernel kernel, MatrixView<double> alpha, MatrixView<double> u, Span<double> gradient, ComputeOptions? options)
    {
        int n = scratch.Length;
        work.View.Fill(0);
        for (int c = 0; c < inverses.Length; c++)
        {
            inverses[c].View.CopyTo(factor);
            CholeskyFactor.SolveLower<double>(Joint, factor, options);
            Blas.Syrk<double>(Triangle.Lower, Transpose.Yes, 0.5, factor, 1, work, options);
            ReadOnlySpan<double> a = alpha.Row(c);
            ReadOnlySpan<double> b = u.Row(c);
            for (int i = 0; i < n; i++)
            {
                Span<double> row = work.Row(i);
                ReadOnlySpan<double> inverse = inverses[c].Row(i);
                for (int k = 0; k <= i; k++)
                {
                    row[k] += 0.5 * ((a[i] * a[k]) + (b[i] * a[k]) + (a[i] * b[k]) - inverse[k]);
                }
            }
        }

        kernel.ContractGradient(inputs, work, gradient, options);
    }

    /// <summary>The posterior that the system describes.</summary>
    public SoftmaxPosterior Keep(
        Kernel kernel, MatrixView<double> alpha, MatrixView<double> precisions, ComputeOptions? options)
    {
        (int n, int k) = (scratch.Length, inverses.Length);
        var roots = new double[k][];
        var factors = new Matrix<double>[k];
        for (int c = 0; c < k; c++)
        {
            (roots[c], factors[c]) = (new double[n], Matrix<double>.Uninitialized(n, n));
            TryFactorClass(precisions.Row(c), factors[c], roots[c], options);
        }

        return new SoftmaxPosterior
        {
            Kernel = kernel,
            Inputs = inputs,
            Weights = alpha.ToMatrix(),
            Roots = roots,
            Factors = factors,
            Joint = Joint.Copy(),
        };
    }

    public void Dispose()
    {
        foreach (Matrix<double> matrix in (Matrix<double>[])[Gram, Joint, factor, work, .. inverses, .. bends ?? []])
        {
            matrix.Dispose();
        }
    }

    private bool TryFactorClass(
        ReadOnlySpan<double> precisions, Matrix<double> destination, Span<double> roots, ComputeOptions? options)
    {
        for (int i = 0; i < roots.Length; i++)
        {
            roots[i] = Math.Sqrt(precisions[i]);
        }

        for (int i = 0; i < roots.Length; i++)
        {
            Span<double> row = destination.Row(i);
            ReadOnlySpan<double> gram = Gram.Row(i);
            for (int k = 0; k <= i; k++)
            {
                row[k] = roots[i] * roots[k] * gram[k];
            }

            row[i] += 1;
        }

        return CholeskyFactor.TryFactor<double>(destination, out _, options);
    }

    // sums[i] = Σ_row left[row, i] right[row, i].
    private static void AddProducts(Matrix<double> left, Matrix<double> right, double[] sums)
    {
        Array.Clear(sums);
        for (int row = 0; row < left.Rows; row++)
        {
            ReadOnlySpan<double> a = left.Row(row);
            ReadOnlySpan<double> b = right.Row(row);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += a[i] * b[i];
            }
        }
    }
}
