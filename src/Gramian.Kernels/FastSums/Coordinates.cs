using Gramian.Numerics;

namespace Gramian.Kernels.FastSums;

// One line for each of one or two coordinates of some points, such that values of pairs are 2^(−‖x − y‖²).
internal sealed class Coordinates
{
    private readonly double[] lines;

    public Coordinates(Points points, ReadOnlySpan<double> origin, double factor)
    {
        (Count, Dimension) = (points.Count, points.Dimension);
        lines = GC.AllocateUninitializedArray<double>(Count * Dimension);
        MatrixView<double> values = points.Values;
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = values.Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                lines[(k * Count) + i] = (row[k] - origin[k]) * factor;
            }
        }
    }

    public int Count { get; }

    public int Dimension { get; }

    public double this[int coordinate, int point] => lines[(coordinate * Count) + point];

    public (double Low, double High) Extent(int coordinate)
    {
        ReadOnlySpan<double> line = lines.AsSpan(coordinate * Count, Count);
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in line)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        return (low, high);
    }
}
