using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Landmarks;

/// <summary>Represents training rows drawn with weights near their ridge leverage scores, none twice.</summary>
/// <remarks>
/// The score of row i, [K(K + nλI)⁻¹]ᵢᵢ, is estimated from p pilot rows J, drawn alike, as
/// (kᵢᵢ − kᵢⱼ (Kⱼⱼ + pλI)⁻¹ kⱼᵢ) / (nλ), cut to 1. O(n p²) operations and O(p²) memory.
/// </remarks>
[Paper("rudi2018fast")]
[Paper("efraimidis2006weighted")]
public sealed record LeverageLandmarks : ILandmarkRule
{
    private const int BlockRows = 1024;

    /// <summary>λ, which n multiplies: below it directions do not count; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Ridge { get; init => field = Guard.Positive(value, nameof(Ridge)); } = 1e-4;

    /// <summary>p, the number of pilot rows; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int PilotRows { get; init => field = Guard.AtLeast(value, 1, nameof(PilotRows)); } = 500;

    /// <inheritdoc/>
    public string Name => "leverage scores";

    /// <inheritdoc/>
    public Points Choose(
        Points inputs, Kernel kernel, int count, RandomStream random, ComputeOptions? options = null)
    {
        LandmarkGuard.Check(inputs, kernel, count, random);
        double[] scores = Scores(inputs, kernel, random.Substream(1), options);
        RandomStream draws = random.Substream(2);

        // Exponential times over the weights: the first arrivals are a weighted draw without repetition.
        double[] arrivals = Array.ConvertAll(scores, score => draws.NextExponential() / score);
        int[] rows = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(arrivals, rows);
        rows = rows[..Math.Min(count, rows.Length)];
        Array.Sort(rows);
        return inputs.Select(rows);
    }

    /// <summary>The estimated scores, [n], each in (0, 1].</summary>
    /// <param name="inputs">The n inputs.</param>
    /// <param name="kernel">A kernel with all its lengthscales.</param>
    /// <param name="random">Draws the pilot rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There is no input, or the kernel is for another dimension.</exception>
    public double[] Scores(Points inputs, Kernel kernel, RandomStream random, ComputeOptions? options = null)
    {
        LandmarkGuard.Check(inputs, kernel, 1, random);
        Points pilots = inputs.Select(RowSubset.Draw(inputs.Count, PilotRows, random));
        int p = pilots.Count;
        Matrix<double> gram = kernel.GramMatrix(pilots, options);
        SymmetricOps.AddToDiagonal<double>(gram, p * Ridge);
        CholeskyFactorization factor = CholeskyFactorization.Factor(gram, options: options);
        var scores = new double[inputs.Count];
        kernel.FillDiagonal(inputs, scores);
        using Matrix<double> cross = Matrix<double>.Uninitialized(Math.Min(BlockRows, inputs.Count), p);
        for (int first = 0; first < inputs.Count; first += BlockRows)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(BlockRows, inputs.Count - first);
            MatrixView<double> block = cross.View.Slice(0, 0, rows, p);
            kernel.FillCross(ExactPosterior.Slice(inputs, first, rows), pilots, block, options);
            Blas.Trsm(
                Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1.0, factor.Lower, block, options);
            for (int i = 0; i < rows; i++)
            {
                double rest = scores[first + i] - VectorOps.SumOfSquares<double>(block.Row(i));
                scores[first + i] = Math.Clamp(rest / (inputs.Count * Ridge), 1e-12, 1);
            }
        }

        return scores;
    }
}
