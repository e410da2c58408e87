using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

// The points in cells of the fine grid, sorted by bins so that neighbours touch the same cache lines, and cut into
// slabs along the slowest dimension. Two slabs with one between them touch no common cell, so the slabs of a colour run
// at the same time, each cell gets its summands in an order of its own, and no cell is held twice.
internal sealed unsafe class NufftPoints
{
    public const int PointsPerBlock = 4096;
    private const int FastBin = 16;
    private const int SlowBin = 2;
    private const int MostSlabs = 64;
    private readonly double[][] places;     // [3][n], in cells; only those of the dimensions there are
    private readonly int[] order;           // the number of the point that comes at a place of the order
    private readonly int[] slabs;           // where each slab starts in the order, and the end

    public NufftPoints(MatrixView<double> points, NufftShape shape, ComputeOptions options)
    {
        Count = points.Rows;
        order = new int[Count];
        places = [.. Enumerable.Range(0, 3).Select(
            axis => GC.AllocateUninitializedArray<double>(axis < 3 - shape.Dimensions ? 0 : Count, pinned: true))];
        int[] bins = [.. Enumerable.Range(0, 3).Select(axis => 1 + ((shape.Fine[axis] - 1) / BinOf(axis)))];
        int[] keys = new int[Count];
        fixed (int* key = keys, sorted = order)
        {
            var fold = new Fold
            {
                Points = points, Shape = shape, Keys = key, Bins1 = bins[1], Bins2 = bins[2],
            };
            WorkerTeam.Run(ref fold, Blocks, options);
            int[] starts = Sort(key, sorted, Count, bins[0] * bins[1] * bins[2]);
            var gather = new Gather { Fold = fold, All = this };
            WorkerTeam.Run(ref gather, Blocks, options);
            slabs = Slabs(starts, shape, bins);
        }
    }

    public int Count { get; }

    public int Blocks => (int)(((long)Count + PointsPerBlock - 1) / PointsPerBlock);

    public ReadOnlySpan<int> Order => order;

    /// <summary>The places along a dimension, in the order; only for the dimensions there are.</summary>
    public double* Places(int axis) =>
        (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(places[axis]));

    /// <summary>The slabs that may run at the same time: first, first + 2, …; of three colours.</summary>
    public (int First, int Count) SlabsOf(int colour)
    {
        int all = slabs.Length - 1;

        // The last of an odd number is a neighbour of the first, round the period.
        bool alone = all > 1 && all % 2 == 1;
        return colour == 2
            ? (all - 1, alone ? 1 : 0)
            : (colour, (all - (alone ? 1 : 0) + 1 - colour) / 2);
    }

    public (int Start, int End) Slab(int number) => (slabs[number], slabs[number + 1]);

    private static int BinOf(int axis) => axis == 2 ? FastBin : SlowBin;

    // A counting sort, stable, so that the order is one function of the points.
    private static int[] Sort(int* keys, int* order, int count, int bins)
    {
        int[] starts = new int[bins + 1];
        for (int i = 0; i < count; i++)
        {
            starts[keys[i] + 1]++;
        }

        for (int bin = 0; bin < bins; bin++)
        {
            starts[bin + 1] += starts[bin];
        }

        int[] next = starts[..^1];
        for (int i = 0; i < count; i++)
        {
            order[next[keys[i]]++] = i;
        }

        return starts;
    }

    // Slabs hold about as many points each, and are at least as high as a point is wide.
    private static int[] Slabs(int[] starts, NufftShape shape, int[] bins)
    {
        int axis = 3 - shape.Dimensions, layers = bins[axis], perLayer = (starts.Length - 1) / layers;
        int least = axis == 2 ? SpreadBump.Widest : shape.Bump.Width, bin = BinOf(axis);
        int lowest = (least + bin - 1) / bin, most = starts[^1] / MostSlabs;
        var found = new List<int> { 0 };
        int bottom = 0;
        for (int layer = lowest; shape.Fine[axis] - (layer * bin) >= least; layer++)
        {
            int points = starts[layer * perLayer];
            if (layer - bottom >= lowest && points - found[^1] > most)
            {
                found.Add(points);
                bottom = layer;
            }
        }

        found.Add(starts[^1]);
        return [.. found];
    }

    private struct Fold : IBlockWork
    {
        public MatrixView<double> Points;
        public NufftShape Shape;
        public int* Keys;
        public int Bins1, Bins2;

        public readonly void Run(int block)
        {
            int end = Math.Min(Points.Rows, (block + 1) * PointsPerBlock);
            for (int i = block * PointsPerBlock; i < end; i++)
            {
                int key = 0;
                for (int axis = 3 - Shape.Dimensions; axis < 3; axis++)
                {
                    int bins = axis == 2 ? Bins2 : axis == 1 ? Bins1 : 0;
                    key = (key * bins) + ((int)Place(i, axis) / BinOf(axis));
                }

                Keys[i] = key;
            }
        }

        /// <summary>Where a point lies along a dimension, in [0, the length of the grid).</summary>
        public readonly double Place(int point, int axis)
        {
            double turns = Points.Origin[(point * Points.Stride) + axis - (3 - Shape.Dimensions)] * (1 / Math.Tau);
            double place = (turns - Math.Floor(turns)) * Shape.Fine[axis];
            return place < Shape.Fine[axis] ? place : 0;
        }
    }

    private struct Gather : IBlockWork
    {
        public Fold Fold;
        public NufftPoints All;

        public readonly void Run(int block)
        {
            int end = Math.Min(All.Count, (block + 1) * PointsPerBlock);
            for (int axis = 3 - Fold.Shape.Dimensions; axis < 3; axis++)
            {
                double[] to = All.places[axis];
                for (int i = block * PointsPerBlock; i < end; i++)
                {
                    to[i] = Fold.Place(All.order[i], axis);
                }
            }
        }
    }
}
