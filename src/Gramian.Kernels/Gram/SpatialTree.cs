namespace Gramian.Kernels.Gram;

// A k-d tree whose leaves are panels of 64 points: an order of the points in which neighbours in space are neighbours
// in memory, and a box around each node. A node is cut in whole panels where the kernel falls most.
internal sealed class SpatialTree
{
    private readonly Points points;
    private readonly int[] order;
    private readonly List<Node> nodes = [];
    private readonly List<double> boxes = [];

    public SpatialTree(Kernel kernel, Points points)
    {
        this.points = points;
        order = [.. Enumerable.Range(0, points.Count)];
        if (points.Count > 0)
        {
            Build(kernel, 0, points.Count);
        }

        Ordered = points.Select(order);
    }

    /// <summary>The points in the order of the leaves.</summary>
    public Points Ordered { get; }

    /// <summary>The number that each ordered point had before.</summary>
    public ReadOnlySpan<int> Order => order;

    public int PanelCount => (points.Count + Tile.Width - 1) / Tile.Width;

    // The panels of this tree whose box is close enough to that of a panel of another, as runs (first, count). A leaf
    // is decided by a formula that is symmetric in the two trees; an inner node is left out only when it is farther by
    // more than any rounding, so that the decision of each leaf stands.
    public void AddNear(
        Kernel kernel, SpatialTree other, int otherLeaf, double threshold, bool keepSame, List<(int, int)> runs)
    {
        if (nodes.Count == 0)
        {
            return;
        }

        Span<double> gaps = stackalloc double[points.Dimension <= 128 ? points.Dimension : 0];
        gaps = gaps.IsEmpty ? new double[points.Dimension] : gaps;
        var pending = new Stack<int>();
        pending.Push(0);
        while (pending.TryPop(out int number))
        {
            Node node = nodes[number];
            bool isSame = keepSame && node.Right == 0 && node.FirstPanel == other.nodes[otherLeaf].FirstPanel;
            Gaps(number, other, otherLeaf, gaps);
            double ceiling = kernel.Ceiling(gaps);
            if (!isSame && (node.Right == 0 ? ceiling <= threshold : ceiling * (1 + 1e-9) <= threshold))
            {
                continue;
            }

            if (node.Right != 0)
            {
                pending.Push(node.Right);
                pending.Push(number + 1);
            }
            else if (runs.Count > 0 && runs[^1].Item1 + runs[^1].Item2 == node.FirstPanel)
            {
                runs[^1] = (runs[^1].Item1, runs[^1].Item2 + 1);
            }
            else
            {
                runs.Add((node.FirstPanel, 1));
            }
        }
    }

    /// <summary>The node of each panel.</summary>
    public int[] Leaves()
    {
        int[] leaves = new int[PanelCount];
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Right == 0)
            {
                leaves[nodes[i].FirstPanel] = i;
            }
        }

        return leaves;
    }

    private void Build(Kernel kernel, int start, int end)
    {
        int number = nodes.Count, panels = (end - start + Tile.Width - 1) / Tile.Width;
        nodes.Add(new Node(start / Tile.Width, 0));
        AddBox(start, end);
        if (panels > 1)
        {
            int middle = start + (panels / 2 * Tile.Width);
            Partition(Steepest(kernel, number), start, end, middle);
            Build(kernel, start, middle);
            nodes[number] = new Node(start / Tile.Width, nodes.Count);
            Build(kernel, middle, end);
        }
    }

    private void AddBox(int start, int end)
    {
        int dimension = points.Dimension, at = boxes.Count;
        boxes.AddRange(points.Values.Row(order[start]));
        boxes.AddRange(points.Values.Row(order[start]));
        for (int i = start + 1; i < end; i++)
        {
            ReadOnlySpan<double> point = points.Values.Row(order[i]);
            for (int k = 0; k < dimension; k++)
            {
                boxes[at + k] = Math.Min(boxes[at + k], point[k]);
                boxes[at + dimension + k] = Math.Max(boxes[at + dimension + k], point[k]);
            }
        }
    }

    // The coordinate over whose extent the kernel falls most; of equal ones the widest.
    private int Steepest(Kernel kernel, int number)
    {
        int dimension = points.Dimension, best = 0;
        double least = double.PositiveInfinity, widest = 0;
        double[] gaps = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            gaps[k] = boxes[(2 * number * dimension) + dimension + k] - boxes[(2 * number * dimension) + k];
            double ceiling = kernel.Ceiling(gaps);
            if (ceiling < least || (ceiling == least && gaps[k] > widest))
            {
                (best, least, widest) = (k, ceiling, gaps[k]);
            }

            gaps[k] = 0;
        }

        return best;
    }

    // Moves points until none before the middle has a larger coordinate than any behind it (Hoare's selection).
    private void Partition(int coordinate, int start, int end, int middle)
    {
        int low = start, high = end - 1;
        while (low < high)
        {
            double pivot = At(low + ((high - low) / 2), coordinate);
            int i = low, j = high;
            while (i <= j)
            {
                while (At(i, coordinate) < pivot)
                {
                    i++;
                }

                while (At(j, coordinate) > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (order[i], order[j]) = (order[j], order[i]);
                    i++;
                    j--;
                }
            }

            if (middle <= j)
            {
                high = j;
            }
            else if (middle >= i)
            {
                low = i;
            }
            else
            {
                return;
            }
        }
    }

    private double At(int place, int coordinate) => points.Values[order[place], coordinate];

    private void Gaps(int number, SpatialTree other, int otherNumber, Span<double> gaps)
    {
        int dimension = gaps.Length, a = 2 * number * dimension, b = 2 * otherNumber * dimension;
        for (int k = 0; k < dimension; k++)
        {
            double behind = boxes[a + k] - other.boxes[b + dimension + k];
            double before = other.boxes[b + k] - boxes[a + dimension + k];
            gaps[k] = Math.Max(0, Math.Max(behind, before));
        }
    }

    // The left child of a node stands behind it; a leaf has no right one.
    private readonly record struct Node(int FirstPanel, int Right);
}
