using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Atlas.LibsvmParity;

/// <summary>One set, columns scaled to [0, 1] by its training rows; every third row is a test row.</summary>
/// <param name="Name">The name of the set.</param>
/// <param name="Train">The training rows.</param>
/// <param name="Labels">Their classes.</param>
/// <param name="Test">The test rows.</param>
/// <param name="Truth">Their classes.</param>
internal sealed record ParitySet(string Name, Points Train, double[] Labels, Points Test, double[] Truth)
{
    private const int Parts = 3;
    private const string Target = "class";

    /// <summary>Reads a set; a column of a published split is left out, and so are rows with an empty cell.</summary>
    public static ParitySet Read(DataFolders folders, string name)
    {
        Table table = Table.Read(folders.Find($"uci-classification/{name}/data.csv.gz"), new TableReadOptions
        {
            ColumnTypes = new Dictionary<string, ColumnType> { [Target] = ColumnType.Number },
        });
        NumberColumn[] inputs = [.. table.Columns
            .Where(column => column.Name is not (Target or "split")).Cast<NumberColumn>()];
        var labels = (NumberColumn)table[Target];
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => inputs.All(column => !column.IsMissing(row)))];
        int[] train = [.. rows.Where((_, place) => place % Parts != Parts - 1)];
        int[] test = [.. rows.Where((_, place) => place % Parts == Parts - 1)];
        return new ParitySet(
            name, Scaled(inputs, train, train), [.. train.Select(row => labels.Values[row])],
            Scaled(inputs, test, train), [.. test.Select(row => labels.Values[row])]);
    }

    private static Points Scaled(NumberColumn[] inputs, int[] rows, int[] train)
    {
        var values = new Matrix<double>(rows.Length, inputs.Length);
        for (int k = 0; k < inputs.Length; k++)
        {
            NumberColumn column = inputs[k];
            double low = train.Min(row => column.Values[row]), high = train.Max(row => column.Values[row]);
            for (int i = 0; i < rows.Length && high > low; i++)
            {
                values[i, k] = (column.Values[rows[i]] - low) / (high - low);
            }
        }

        return new Points(values);
    }
}
