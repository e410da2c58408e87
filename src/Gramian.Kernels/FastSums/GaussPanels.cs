using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.FastSums;

// The points of a tree as columns of strips: eight points at a time, coordinate by coordinate, and for each point
// ‖y‖² less its exponent.
internal sealed class GaussPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Width = GaussSources.PanelWidth;
    private const double Absent = 1e30;
    private readonly Matrix<T> columns;     // [panels, 64 d]
    private readonly T[] bases;
    private readonly T[] weights;

    public GaussPanels(PanelTree tree, double[] exponents, double[] pointWeights, ComputeOptions options)
    {
        columns = Matrix<T>.Uninitialized(tree.PanelCount, Width * tree.Dimension);
        bases = new T[exponents.Length];
        weights = new T[exponents.Length];
        double[] squares = new double[tree.PanelCount], sizes = new double[tree.PanelCount];
        WorkerTeam.Run(tree.PanelCount, panel =>
        {
            Span<double> sums = stackalloc double[Width];
            sums.Clear();
            Span<T> packed = columns.Row(panel);
            for (int k = 0; k < tree.Dimension; k++)
            {
                ReadOnlySpan<double> line = tree.Lines.Row(k).Slice(panel * Width, Width);
                for (int b = 0; b < Width; b++)
                {
                    sums[b] += line[b] * line[b];
                    packed[(b / GaussStrips.ColumnStep * GaussStrips.ColumnStep * tree.Dimension)
                        + (k * GaussStrips.ColumnStep) + (b % GaussStrips.ColumnStep)] = T.CreateTruncating(line[b]);
                }
            }

            for (int b = 0; b < Width; b++)
            {
                int at = (panel * Width) + b;
                bool isPresent = double.IsFinite(exponents[at]);
                bases[at] = T.CreateTruncating(isPresent ? sums[b] - exponents[at] : Absent);
                weights[at] = T.CreateTruncating(pointWeights[at]);
                squares[panel] = Math.Max(squares[panel], sums[b]);
                sizes[panel] = Math.Max(sizes[panel], isPresent ? Math.Abs(exponents[at]) : 0);
            }
        }, options);
        (LargestSquare, LargestExponent) = (squares.Append(0).Max(), sizes.Append(0).Max());
    }

    /// <summary>The largest ‖y‖².</summary>
    public double LargestSquare { get; }

    /// <summary>The largest size of an exponent.</summary>
    public double LargestExponent { get; }

    /// <summary>Whether no rounding of ‖x‖² + ‖y‖² − exponent − 2 x·y, of a power or of a sum of 64 of them changes
    /// a value by more than its share of the tolerance.</summary>
    public bool AreExact(double largestSquare, GaussTarget target)
    {
        double size = Math.Sqrt(largestSquare) + Math.Sqrt(LargestSquare);
        double allowed = target.IsRelative ? target.Relative / 2 : target.Absolute;
        double unit = typeof(T) == typeof(double) ? 1.2e-16 : 6e-8;
        double reach = (size * size) + (typeof(T) == typeof(double) ? 0 : LargestExponent);
        return ((reach * (columns.Columns / Width + 12)) + (typeof(T) == typeof(double) ? 0 : 100)) * unit <= allowed;
    }

    public ReadOnlySpan<T> ColumnsOf(int panel) => columns.Row(panel);

    public ReadOnlySpan<T> BasesOf(int panel) => bases.AsSpan(panel * Width, Width);

    public ReadOnlySpan<T> WeightsOf(int panel) => weights.AsSpan(panel * Width, Width);
}
