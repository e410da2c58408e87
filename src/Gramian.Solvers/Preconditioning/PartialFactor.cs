using Gramian.Numerics;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents A ≈ F Fᵀ, exact in the columns of the pivots.</summary>
public sealed class PartialFactor
{
    private readonly Matrix<double> rows;
    private readonly int[] pivots;

    internal PartialFactor(Matrix<double> rows, int[] pivots, double trace, double[] residual)
    {
        (this.rows, this.pivots, Trace) = (rows, pivots, trace);
        ResidualDiagonal = residual;
        ResidualTrace = residual.Sum();
    }

    /// <summary>r, the number of columns of F; less than the limit when nothing was left.</summary>
    public int Rank => pivots.Length;

    /// <summary>Fᵀ, [r, n]; not to be written.</summary>
    public MatrixView<double> TransposedFactor => rows.View.Slice(0, 0, Rank, rows.Columns);

    /// <summary>The columns of A that were chosen, in order, [r].</summary>
    public IReadOnlyList<int> Pivots => pivots;

    /// <summary>The diagonal of A − F Fᵀ, [n].</summary>
    public IReadOnlyList<double> ResidualDiagonal { get; }

    /// <summary>tr A.</summary>
    public double Trace { get; }

    /// <summary>tr(A − F Fᵀ): the error in the nuclear norm.</summary>
    public double ResidualTrace { get; }

    /// <summary>F, [n, r]; a new matrix.</summary>
    public Matrix<double> ToFactor()
    {
        var factor = Matrix<double>.Uninitialized(rows.Columns, Rank);
        for (int k = 0; k < Rank; k++)
        {
            ReadOnlySpan<double> row = rows.Row(k);
            for (int i = 0; i < row.Length; i++)
            {
                factor[i, k] = row[i];
            }
        }

        return factor;
    }
}
