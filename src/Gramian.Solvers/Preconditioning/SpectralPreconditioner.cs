using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Preconditioning;

/// <summary>
/// Represents P = U diag(h) Uᵀ + t (I − U Uᵀ) with orthonormal U: some eigenvalues, one for the rest.
/// </summary>
/// <remarks>
/// Keeps n r numbers; a product takes 4 n r operations a vector. As U is orthonormal to rounding, P stays positive
/// definite however small t is, which the Woodbury formula of a raw factor does not. Safe to share between threads.
/// </remarks>
[Paper("frangella2023randomized")]
[Paper("diaz2023robust")]
public sealed class SpectralPreconditioner : IPreconditioner
{
    private readonly Matrix<double> basis;   // U, [n, r]
    private readonly double[] head;          // h, [r]
    private readonly double tail;            // t
    private readonly double[] inverse;       // 1/h − 1/t
    private readonly double[] root;          // h^−½ − t^−½

    internal SpectralPreconditioner(Matrix<double> basis, double[] head, double tail)
    {
        (this.basis, this.head, this.tail) = (basis, head, tail);
        inverse = [.. head.Select(value => (1 / value) - (1 / tail))];
        root = [.. head.Select(value => (1 / Math.Sqrt(value)) - (1 / Math.Sqrt(tail)))];
        LogDeterminant = head.Sum(Math.Log) + ((basis.Rows - head.Length) * Math.Log(tail));
    }

    /// <inheritdoc/>
    public int Size => basis.Rows;

    /// <summary>The number of eigenvalues that are treated one by one, r.</summary>
    public int Rank => head.Length;

    /// <summary>h, the eigenvalues of P on U, [r].</summary>
    public IReadOnlyList<double> Head => head;

    /// <summary>t, the eigenvalue of P off U.</summary>
    public double Tail => tail;

    /// <inheritdoc/>
    public double LogDeterminant { get; }

    /// <inheritdoc/>
    public void Apply(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null) =>
        Apply(inverse, 1 / tail, vectors, destination, options);

    /// <inheritdoc/>
    public void ApplyRoot(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null) =>
        Apply(root, 1 / Math.Sqrt(tail), vectors, destination, options);

    /// <summary>F Fᵀ + λI for a thin factor: U and h from F = Q R and R Rᵀ = W D Wᵀ.</summary>
    /// <param name="factor">F, [n, r] with r ≤ n; not kept.</param>
    /// <param name="shift">λ, positive.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The factor has more columns than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shift is not positive and finite.</exception>
    public static SpectralPreconditioner FromFactor(
        MatrixView<double> factor, double shift, ComputeOptions? options = null)
    {
        Guard.Positive(shift);
        options ??= ComputeOptions.Default;
        if (factor.Columns > factor.Rows)
        {
            throw new ArgumentException(
                $"The factor must have at most as many columns as rows, but it was {factor.Rows} x {factor.Columns}.",
                nameof(factor));
        }

        (Matrix<double> basis, double[] values) = Spectrum(factor, options);
        return new SpectralPreconditioner(basis, [.. values.Select(value => Math.Max(value, 0) + shift)], shift);
    }

    /// <summary>The eigenvectors, [n, r], and eigenvalues, ascending, of F Fᵀ on the range of F.</summary>
    internal static (Matrix<double> Basis, double[] Values) Spectrum(MatrixView<double> factor, ComputeOptions options)
    {
        QrFactor<double> qr = QrFactor<double>.Compute(factor, options);
        using Matrix<double> r = qr.FormR();
        using var square = new Matrix<double>(r.Rows, r.Rows);
        Blas.Syrk(Triangle.Lower, Transpose.No, 1.0, r, 0.0, square, options);
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(square, options);
        using Matrix<double> q = qr.FormQ(options);
        Matrix<double> basis = Matrix<double>.Uninitialized(factor.Rows, r.Rows);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, q, eigen.Vectors, 0.0, basis, options);
        eigen.Vectors.Dispose();
        return (basis, eigen.Values);
    }

    // tail · v + U diag(weights) Uᵀ v.
    private void Apply(
        double[] weights,
        double rest,
        MatrixView<double> vectors,
        MatrixView<double> destination,
        ComputeOptions? options)
    {
        Guard.Length(vectors.Rows, Size, nameof(vectors));
        Guard.Length(destination.Rows, Size, nameof(destination));
        Guard.Length(destination.Columns, vectors.Columns, nameof(destination));
        using Matrix<double> inner = Matrix<double>.Uninitialized(Rank, vectors.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, basis, vectors, 0.0, inner, options);
        for (int i = 0; i < Rank; i++)
        {
            VectorOps.Scale(weights[i], inner.Row(i));
        }

        vectors.CopyTo(destination);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, basis, inner, rest, destination, options);
    }
}
