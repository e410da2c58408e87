using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

// The two loops over points: spreading adds each strength to the cells around its point, gathering sums the cells
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
        double* memory = stackalloc double[(3 * Stride) + 8];
        var at = new Neighbourhood
        {
            Slow = (double*)(((nint)memory + 63) & ~(nint)63),
            Width0 = Shape.Widths[0],
            Width1 = Shape.Widths[1],
            Width2 = Shape.Widths[2],
            N0 = Shape.Fine[0],
            N1 = Shape.Fine[1],
            N2 = Shape.Fine[2],
            Padded = (Shape.Widths[2] + TLane.Count - 1) / TLane.Count * TLane.Count,
        };
        (at.Slow[0], at.Slow[Stride]) = (1, 1);
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
        double* re = Re, im = Im;
        for (int j = start; j < end; j++)
        {
            Find<TLane>(ref at, j);
            double* fast = at.Slow + (2 * Stride);
            double cr = PointRe[order[j]], ci = im == null ? 0 : PointIm[order[j]];
            bool inside = at.I2 >= 0 && at.I2 + at.Padded <= at.N2;
            for (int a = 0; a < at.Width0; a++)
            {
                nint layer = (nint)Wrap(at.I0 + a, at.N0) * at.N1;
                for (int b = 0; b < at.Width1; b++)
                {
                    nint row = (layer + Wrap(at.I1 + b, at.N1)) * at.N2;
                    double weight = at.Slow[a] * at.Slow[Stride + b];
                    if (!inside)
                    {
                        AddWrapped(re + row, in at, cr * weight);
                        if (im != null)
                        {
                            AddWrapped(im + row, in at, ci * weight);
                        }

                        continue;
                    }

                    AddRow<TLane>(re + row + at.I2, fast, at.Padded, cr * weight);
                    if (im != null)
                    {
                        AddRow<TLane>(im + row + at.I2, fast, at.Padded, ci * weight);
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
            double sumRe = 0, sumIm = 0;
            if (at.I2 >= 0 && at.I2 + at.Padded <= at.N2)
            {
                for (int c = 0; c < at.Padded; c += TLane.Count)
                {
                    TLane weights = FftLane.Load<TLane, double>(at.Slow + (2 * Stride) + c);
                    sumRe += TLane.Sum(weights * Column<TLane>(re + at.I2 + c, in at));
                    if (im != null)
                    {
                        sumIm += TLane.Sum(weights * Column<TLane>(im + at.I2 + c, in at));
                    }
                }
            }
            else
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

    // The first cell of the point and the weights along each dimension.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Find<TLane>(ref Neighbourhood at, int point)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double* table = Shape.Bump.Table;
        int degree = Shape.Bump.Degree, dimensions = Shape.Dimensions, padded = at.Padded;
        double half = 0.5 * at.Width2;
        at.I2 = First<TLane>(Points.Places(2)[point] - half, table, degree, padded, at.Slow + (2 * Stride));
        if (dimensions > 1)
        {
            at.I1 = First<TLane>(Points.Places(1)[point] - half, table, degree, padded, at.Slow + Stride);
        }

        if (dimensions > 2)
        {
            at.I0 = First<TLane>(Points.Places(0)[point] - half, table, degree, padded, at.Slow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First<TLane>(double left, double* table, int degree, int padded, double* weights)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        double cell = Math.Ceiling(left);
        SpreadBump.Evaluate<TLane>(table, degree, padded, cell - left, weights);
        return (int)cell;
    }

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
        for (int a = 0; a < at.Width0; a++)
        {
            nint layer = (nint)Wrap(at.I0 + a, at.N0) * at.N1;
            for (int b = 0; b < at.Width1; b++)
            {
                nint row = (layer + Wrap(at.I1 + b, at.N1)) * at.N2;
                TLane weight = at.Slow[a] * at.Slow[Stride + b];
                sum = TLane.MultiplyAdd(weight, FftLane.Load<TLane, double>(cells + row), sum);
            }
        }

        return sum;
    }

    private static void AddWrapped(double* row, in Neighbourhood at, double strength)
    {
        for (int c = 0; c < at.Width2; c++)
        {
            row[Wrap(at.I2 + c, at.N2)] += strength * at.Slow[(2 * Stride) + c];
        }
    }

    private static double SumWrapped(double* grid, in Neighbourhood at)
    {
        double sum = 0;
        for (int a = 0; a < at.Width0; a++)
        {
            nint layer = (nint)Wrap(at.I0 + a, at.N0) * at.N1;
            for (int b = 0; b < at.Width1; b++)
            {
                double* row = grid + ((layer + Wrap(at.I1 + b, at.N1)) * at.N2);
                double weight = at.Slow[a] * at.Slow[Stride + b];
                for (int c = 0; c < at.Width2; c++)
                {
                    sum += weight * at.Slow[(2 * Stride) + c] * row[Wrap(at.I2 + c, at.N2)];
                }
            }
        }

        return sum;
    }

    // The cells around one point: the first along each dimension, and the weights, [3, Stride], slowest first.
    private struct Neighbourhood
    {
        public double* Slow;
        public int I0, I1, I2, Width0, Width1, Width2, N0, N1, N2, Padded;
    }
}
