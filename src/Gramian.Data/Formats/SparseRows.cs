using System.Globalization;
using Gramian.Numerics.Sparse;

namespace Gramian.Data.Formats;

/// <summary>Collects sparse rows; spreads them into dense columns when all are known to fit, or leaves them.</summary>
internal sealed class SparseRows(string file, TableReadOptions options, bool isSpread)
{
    private readonly List<double> labels = [];
    private readonly List<int> starts = [];
    private readonly List<int> indices = [];
    private readonly List<double> values = [];
    private int columns;

    public TableReadOptions Options => options;

    public int Count => labels.Count;

    public int ColumnLimit => isSpread ? options.ColumnLimit : int.MaxValue;

    public void Begin(double label)
    {
        labels.Add(label);
        starts.Add(indices.Count);
        CheckSize();
    }

    public void Add(int index, double value)
    {
        columns = Math.Max(columns, index);
        CheckSize();
        indices.Add(index);
        values.Add(value);
    }

    /// <summary>Numbers the columns that have an entry anew, from 0.</summary>
    public SparseTable ToSparse()
    {
        starts.Add(indices.Count);
        int[] features = [.. indices];
        Array.Sort(features);
        int count = 0;
        for (int i = 0; i < features.Length; i++)
        {
            if (i == 0 || features[i] != features[i - 1])
            {
                features[count++] = features[i];
            }
        }

        Array.Resize(ref features, count);
        int[] places = [.. indices.Select(index => Array.BinarySearch(features, index))];
        return new SparseTable(
            [.. labels], features, new CsrMatrix<double>(Count, count, [.. starts], places, [.. values]));
    }

    public Table ToTable()
    {
        // What no row names is 0 everywhere, so a column that is expected is there even when no row names it.
        foreach (string name in options.ExpectedTypes.Keys)
        {
            if (name.StartsWith('x') && int.TryParse(
                name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index <= options.ColumnLimit)
            {
                columns = Math.Max(columns, index);
            }
        }

        CheckSize();
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

    private void CheckSize()
    {
        if (isSpread)
        {
            TableReader.CheckSize(file, Count, columns + 1L, options.TableLimit);
        }
    }
}
