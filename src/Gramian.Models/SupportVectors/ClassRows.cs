using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

// The classes of a training set in the order of their first rows, and the rows of each. Two classes −1 and +1 come in
// the order +1, −1, so that a positive decision value means +1 whichever row comes first.
internal sealed class ClassRows
{
    private ClassRows(double[] labels, int[][] rows) => (Labels, Rows) = (labels, rows);

    public double[] Labels { get; }

    public int[][] Rows { get; }

    public static ClassRows Of(ReadOnlySpan<double> labels, int rowCount)
    {
        Guard.Length(labels.Length, rowCount, nameof(labels));
        Guard.AllFinite(labels, nameof(labels));
        var order = new List<double>();
        var rows = new List<List<int>>();
        var places = new Dictionary<double, int>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (!places.TryGetValue(labels[i], out int place))
            {
                places[labels[i]] = place = order.Count;
                order.Add(labels[i]);
                rows.Add([]);
            }

            rows[place].Add(i);
        }

        if (order is [-1, 1])
        {
            order.Reverse();
            rows.Reverse();
        }

        return order.Count >= 2
            ? new ClassRows([.. order], [.. rows.Select(list => list.ToArray())])
            : throw new ArgumentException(order.Count == 0
                ? "There must be at least two rows, of two classes, but there was none."
                : string.Create(CultureInfo.InvariantCulture,
                    $"There must be at least two classes, but every label was {order[0]}."), nameof(labels));
    }
}
