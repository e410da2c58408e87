using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;
using Gramian.Operators;

namespace Gramian.Solvers.Preconditioning;

/// <summary>One partial factorisation: the rows of Fᵀ so far and the diagonal of what is left.</summary>
internal sealed class PartialFactorRun
{
    private readonly IColumnAccess columns;
    private readonly PivotedCholesky recipe;
    private readonly ComputeOptions options;
    private readonly Matrix<double> factor;      // Fᵀ, [limit, n]
    private readonly double[] diagonal;          // of A − F Fᵀ, [n]
    private readonly PivotProposals proposals;
    private readonly List<int> pivots = [];
    private readonly double trace;

    public PartialFactorRun(LinearOperator a, PivotedCholesky recipe, RandomStream random, ComputeOptions options)
    {
        (columns, this.recipe, this.options) = ((IColumnAccess)a, recipe, options);
        factor = new Matrix<double>(Math.Min(recipe.RankLimit, a.Rows), a.Rows);
        diagonal = new double[a.Rows];
        ((IDiagonal)a).CopyDiagonal(diagonal);
        double largest = 0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            if (!(diagonal[i] >= 0) || !double.IsFinite(diagonal[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The diagonal must be finite and not negative, but row {i} was {diagonal[i]}."), nameof(a));
            }

            trace += diagonal[i];
            largest = Math.Max(largest, diagonal[i]);
        }

        // Below this a pivot is the rounding of what was subtracted, and its root would be noise.
        double floor = 4 * 2.220446049250313e-16 * largest;
        proposals = new PivotProposals(recipe.Rule, diagonal, floor, random);
    }

    public PartialFactor Run()
    {
        while (pivots.Count < factor.Rows && diagonal.Sum() > recipe.RelativeTolerance * trace)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int[] proposed = proposals.Propose(Math.Min(recipe.BlockSize, factor.Rows - pivots.Count));
            if (proposed.Length == 0)
            {
                break;
            }

            Extend(proposed);
        }

        return new PartialFactor(factor, [.. pivots], trace, diagonal);
    }

    // Fetches the proposed columns, takes those that the rule accepts into the factor, and lowers the diagonal.
    private void Extend(int[] proposed)
    {
        int[] distinct = [.. proposed.Distinct()];
        int rank = pivots.Count;
        using Matrix<double> left = Residual(distinct, rank);
        var block = new double[distinct.Length, distinct.Length];
        for (int i = 0; i < distinct.Length; i++)
        {
            for (int j = 0; j < distinct.Length; j++)
            {
                block[i, j] = left[i, distinct[j]];
            }
        }

        int[] places = [.. proposed.Select(pivot => Array.IndexOf(distinct, pivot))];
        List<int> accepted = proposals.Accept((double[,])block.Clone(), distinct, places);
        for (int place = 0; place < distinct.Length; place++)
        {
            if (!proposals.IsUsable(block[place, place]))
            {
                // The column itself says that nothing is left, so that it is not proposed again.
                diagonal[distinct[place]] = 0;
            }
        }

        if (accepted.Count == 0)
        {
            return;
        }

        using var triangle = new Matrix<double>(accepted.Count, accepted.Count);
        MatrixView<double> fresh = factor.View.Slice(rank, 0, accepted.Count, factor.Columns);
        for (int i = 0; i < accepted.Count; i++)
        {
            left.Row(accepted[i]).CopyTo(fresh.Row(i));
            for (int j = 0; j <= i; j++)
            {
                triangle[i, j] = block[accepted[i], accepted[j]];
            }
        }

        if (!CholeskyFactor.TryFactor<double>(triangle, out int failed))
        {
            // Rounding in another order of the sums: the rows before the failing one are sound, and it is nothing.
            diagonal[distinct[accepted[failed]]] = 0;
            accepted.RemoveRange(failed, accepted.Count - failed);
            fresh = fresh.Slice(0, 0, accepted.Count, factor.Columns);
        }

        MatrixView<double> lower = triangle.View.Slice(0, 0, accepted.Count, accepted.Count);
        Blas.Trsm(Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1.0, lower, fresh, options);
        Lower(fresh);
        foreach (int place in accepted)
        {
            pivots.Add(distinct[place]);
            diagonal[distinct[place]] = 0;
        }
    }

    // (A − F Fᵀ)[:, chosen]ᵀ, [c, n].
    private Matrix<double> Residual(int[] chosen, int rank)
    {
        Matrix<double> left = Matrix<double>.Uninitialized(chosen.Length, diagonal.Length);
        WorkerTeam.Run(chosen.Length, c => columns.CopyColumn(chosen[c], left.Row(c)), options);
        if (rank > 0)
        {
            using Matrix<double> rows = Matrix<double>.Uninitialized(chosen.Length, rank);
            for (int c = 0; c < chosen.Length; c++)
            {
                for (int k = 0; k < rank; k++)
                {
                    rows[c, k] = factor[k, chosen[c]];
                }
            }

            Blas.Gemm(
                Transpose.No, Transpose.No, -1.0, rows, factor.View.Slice(0, 0, rank, factor.Columns), 1.0, left,
                options);
        }

        return left;
    }

    private void Lower(MatrixView<double> fresh)
    {
        for (int k = 0; k < fresh.Rows; k++)
        {
            ReadOnlySpan<double> row = fresh.Row(k);
            for (int i = 0; i < diagonal.Length; i++)
            {
                diagonal[i] = Math.Max(diagonal[i] - (row[i] * row[i]), 0);
            }
        }
    }
}
