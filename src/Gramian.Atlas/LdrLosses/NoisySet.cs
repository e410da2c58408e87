using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.LdrLosses;

/// <summary>A set of rows with classes 0, 1, …, k − 1, in the units of its file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">The inputs, [n, d].</param>
/// <param name="Classes">The class of each row, [n].</param>
internal sealed record NoisySet(string Name, Points Inputs, int[] Classes)
{
    /// <summary>The most rows of a set that one division uses; more are drawn from.</summary>
    public const int RowLimit = 1000;

    /// <summary>The sets, the most classes first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["digits", "vehicle"];

    /// <summary>k.</summary>
    public int ClassCount { get; } = Classes.Max() + 1;

    public static NoisySet Read(DataFolders folders, string name)
    {
        string path = folders.Find($"{name}.csv.gz", $"uci-classification/{name}/data.csv.gz");
        Table table = Table.Read(path, new TableReadOptions { Header = HeaderRow.Present });
        int last = table.Columns.Count - 1;
        var values = new Matrix<double>(table.Rows, last);
        var classes = new int[table.Rows];
        for (int j = 0; j <= last; j++)
        {
            if (table.Columns[j] is not NumberColumn column)
            {
                throw new DataException(
                    $"Column {table.Columns[j].Name} of {path} holds something other than numbers.");
            }

            for (int i = 0; i < table.Rows; i++)
            {
                if (j == last)
                {
                    classes[i] = (int)column.Values[i];
                }
                else
                {
                    values[i, j] = column.Values[i];
                }
            }
        }

        return new NoisySet(name, new Points(values), classes);
    }

    /// <summary>
    /// 60 % of the rows to train on, 20 % to choose by, 20 % to test; standardised on the training rows.
    /// </summary>
    public Division Divide(ulong seed)
    {
        var random = new RandomStream(seed, task: 11);
        int[] order = random.Permutation(Classes.Length)[..Math.Min(Classes.Length, RowLimit)];
        int train = order.Length * 6 / 10, held = order.Length * 2 / 10;
        int[][] parts = [order[..train], order[train..(train + held)], order[(train + held)..]];
        (double[] means, double[] scales) = Scales(parts[0]);
        return new Division(
            [.. parts.Select(part => Standardise(part, means, scales))],
            [.. parts.Select(part => Array.ConvertAll(part, row => Classes[row]))], ClassCount, seed);
    }

    private (double[] Means, double[] Scales) Scales(int[] rows)
    {
        int d = Inputs.Dimension;
        (double[] means, double[] scales) = (new double[d], new double[d]);
        for (int j = 0; j < d; j++)
        {
            double mean = rows.Average(row => Inputs.Values[row, j]);
            double square = rows.Average(row => (Inputs.Values[row, j] - mean) * (Inputs.Values[row, j] - mean));
            (means[j], scales[j]) = (mean, square > 0 ? Math.Sqrt(square) : 1);
        }

        return (means, scales);
    }

    private Points Standardise(int[] rows, double[] means, double[] scales)
    {
        var values = new Matrix<double>(rows.Length, means.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < means.Length; j++)
            {
                values[i, j] = (Inputs.Values[rows[i], j] - means[j]) / scales[j];
            }
        }

        return new Points(values);
    }
}
