using Gramian.Data;
using Gramian.Numerics;

namespace Gramian.Atlas.GpUci;

/// <summary>One of the five sets: inputs [n, d], targets [n] and ten masks of test rows.</summary>
internal sealed record UciSet(string Name, Matrix<double> Inputs, double[] Targets, bool[][] TestRows)
{
    public const int Splits = 10;

    /// <summary>The sets, smallest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["yacht", "housing", "energy", "concrete", "wine"];

    public static UciSet Read(DataFolders folders, string name)
    {
        double[][] data = Columns(folders, name, "data.csv.gz");
        double[][] masks = Columns(folders, name, "test_mask.csv.gz");
        int rows = data[0].Length, inputs = data.Length - 1;
        if (masks.Length != Splits || masks[0].Length != rows)
        {
            throw new DataException(
                $"The masks of {name} are {masks[0].Length} x {masks.Length}; {rows} x {Splits} were expected.");
        }

        var matrix = new Matrix<double>(rows, inputs);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < inputs; column++) matrix[row, column] = data[column][row];
        }

        return new UciSet(name, matrix, data[^1],
            [.. masks.Select(mask => Array.ConvertAll(mask, value => value != 0))]);
    }

    private static double[][] Columns(DataFolders folders, string name, string file)
    {
        string path = folders.Find($"uci/{name}/{file}", $"uci-regression/{name}/{file}");
        var table = Table.Read(path, new TableReadOptions { Header = HeaderRow.Absent });
        return [.. table.Columns.Select(column => column is NumberColumn numbers
            ? numbers.Values.ToArray()
            : throw new DataException($"Column {column.Name} of {path} holds something other than numbers."))];
    }
}
