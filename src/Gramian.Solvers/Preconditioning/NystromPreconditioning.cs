using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents P = U(D + λI)Uᵀ + (d + λ)(I − U Uᵀ) from a random sketch of A, with d = min D.</summary>
/// <remarks>
/// U D Uᵀ = AΩ (ΩᵀAΩ)⁻¹ (AΩ)ᵀ with r random orthonormal columns Ω, formed with a small shift that is taken off again.
/// It needs one product of A with r vectors, and nothing else of A; O(n r²) operations and n r numbers.
/// </remarks>
[Paper("frangella2023randomized")]
public sealed record NystromPreconditioning : IPreconditioning
{
    /// <summary>r, the rank; at least 1. It is cut to n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Rank { get; init => field = Guard.AtLeast(value, 1, nameof(Rank)); } = 100;

    /// <summary>The seed of the sketch: any number.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    public string Name => $"a random sketch of rank {Rank}";

    /// <summary>Makes P.</summary>
    /// <param name="a">A, declared symmetric, positive semidefinite in fact.</param>
    /// <param name="shift">λ, not negative.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The operator is not declared symmetric, or is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shift is negative or not finite.</exception>
    /// <exception cref="SolverException">The operator is not positive semidefinite.</exception>
    public IPreconditioner Prepare(LinearOperator a, double shift, ComputeOptions? options = null)
    {
        SymmetryGuard.Require(a);
        Guard.NonNegative(shift);
        options ??= ComputeOptions.Default;
        using Matrix<double> factor = Sketch(a, Math.Min(Rank, a.Rows), options, out double lift);
        (Matrix<double> basis, double[] values) = SpectralPreconditioner.Spectrum(factor, options);
        double largest = values.Length == 0 ? 0 : values[^1];
        double[] captured = [.. values.Select(value => Math.Max(value - lift, 0))];
        double tail = (captured.Length == 0 ? 0 : captured[0]) + shift;

        // With λ = 0 and nothing below the captured part, rounding is all that is known of the tail.
        tail = Math.Max(tail, 2.220446049250313e-16 * largest);
        return new SpectralPreconditioner(
            basis, [.. captured.Select(value => Math.Max(value + shift, tail))], tail);
    }

    // B with B Bᵀ = (A + νI) Ω (Ωᵀ (A + νI) Ω)⁻¹ Ωᵀ (A + νI).
    private Matrix<double> Sketch(LinearOperator a, int rank, ComputeOptions options, out double lift)
    {
        var stream = new RandomStream(Seed);
        using var normal = new Matrix<double>(a.Rows, rank);
        for (int i = 0; i < a.Rows; i++)
        {
            stream.FillNormal(normal.Row(i));
        }

        using Matrix<double> test = QrFactor<double>.Compute(normal, options).FormQ(options);
        Matrix<double> image = Matrix<double>.Uninitialized(a.Rows, rank);
        a.Apply(test, image, options);
        double norm = 0;
        for (int i = 0; i < a.Rows; i++)
        {
            norm = double.Hypot(norm, VectorOps.Norm2<double>(image.Row(i)));
        }

        if (!(norm > 0) || !double.IsFinite(norm))
        {
            throw new ArgumentException(
                "The operator must not be zero and must give finite products: there is nothing to sketch.", nameof(a));
        }

        lift = 0;
        double wanted = Math.Sqrt(a.Rows) * 2.220446049250313e-16 * norm;
        using var core = new Matrix<double>(rank, rank);
        for (int attempt = 0; attempt < 6; attempt++, wanted *= 10)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                VectorOps.Axpy(wanted - lift, test.Row(i), image.Row(i));
            }

            lift = wanted;
            Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, test, image, 0.0, core, options);
            if (CholeskyFactor.TryFactor<double>(core, out _, options))
            {
                Blas.Trsm(
                    Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1.0, core, image, options);
                return image;
            }
        }

        image.Dispose();
        throw new SolverException(
            "The operator is not positive semidefinite: its random sketch has no Cholesky factor. Use the minimum "
            + "residual method.",
            new Certificate { Method = Name, Converged = false, Remedy = "Use the minimum residual method." });
    }
}
