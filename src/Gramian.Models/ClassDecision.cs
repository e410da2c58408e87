using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Turns numbers of each query into labels: one column whose sign decides, or the largest of k.</summary>
internal static class ClassDecision
{
    /// <summary>The label of each row; ties go to the label that comes first.</summary>
    public static double[] Decide(IReadOnlyList<double> labels, MatrixView<double> values)
    {
        var decided = new double[values.Rows];
        for (int i = 0; i < decided.Length; i++)
        {
            decided[i] = labels[Place(values.Row(i))];
        }

        return decided;
    }

    /// <summary>The place of the largest; of a single number, 1 when it is negative, else 0.</summary>
    public static int Place(ReadOnlySpan<double> row)
    {
        if (row.Length == 1)
        {
            return row[0] < 0 ? 1 : 0;
        }

        int best = 0;
        for (int c = 1; c < row.Length; c++)
        {
            if (row[c] > row[best])
            {
                best = c;
            }
        }

        return best;
    }
}
