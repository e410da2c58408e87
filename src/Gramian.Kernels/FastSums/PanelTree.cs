using Gramian.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.FastSums;

// A balanced tree of points whose leaves are panels of a fixed width, kept one line for each coordinate. Nodes are
// numbered in preorder: the left child of a node follows it, and the right one follows the 2 p − 1 nodes of the p
// panels on the left, so that nodes need no links and subtrees can be made side by side.
internal sealed class PanelTree
{
    private const int SerialDepth = 3;
    private readonly MatrixView<double> points;
    private readonly int width;
    private readonly int[] order;
    private readonly double[] keys;

    public PanelTree(MatrixView<double> points, int width, ComputeOptions options)
    {
        (this.points, this.width) = (points, width);
        (Count, Dimension) = (points.Rows, points.Columns);
        PanelCount = (Count + width - 1) / width;
        Lines = Matrix<double>.Uninitialized(Dimension, Math.Max(1, PanelCount * width));
        int nodes = Math.Max(0, (2 * PanelCount) - 1);
        (Lower, Upper) = (new double[nodes * Dimension], new double[nodes * Dimension]);
        order = new int[Count];
        keys = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            order[i] = i;
        }

        if (Count > 0)
        {
            Arrange(options);
            WorkerTeam.Run(PanelCount, FillPanel, options);
            Bound(new Place(0, 0, PanelCount));
        }
    }

    public int Count { get; }

    public int Dimension { get; }

    public int PanelCount { get; }

    /// <summary>The number of points in a panel.</summary>
    public int Width => width;

    /// <summary>The coordinates in the order of the tree, [d, panels · width]; the last point is repeated.</summary>
    public Matrix<double> Lines { get; }

    /// <summary>The number that each ordered point had before.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>The least coordinates of each node, [nodes, d].</summary>
    public double[] Lower { get; }

    /// <summary>The largest coordinates of each node, [nodes, d].</summary>
    public double[] Upper { get; }

    public Place Root => new(0, 0, PanelCount);

    /// <summary>The node of each panel.</summary>
    public int[] Leaves()
    {
        int[] leaves = new int[PanelCount];
        if (PanelCount > 0)
        {
            Mark(Root, leaves);
        }

        return leaves;
    }

    /// <summary>The squared distance between the box of a node and another box.</summary>
    public double Gap(int node, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        int at = node * Dimension;

        // A little less, so that no pair is nearer by rounding.
        return (1 - 1e-12) * BoxDistances.SquaredGap(
            Lower.AsSpan(at, Dimension), Upper.AsSpan(at, Dimension), lower, upper);
    }

    /// <summary>Four times the squared distance between the centres of the boxes.</summary>
    public double CentreDistance(int node, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        int at = node * Dimension;
        return BoxDistances.SquaredCentres(
            Lower.AsSpan(at, Dimension), Upper.AsSpan(at, Dimension), lower, upper);
    }

    private static void Mark(Place place, int[] leaves)
    {
        if (place.Panels == 1)
        {
            leaves[place.First] = place.Node;
            return;
        }

        Mark(place.Left, leaves);
        Mark(place.Right, leaves);
    }

    private void Arrange(ComputeOptions options)
    {
        if (Dimension == 1)
        {
            for (int i = 0; i < Count; i++)
            {
                keys[i] = points[i, 0];
            }

            KeySelection.Sort(keys, order);
            return;
        }

        double[] lower = new double[Dimension], upper = new double[Dimension];
        points.Row(0).CopyTo(lower);
        points.Row(0).CopyTo(upper);
        for (int i = 1; i < Count; i++)
        {
            Widen(points.Row(i), lower, upper);
        }

        var pending = new List<(Place Place, double[] Lower, double[] Upper)> { (Root, lower, upper) };
        for (int depth = 0; depth < SerialDepth; depth++)
        {
            pending = [.. pending.SelectMany(part => Split(part.Place, part.Lower, part.Upper))];
        }

        WorkerTeam.Run(
            pending.Count, k => Divide(pending[k].Place, pending[k].Lower, pending[k].Upper), options);
    }

    private void Divide(Place place, double[] lower, double[] upper)
    {
        foreach ((Place child, double[] low, double[] high) in Split(place, lower, upper))
        {
            if (child.Panels > 1)
            {
                Divide(child, low, high);
            }
        }
    }

    // Cuts a node across the longest side of the box that the cuts above it left.
    private IEnumerable<(Place Place, double[] Lower, double[] Upper)> Split(
        Place place, double[] lower, double[] upper)
    {
        if (place.Panels <= 1)
        {
            return [(place, lower, upper)];
        }

        int widest = 0;
        for (int k = 1; k < Dimension; k++)
        {
            widest = upper[k] - lower[k] > upper[widest] - lower[widest] ? k : widest;
        }

        int start = place.First * width, end = Math.Min(Count, (place.First + place.Panels) * width);
        int middle = place.Right.First * width;
        for (int i = start; i < end; i++)
        {
            keys[i] = points[order[i], widest];
        }

        KeySelection.Select(keys.AsSpan(start, end - start), order.AsSpan(start, end - start), middle - start);
        double[] cutUpper = [.. upper], cutLower = [.. lower];
        cutUpper[widest] = cutLower[widest] = keys[middle];
        return [(place.Left, lower, cutUpper), (place.Right, cutLower, upper)];
    }

    private void FillPanel(int panel)
    {
        // Line after line: the points of one panel stay in the cache, where all lines of a point would not.
        int start = panel * width;
        MatrixView<double> lines = Lines.View.Slice(0, start, Dimension, width);
        for (int k = 0; k < Dimension; k++)
        {
            Span<double> line = lines.Row(k);
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = points[order[Math.Min(start + i, Count - 1)], k];
            }
        }
    }

    private void Bound(Place place)
    {
        Span<double> lower = Lower.AsSpan(place.Node * Dimension, Dimension);
        Span<double> upper = Upper.AsSpan(place.Node * Dimension, Dimension);
        if (place.Panels == 1)
        {
            for (int k = 0; k < Dimension; k++)
            {
                ReadOnlySpan<double> line = Lines.Row(k).Slice(place.First * width, width);
                (double low, double high) = (line[0], line[0]);
                foreach (double value in line)
                {
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
                }

                (lower[k], upper[k]) = (low, high);
            }

            return;
        }

        (Place left, Place right) = (place.Left, place.Right);
        Bound(left);
        Bound(right);
        Lower.AsSpan(left.Node * Dimension, Dimension).CopyTo(lower);
        Upper.AsSpan(left.Node * Dimension, Dimension).CopyTo(upper);
        for (int k = 0; k < Dimension; k++)
        {
            lower[k] = Math.Min(lower[k], Lower[(right.Node * Dimension) + k]);
            upper[k] = Math.Max(upper[k], Upper[(right.Node * Dimension) + k]);
        }
    }

    private static void Widen(ReadOnlySpan<double> point, double[] lower, double[] upper)
    {
        for (int k = 0; k < point.Length; k++)
        {
            lower[k] = Math.Min(lower[k], point[k]);
            upper[k] = Math.Max(upper[k], point[k]);
        }
    }

    // A node and the panels below it.
    internal readonly record struct Place(int Node, int First, int Panels)
    {
        public Place Left => new(Node + 1, First, Panels / 2);

        public Place Right => new(Node + (2 * (Panels / 2)), First + (Panels / 2), Panels - (Panels / 2));
    }
}
