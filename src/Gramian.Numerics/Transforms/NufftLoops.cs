using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

// The two loops over points: spreading adds each strength to the cells around its point, collecting sums the cells
// around each point, both weighted by the bump.
internal unsafe struct NufftLoops : IBlockWork
{
    private const int Stride = SpreadBump.Stride;

    public NufftPoints Points;
    public NufftShape Shape;
    public double* Re, Im;              // the fine grid; no imaginary part for real strengths and real values
    public double* PointRe, PointIm;    // the strengths or the values, in the order of the caller
    public bool Spreads;
    public int FirstSlab;

    public readonly void Run(int block)
    {
        (int start, int end) = Spreads
            ? Points.Slab(FirstSlab + (2 * block))
            : (block * NufftPoints.PointsPerBlock, Math.Min(Points.Count, (block + 1) * NufftPoints.PointsPerBlock));
        switch (SimdPath.Bits)
        {
            case 512: Run<Double8>(start, end); break;
            case 256: Run<Double4>(start, end); break;
            case 128: Run<Double2>(start, end); break;
            default: Run<ScalarDouble>(start, end); break;
        }
    }

    private readonly void Run<TLane>(int start, int end)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double* memory = stackalloc double[(3 * Stride) + SpreadBump.Alignment];
        nint* offsets = stackalloc nint[2 * Stride];
        var at = new Neighbourhood
        {
            Fast = (double*)(((nint)memory + 63) & ~(nint)63),
            Rows = offsets,
            Layers = offsets + Stride,
            Width0 = Shape.Widths[0],
            Width1 = Shape.Widths[1],
            Width2 = Shape.Widths[2],
            N2 = Shape.Fine[2],
        };
        at.Middle = at.Fast + Stride;
        at.Slow = at.Middle + Stride;
        (at.Middle[0], at.Slow[0]) = (1, 1);
        (at.Rows[0], at.Layers[0]) = (0, 0);
        fixed (int* order = Points.Order)
        {
            if (Spreads)
            {
                Spread<TLane>(ref at, order, start, end);
            }
            else
            {
                Collect<TLane>(ref at, order, start, end);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Spread<TLane>(ref Neighbourhood at, int* order, int start, int end)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double* re = Re, im = Im, fast = at.Fast;
        int width0 = at.Width0, width1 = at.Width1;
        for (int j = start; j < end; j++)
        {
            Find<TLane>(ref at, j);
            double cr = PointRe[order[j]], ci = im == null ? 0 : PointIm[order[j]];
            int padded = at.Padded;
            for (int a = 0; a < width0; a++)
            {
                for (int b = 0; b < width1; b++)
                {
                    nint row = at.Layers[a] + at.Rows[b];
                    double weight = at.Slow[a] * at.Middle[b];
                    if (padded == 0)
                    {
                        AddWrapped(re + row, in at, cr * weight);
                        if (im != null)
                        {
                            AddWrapped(im + row, in at, ci * weight);
                        }

                        continue;
                    }

                    AddRow<TLane>(re + row + at.First, fast, padded, cr * weight);
                    if (im != null)
                    {
                        AddRow<TLane>(im + row + at.First, fast, padded, ci * weight);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Collect<TLane>(ref Neighbourhood at, int* order, int start, int end)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double* re = Re, im = Im;
        for (int j = start; j < end; j++)
        {
            Find<TLane>(ref at, j);
            int padded = at.Padded;
            double sumRe = 0, sumIm = 0;
            for (int c = 0; c < padded; c += TLane.Count)
            {
                TLane weights = FftLane.Load<TLane, double>(at.Fast + c);
                sumRe += TLane.Sum(weights * Column<TLane>(re + at.First + c, in at));
                if (im != null)
                {
                    sumIm += TLane.Sum(weights * Column<TLane>(im + at.First + c, in at));
                }
            }

            if (padded == 0)
            {
                sumRe = SumWrapped(re, in at);
                sumIm = im == null ? 0 : SumWrapped(im, in at);
            }

            PointRe[order[j]] = sumRe;
            if (im != null)
            {
                PointIm[order[j]] = sumIm;
            }
        }
    }

    // The cells of a point and their weights.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Find<TLane>(ref Neighbourhood at, int point)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double* table = Shape.Bump.Table;
        int degree = Shape.Bump.Degree, dimensions = Shape.Dimensions, width = at.Width2;
        double left = Points.Places(2)[point] - (0.5 * width), cell = Math.Ceiling(left);
        int first = (int)cell;
        bool inside = first >= 0 && first + width <= at.N2;
        int shift = inside ? first & (TLane.Count - 1) : 0, padded = Whole<TLane>(shift + width);
        SpreadBump.Evaluate<TLane>(table, degree, shift, padded, cell - left, at.Fast);
        (at.First, at.Padded) = (first - shift, inside ? padded : 0);
        if (dimensions > 1)
        {
            left = Points.Places(1)[point] - (0.5 * width);
            Slow<TLane>(left, table, degree, width, at.Middle, at.Rows, Shape.Fine[1], at.N2);
        }

        if (dimensions > 2)
        {
            left = Points.Places(0)[point] - (0.5 * width);
            Slow<TLane>(left, table, degree, width, at.Slow, at.Layers, Shape.Fine[0], (nint)Shape.Fine[1] * at.N2);
        }
    }

    // The weights along a slow dimension of so many cells and where its cells are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slow<TLane>(
        double left, double* table, int degree, int width, double* weights, nint* offsets, int length, nint stride)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double cell = Math.Ceiling(left);
        SpreadBump.Evaluate<TLane>(table, degree, 0, Whole<TLane>(width), cell - left, weights);
        int first = (int)cell;
        for (int i = 0; i < width; i++)
        {
            offsets[i] = Wrap(first + i, length) * stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Whole<TLane>(int count)
        where TLane : struct, IRealLane<TLane, double> => (count + TLane.Count - 1) & -TLane.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Wrap(int index, int length) =>
        index < 0 ? index + length : index >= length ? index - length : index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TLane>(double* row, double* weights, int padded, double strength)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        TLane factor = strength;
        for (int c = 0; c < padded; c += TLane.Count)
        {
            TLane sum = TLane.MultiplyAdd(
                factor, FftLane.Load<TLane, double>(weights + c), FftLane.Load<TLane, double>(row + c));
            FftLane.Store(sum, row + c);
        }
    }

    // The sum over the slow dimensions, for a lane of cells of the fast one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Column<TLane>(double* cells, in Neighbourhood at)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        TLane sum = 0;
        int width0 = at.Width0, width1 = at.Width1;
        for (int a = 0; a < width0; a++)
        {
            double* layer = cells + at.Layers[a];
            double slow = at.Slow[a];
            for (int b = 0; b < width1; b++)
            {
                TLane weight = slow * at.Middle[b];
                sum = TLane.MultiplyAdd(weight, FftLane.Load<TLane, double>(layer + at.Rows[b]), sum);
            }
        }

        return sum;
    }

    private static void AddWrapped(double* row, in Neighbourhood at, double strength)
    {
        for (int c = 0; c < at.Width2; c++)
        {
            row[Wrap(at.First + c, at.N2)] += strength * at.Fast[c];
        }
    }

    private static double SumWrapped(double* grid, in Neighbourhood at)
    {
        double sum = 0;
        for (int a = 0; a < at.Width0; a++)
        {
            for (int b = 0; b < at.Width1; b++)
            {
                double* row = grid + at.Layers[a] + at.Rows[b];
                double weight = at.Slow[a] * at.Middle[b];
                for (int c = 0; c < at.Width2; c++)
                {
                    sum += weight * at.Fast[c] * row[Wrap(at.First + c, at.N2)];
                }
            }
        }

        return sum;
    }

    // The cells around one point: weights and offsets of the slow dimensions, and, along the fast one, the weights from
    // an aligned first cell on, or, with nothing padded, of the bare cells, because they run over the end of the row.
    private struct Neighbourhood
    {
        public double* Fast, Middle, Slow;
        public nint* Rows, Layers;
        public int First, Padded, Width0, Width1, Width2, N2;
    }
}
