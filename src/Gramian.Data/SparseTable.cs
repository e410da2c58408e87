using Gramian.Data.Formats;
using Gramian.Numerics.Sparse;

namespace Gramian.Data;

/// <summary>Represents labelled rows of which most cells are 0, as svmlight files hold them. Immutable.</summary>
public sealed class SparseTable
{
    /// <summary>Makes a table; the arrays are borrowed and must not change any more.</summary>
    /// <param name="labels">The label of each row, [n].</param>
    /// <param name="features">The number of each column in a file, from 1 and ascending, [d].</param>
    /// <param name="values">The cells, [n, d].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the numbers do not ascend from 1.</exception>
    public SparseTable(double[] labels, int[] features, CsrMatrix<double> values)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(values);
        Numerics.Guard.Length(labels.Length, values.Rows, nameof(labels));
        Numerics.Guard.Length(features.Length, values.Columns, nameof(features));
        for (int k = 0; k < features.Length; k++)
        {
            if (features[k] <= (k == 0 ? 0 : features[k - 1]))
            {
                throw new ArgumentException(
                    $"The numbers of columns must ascend from 1, but element {k} was {features[k]}.", nameof(features));
            }
        }

        (LabelArray, FeatureArray, Values) = (labels, features, values);
    }

    /// <summary>The number of rows, n.</summary>
    public int Rows => LabelArray.Length;

    /// <summary>The label of each row.</summary>
    public IReadOnlyList<double> Labels => LabelArray;

    /// <summary>The number of each column in a file, from 1 and ascending.</summary>
    public IReadOnlyList<int> Features => FeatureArray;

    /// <summary>The cells, [n, d].</summary>
    public CsrMatrix<double> Values { get; }

    private double[] LabelArray { get; }

    private int[] FeatureArray { get; }

    /// <summary>Reads an svmlight file; columns that no row names are left out.</summary>
    /// <param name="path">The file, or "-" for standard input.</param>
    /// <param name="options">How to read; null for the defaults. Limits of dense tables do not count.</param>
    /// <exception cref="DataException">The content cannot be used; the message names the place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SparseTable ReadSvmlight(string path, TableReadOptions? options = null) =>
        TableReader.ReadSparse(path, options);

    /// <summary>Writes svmlight text that reads back with the same bits.</summary>
    /// <param name="writer">Receives the text; not closed.</param>
    public void WriteSvmlight(TextWriter writer) => SvmlightWriter.Write(this, writer);
}
