using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Vecchia;

/// <summary>Represents Σᵢ log p(yᵢ | its neighbours before it), in a random order of the rows.</summary>
/// <remarks>
/// The covariance of a row and its neighbours, noise included, is factored once with the row last: the last pivot is
/// the conditional deviation. Rows go in blocks whose sums are added in order, so that the bits do not depend on the
/// threads.
/// </remarks>
internal sealed class VecchiaLikelihood
{
    private const int BlockRows = 64;
    private const ulong OrderTask = 5;
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private static readonly ComputeOptions OneThread = new() { Threads = 1 };
    private readonly Points rows;                // in the order
    private readonly Matrix<double> targets;     // likewise, [n, q]
    private readonly ComputeOptions? options;
    private readonly int count;
    private RowMatches neighbours;

    public VecchiaLikelihood(RegressionData data, Kernel kernel, int count, ulong seed, ComputeOptions? options)
    {
        (this.options, this.count) = (options, count);
        int[] order = new RandomStream(seed, OrderTask).Permutation(data.Count);
        rows = data.Inputs.Select(order);
        targets = RowSubset.Select(data.Targets, order);
        neighbours = Find(kernel);
    }

    /// <summary>Seeks the neighbours anew, by the metric of a kernel.</summary>
    public void Refind(Kernel kernel) => neighbours = Find(kernel);

    /// <summary>The value and its gradient; NaN when a matrix is not definite.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="noiseVariance">σ²ₙ, positive.</param>
    /// <param name="gradient">
    /// Receives the derivatives, the last by the log noise variance; empty to leave them out.
    /// </param>
    public double Evaluate(Kernel kernel, double noiseVariance, Span<double> gradient)
    {
        int blocks = (rows.Count + BlockRows - 1) / BlockRows;
        var values = new double[blocks];
        var slopes = new double[blocks][];
        int length = gradient.Length;
        CancellationToken stop = options?.CancellationToken ?? default;
        WorkerTeam.Run(
            blocks,
            block =>
            {
                slopes[block] = new double[length];
                int last = Math.Min((block + 1) * BlockRows, rows.Count);
                for (int row = block * BlockRows; row < last && !stop.IsCancellationRequested; row++)
                {
                    values[block] += One(kernel, noiseVariance, row, slopes[block]);
                }
            },
            options);
        stop.ThrowIfCancellationRequested();
        gradient.Clear();
        double value = 0;
        for (int block = 0; block < blocks; block++)
        {
            value += values[block];
            for (int j = 0; j < length; j++)
            {
                gradient[j] += slopes[block][j];
            }
        }

        return value;
    }

    // With K̃ = L Lᵀ, the row last: log p = −½ log 2π − log L_gg − ½ z², z = (L⁻¹ y)_g.
    private double One(Kernel kernel, double noiseVariance, int row, Span<double> gradient)
    {
        int[] group = [.. neighbours.Columns(row), row];
        (int g, int q) = (group.Length, targets.Columns);
        Points points = rows.Select(group);
        using Matrix<double> factor = kernel.GramMatrix(points, OneThread);
        SymmetricOps.AddToDiagonal(factor.View, noiseVariance);
        if (!CholeskyFactor.TryFactor<double>(factor, out _, OneThread))
        {
            return double.NaN;
        }

        using Matrix<double> whitened = RowSubset.Select(targets, group);
        CholeskyFactor.SolveLower<double>(factor, whitened, OneThread);
        double deviation = factor[g - 1, g - 1];
        double value = 0;
        for (int o = 0; o < q; o++)
        {
            double z = whitened[g - 1, o];
            value -= HalfLogTwoPi + Math.Log(deviation) + (0.5 * z * z);
        }

        if (!gradient.IsEmpty)
        {
            AddSlopes(kernel, noiseVariance, points, factor, whitened, gradient);
        }

        return value;
    }

    // With u = (−b, 1), b the coefficients of the neighbours, and a = C⁻¹ y of them: s = uᵀK̃u, r = z √s and
    // ∂ log p = ½ (r²/s² − 1/s) uᵀ∂K̃u + (r/s) aᵀ(∂K̃u) over the neighbours.
    private static void AddSlopes(
        Kernel kernel,
        double noiseVariance,
        Points points,
        Matrix<double> factor,
        Matrix<double> whitened,
        Span<double> gradient)
    {
        (int g, int q) = (factor.Rows, whitened.Columns);
        double deviation = factor[g - 1, g - 1];
        double variance = deviation * deviation;
        var direction = new double[g];
        direction[^1] = deviation;
        CholeskyFactor.SolveLowerTransposed<double>(factor, direction);
        using var weights = new Matrix<double>(g, g);
        for (int o = 0; o < q; o++)
        {
            double z = whitened[g - 1, o];
            double[] explained = whitened.View.ColumnToArray(o);
            explained[^1] = 0;
            CholeskyFactor.SolveLowerTransposed<double>(factor, explained);
            double own = 0.5 * ((z * z) - 1) / variance;
            double cross = z / deviation;
            for (int i = 0; i < g; i++)
            {
                for (int j = 0; j < g; j++)
                {
                    weights[i, j] += (own * direction[i] * direction[j])
                        + (0.5 * cross * ((explained[i] * direction[j]) + (direction[i] * explained[j])));
                }
            }
        }

        var slopes = new double[gradient.Length - 1];
        kernel.ContractGradient(points, weights, slopes, OneThread);
        VectorOps.Axpy(1.0, slopes, gradient[..^1]);
        for (int i = 0; i < g; i++)
        {
            gradient[^1] += noiseVariance * weights[i, i];
        }
    }

    private RowMatches Find(Kernel kernel) => NearestPoints.Find(
        KernelDistance.Scale(rows, KernelDistance.Weights(kernel, rows)), count, PairExclusion.SelfAndLater, options);
}
