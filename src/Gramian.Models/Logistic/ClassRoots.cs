using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Logistic;

/// <summary>Inverse triangles, one for each function: L⁻ᵀ and L⁻¹ on the columns of tables of p rows.</summary>
internal sealed class ClassRoots(MatrixView<double>[] factors, int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public void Apply(MatrixView<double> table) => Each(table, (factor, column) =>
        CholeskyFactor.SolveLowerTransposed<double>(factor, column));

    public void ApplyTransposed(MatrixView<double> table) => Each(table, (factor, column) =>
        CholeskyFactor.SolveLower<double>(factor, column));

    private void Each(MatrixView<double> table, Action<MatrixView<double>, double[]> solve)
    {
        for (int c = 0; c < Columns; c++)
        {
            double[] column = table.ColumnToArray(c);
            solve(factors[c], column);
            for (int i = 0; i < Rows; i++)
            {
                table[i, c] = column[i];
            }
        }
    }
}
