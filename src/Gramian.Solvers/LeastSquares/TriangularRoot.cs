using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Solvers.LeastSquares;

/// <summary>
/// Represents B with B Bᵀ ≈ (AᵀA + w R)⁻¹, a product of inverse triangles, under which the system is near the identity.
/// </summary>
/// <remarks>
/// Immutable; safe to share between threads. An application takes m² operations a vector and triangle.
/// </remarks>
[Paper("rudi2017falkon")]
public sealed class TriangularRoot
{
    private readonly MatrixView<double>[] lower;   // P = (L₁ L₂ …)(L₁ L₂ …)ᵀ / scale²
    private readonly double scale;

    private TriangularRoot(string name, CholeskyFactorization first, double scale, MatrixView<double>[] lower)
    {
        (Name, Jitter, JitterRelative) = (name, first.Jitter, first.JitterRelative);
        (this.lower, this.scale) = (lower, scale);
    }

    /// <summary>What it is, as a short phrase.</summary>
    public string Name { get; }

    /// <summary>The number of unknowns, m.</summary>
    public int Size => lower[0].Rows;

    /// <summary>What was added to the diagonal of the first triangle's matrix; 0 for nothing.</summary>
    public double Jitter { get; }

    /// <summary>The jitter over the mean of that diagonal; 0 for nothing.</summary>
    public double JitterRelative { get; }

    /// <summary>B = L⁻ᵀ from P = L Lᵀ ≈ AᵀA + w R.</summary>
    /// <param name="factor">The factorisation of P; its triangle is borrowed.</param>
    /// <param name="name">What P is, as a short phrase.</param>
    /// <exception cref="InvalidOperationException">The factor was replaced by the inverse.</exception>
    public static TriangularRoot FromFactor(CholeskyFactorization factor, string name)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new TriangularRoot(name, factor, 1, [factor.Lower]);
    }

    /// <summary>
    /// B from R alone, for AᵀA ≈ (n/m) R² as when A has kernel values and R those of its centres:
    /// P = n (R²/m + λR), w = nλ.
    /// </summary>
    /// <param name="penalty">R, [m, m], of which the lower triangle is read; taken over and overwritten.</param>
    /// <param name="ridge">λ, positive.</param>
    /// <param name="rows">n, the number of rows of A.</param>
    /// <param name="policy">What may be added to the diagonal of R.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is not positive and finite, or there is no row.</exception>
    /// <exception cref="SolverException">R is not positive definite, even with the largest jitter.</exception>
    public static TriangularRoot FromPenalty(
        Matrix<double> penalty, double ridge, int rows, JitterPolicy policy, ComputeOptions? options = null)
    {
        Guard.Positive(ridge);
        Guard.AtLeast(rows, 1);
        CholeskyFactorization first = CholeskyFactorization.Factor(penalty, policy, options);
        int m = penalty.Rows;

        // R = L Lᵀ, so that R²/m + λR = L (LᵀL/m + λI) Lᵀ.
        using Matrix<double> lower = Matrix<double>.Uninitialized(m, m);
        for (int i = 0; i < m; i++)
        {
            penalty.Row(i)[..(i + 1)].CopyTo(lower.Row(i));
            lower.Row(i)[(i + 1)..].Clear();
        }

        var inner = new Matrix<double>(m, m);
        Blas.Syrk(Triangle.Lower, Transpose.Yes, 1.0 / m, lower, 0.0, inner, options);
        SymmetricOps.AddToDiagonal<double>(inner, ridge);
        CholeskyFactorization.Factor(inner, policy, options);
        return new TriangularRoot("the centres alone", first, 1 / Math.Sqrt(rows), [penalty, inner]);
    }

    /// <summary>vectors ← B · vectors.</summary>
    /// <param name="vectors">The vectors, [m, k].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void Apply(MatrixView<double> vectors, ComputeOptions? options = null)
    {
        for (int i = lower.Length - 1; i >= 0; i--)
        {
            CholeskyFactor.SolveLowerTransposed(lower[i], vectors, options);
        }

        Scale(vectors);
    }

    /// <summary>vectors ← Bᵀ · vectors.</summary>
    /// <param name="vectors">The vectors, [m, k].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void ApplyTransposed(MatrixView<double> vectors, ComputeOptions? options = null)
    {
        foreach (MatrixView<double> triangle in lower)
        {
            CholeskyFactor.SolveLower(triangle, vectors, options);
        }

        Scale(vectors);
    }

    private void Scale(MatrixView<double> vectors)
    {
        if (scale != 1)
        {
            for (int i = 0; i < vectors.Rows; i++)
            {
                VectorOps.Scale(scale, vectors.Row(i));
            }
        }
    }
}
