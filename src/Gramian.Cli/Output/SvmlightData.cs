using System.Globalization;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Cli.Output;

/// <summary>Rows of an svmlight file as points: the columns of the file, or those that a model knows.</summary>
internal sealed record SvmlightData(double[] Labels, Points Points)
{
    /// <summary>Reads every column, 1 to d.</summary>
    public static SvmlightData Read(Session session, string path)
    {
        (double[] labels, NumberColumn[] columns) = Columns(session, path);
        var values = new Matrix<double>(labels.Length, Math.Max(1, columns.Length));
        for (int k = 0; k < columns.Length; k++)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                values[i, k] = columns[k].Values[i];
            }
        }

        return new SvmlightData(labels, new Points(values));
    }

    /// <summary>Reads the columns of a model, and in a last one the root of the squares of all others.</summary>
    public static SvmlightData Read(Session session, string path, IReadOnlyList<int> features)
    {
        (double[] labels, NumberColumn[] columns) = Columns(session, path);
        var places = new Dictionary<int, int>();
        for (int k = 0; k < features.Count; k++)
        {
            places[features[k]] = k;
        }

        var values = new Matrix<double>(labels.Length, features.Count + 1);
        double[] others = new double[labels.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            int place = places.GetValueOrDefault(Feature(columns[c]), -1);
            for (int i = 0; i < labels.Length; i++)
            {
                double value = columns[c].Values[i];
                if (place >= 0)
                {
                    values[i, place] = value;
                }
                else
                {
                    others[i] += value * value;
                }
            }
        }

        for (int i = 0; i < labels.Length; i++)
        {
            values[i, features.Count] = Math.Sqrt(others[i]);
        }

        return new SvmlightData(labels, new Points(values));
    }

    private static int Feature(NumberColumn column) => int.Parse(column.Name.AsSpan(1), CultureInfo.InvariantCulture);

    private static (double[] Labels, NumberColumn[] Columns) Columns(Session session, string path)
    {
        Table table = TableSource.Read(session, path, new TableReadOptions
        {
            Format = TableFormat.Svmlight, CancellationToken = session.Cancellation,
        });
        return (((NumberColumn)table["label"]).Values.ToArray(), [.. table.Columns.Skip(1).Cast<NumberColumn>()]);
    }
}
