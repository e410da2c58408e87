using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents q(v) = N(m, Λ⁻¹) of the whitened inducing values v = L⁻¹u by its natural parameters Λm and Λ.
/// </summary>
internal sealed class VariationalState
{
    private readonly double[] natural;   // Λ m, [M]

    /// <summary>The prior: m = 0, Λ = I.</summary>
    public VariationalState(int count)
    {
        natural = new double[count];
        Mean = new double[count];
        Precision = Matrix<double>.Identity(count);
        PrecisionFactor = Matrix<double>.Identity(count);
    }

    public int Count => natural.Length;

    /// <summary>m, [M].</summary>
    public double[] Mean { get; }

    /// <summary>Λ, [M, M], both triangles.</summary>
    public Matrix<double> Precision { get; }

    /// <summary>The factor of Λ, in the lower triangle, [M, M].</summary>
    public Matrix<double> PrecisionFactor { get; }

    /// <summary>KL(q ‖ N(0, I)) = ½ (tr Λ⁻¹ + mᵀm − M + log |Λ|), with Λ⁻¹ at hand.</summary>
    public double Divergence(Matrix<double> covariance)
    {
        double trace = 0;
        for (int i = 0; i < Count; i++)
        {
            trace += covariance[i, i];
        }

        double determinant = CholeskyFactor.LogDeterminant<double>(PrecisionFactor);
        return 0.5 * (trace + VectorOps.SumOfSquares<double>(Mean) - Count + determinant);
    }

    /// <summary>‖Λm − g‖ / ‖g‖: how far m is from where a step of length 1 would lead it.</summary>
    public double Residual(ReadOnlySpan<double> target)
    {
        var product = new double[Count];
        Blas.Gemv<double>(Transpose.No, 1, Precision, Mean, 0, product);
        VectorOps.Axpy(-1.0, target, product);
        double size = VectorOps.Norm2(target);
        return size == 0 ? 0 : VectorOps.Norm2<double>(product) / size;
    }

    /// <summary>‖Λ − I − H‖ / ‖Λ‖ over the lower triangles: how far Λ is from where such a step leads.</summary>
    public double Residual(Matrix<double> curvature)
    {
        (double difference, double size) = (0, 0);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = Precision.Row(i)[..(i + 1)];
            ReadOnlySpan<double> own = curvature.Row(i);
            for (int j = 0; j <= i; j++)
            {
                double d = row[j] - own[j] - (i == j ? 1 : 0);
                difference += d * d;
                size += row[j] * row[j];
            }
        }

        return Math.Sqrt(difference / size);
    }

    /// <summary>Λ⁻¹, [M, M], both triangles; a new matrix.</summary>
    public Matrix<double> Covariance(ComputeOptions? options)
    {
        Matrix<double> covariance = PrecisionFactor.Copy();
        CholeskyFactor.InvertInPlace<double>(covariance, options);
        SymmetricOps.MirrorLower<double>(covariance);
        return covariance;
    }

    /// <summary>Moves the mean and leaves the precision.</summary>
    /// <param name="mean">The new m, [M].</param>
    public void MoveTo(ReadOnlySpan<double> mean)
    {
        mean.CopyTo(Mean);
        Blas.Gemv<double>(Transpose.No, 1, Precision, Mean, 0, natural);
    }

    /// <summary>
    /// Takes a natural step of length γ towards Λ = I + H, Λm = g; false, and nothing changes, when that is not
    /// positive definite.
    /// </summary>
    /// <param name="length">γ in (0, 1].</param>
    /// <param name="target">g, [M]: Σ sᵢ aᵢ (∂μᵢ − 2 ∂vᵢ μᵢ).</param>
    /// <param name="curvature">H in the lower triangle, [M, M]: −2 Σ sᵢ ∂vᵢ aᵢ aᵢᵀ.</param>
    /// <param name="options">Threads and cancellation.</param>
    public bool TryStep(double length, ReadOnlySpan<double> target, Matrix<double> curvature, ComputeOptions? options)
    {
        using Matrix<double> moved = Precision.Copy();
        for (int i = 0; i < Count; i++)
        {
            Span<double> row = moved.Row(i)[..(i + 1)];
            VectorOps.Scale(1 - length, row);
            VectorOps.Axpy(length, curvature.Row(i)[..(i + 1)], row);
            row[i] += length;
        }

        using Matrix<double> factor = moved.Copy();
        if (!CholeskyFactor.TryFactor<double>(factor, out _, options))
        {
            return false;
        }

        factor.View.CopyTo(PrecisionFactor);
        SymmetricOps.MirrorLower<double>(moved);
        moved.View.CopyTo(Precision);
        for (int i = 0; i < Count; i++)
        {
            natural[i] = ((1 - length) * natural[i]) + (length * target[i]);
        }

        natural.CopyTo(Mean, 0);
        CholeskyFactor.SolveInPlace<double>(PrecisionFactor, Mean);
        return true;
    }
}
