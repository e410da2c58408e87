using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.LabelQuality;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Reannotators;

/// <summary>Handwritten digits, part of whose labels were made wrong.</summary>
/// <param name="Train">The rows that are audited, scaled to length 1.</param>
/// <param name="Truth">Their right labels.</param>
/// <param name="Given">Their labels as given.</param>
/// <param name="Test">Other rows, scaled to length 1.</param>
/// <param name="TestLabels">Their labels, all right.</param>
internal sealed record NoisyDigits(
    Points Train, double[] Truth, double[] Given, Points Test, double[] TestLabels)
{
    private const int TrainRows = 1200;
    private const int Classes = 10;

    // For each digit the one that it is most often taken for.
    private static readonly int[] Lookalikes = [6, 7, 3, 8, 9, 3, 8, 1, 5, 4];

    public bool[] IsWrong => [.. Truth.Zip(Given).Select(pair => pair.First != pair.Second)];

    public static Table Read(DataFolders folders) =>
        Table.Read(folders.Find("digits.csv.gz", "uci-classification/digits/data.csv.gz"));

    /// <summary>Divides the rows and makes a share of the training labels wrong.</summary>
    public static NoisyDigits Make(Table table, double rate, bool alike, ulong seed)
    {
        double[] labels = [.. ((NumberColumn)table["class"]).Values];
        string[] inputs = [.. table.Columns.Select(column => column.Name).Where(name => name != "class")];
        var values = new Matrix<double>(table.Rows, inputs.Length);
        for (int c = 0; c < inputs.Length; c++)
        {
            double[] column = [.. ((NumberColumn)table[inputs[c]]).Values];
            for (int i = 0; i < column.Length; i++)
            {
                values[i, c] = column[i];
            }
        }

        Points points = LabelAudit.Directions(new Points(values));
        var random = new RandomStream(seed);
        int[] order = random.Permutation(table.Rows);
        int[] train = order[..TrainRows];
        int[] test = order[TrainRows..];
        double[] truth = [.. train.Select(i => labels[i])];
        double[] given = [.. truth];
        foreach (int i in random.Permutation(TrainRows).Take((int)Math.Round(rate * TrainRows)))
        {
            given[i] = alike
                ? Lookalikes[(int)truth[i]]
                : ((int)truth[i] + 1 + random.NextInt(Classes - 1)) % Classes;
        }

        return new NoisyDigits(
            points.Select(train), truth, given, points.Select(test), [.. test.Select(i => labels[i])]);
    }
}
