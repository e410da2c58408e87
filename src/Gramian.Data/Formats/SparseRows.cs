namespace Gramian.Data.Formats;

/// <summary>Collects sparse rows and spreads them into dense columns when all are known to fit.</summary>
internal sealed class SparseRows(string file, TableReadOptions options)
{
    private readonly List<double> labels = [];
    private readonly List<int> starts = [];
    private readonly List<int> indices = [];
    private readonly List<double> values = [];
    private int columns;

    public TableReadOptions Options => options;

    public int Count => labels.Count;

    public void Begin(double label)
    {
        labels.Add(label);
        starts.Add(indices.Count);
        TableReader.CheckSize(file, Count, columns + 1L, options.TableLimit);
    }

    public void Add(int index, double value)
    {
        columns = Math.Max(columns, index);
        TableReader.CheckSize(file, Count, columns + 1L, options.TableLimit);
        indices.Add(index);
        values.Add(value);
    }

    public Table ToTable()
    {
        var dense = new (string Name, double[] Values)[columns + 1];
        dense[0] = ("label", [.. labels]);
        for (int i = 1; i <= columns; i++)
        {
            dense[i] = (FormattableString.Invariant($"x{i}"), new double[Count]);
        }

        starts.Add(indices.Count);
        for (int row = 0; row < Count; row++)
        {
            for (int i = starts[row]; i < starts[row + 1]; i++)
            {
                dense[indices[i]].Values[row] = values[i];
            }
        }

        return TableReader.FromNumbers(dense, file, options);
    }
}
