using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// The Kaiser–Bessel bump φ(z) = I₀(β √(1 − z²))/I₀(β), |z| ≤ 1, that spreads a point over w cells of a grid twice as
// fine as the modes need. Each cell has a polynomial of the place of the point within its cell: no root and no
// exponential per point. It is chosen because its own Fourier transform is elementary.
internal sealed unsafe class SpreadBump
{
    /// <summary>The most cells that a point is spread over.</summary>
    public const int Widest = 16;

    /// <summary>The widest lane: what a row of weights may be shifted by, less one.</summary>
    public const int Alignment = 8;

    /// <summary>The most weights of a row: the cells, shifted, rounded up to whole lanes.</summary>
    public const int Stride = Widest + Alignment;

    private const int Pitch = Alignment + Stride;   // zeros, cells, zeros
    private const int LargestDegree = 22;
    private static readonly SpreadBump?[] Cache = new SpreadBump?[Widest + 1];
    private readonly double shape;
    private readonly double height;
    private readonly double[] table;    // [degree + 1, Pitch], the highest power first

    private SpreadBump(int width)
    {
        Width = width;

        // π w (1 − 1/2σ) with σ = 2: the first alias then begins where the transform of φ stops to fall.
        shape = 0.75 * Math.PI * width;
        height = BesselI0(shape);
        double[][] series = [.. Enumerable.Range(0, width).Select(ChebyshevSeries)];

        // A polynomial is good enough when what is left out is small beside the aliases of that width.
        double enough = Math.Max(0.02 * Math.Pow(10, 1 - width), 1e-16);
        Degree = 3;
        while (Degree < LargestDegree && series.Max(s => Math.Abs(s[Degree + 1])) > enough)
        {
            Degree++;
        }

        table = GC.AllocateArray<double>((Degree + 1) * Pitch, pinned: true);
        for (int cell = 0; cell < width; cell++)
        {
            double[] powers = Monomials(series[cell].AsSpan(0, Degree + 1));
            for (int k = 0; k <= Degree; k++)
            {
                table[((Degree - k) * Pitch) + Alignment + cell] = powers[k];
            }
        }
    }

    /// <summary>w, the number of cells that a point is spread over along a dimension.</summary>
    public int Width { get; }

    public int Degree { get; }

    public double* Table => (double*)Unsafe.AsPointer(ref table[Alignment]);

    /// <summary>The bump whose errors are about a tolerance: a cell for each digit, and one more.</summary>
    public static SpreadBump For(double tolerance)
    {
        int width = Math.Clamp((int)Math.Ceiling(-Math.Log10(tolerance) - 1e-9) + 1, 2, Widest);
        return Cache[width] ??= new SpreadBump(width);
    }

    /// <summary>∫ φ(2x/w) cos(ωx) dx, for |ω| ≤ π/2, x in cells.</summary>
    public double Transform(double frequency)
    {
        double turn = 0.5 * frequency * Width, s = Math.Sqrt((shape * shape) - (turn * turn));
        return Width * Math.Sinh(s) / (s * height);
    }

    /// <summary>φ at the cells around a point; the first lies place cells after the left end, 0 ≤ place ≤ 1.</summary>
    /// <param name="table"><see cref="Table"/>.</param>
    /// <param name="degree"><see cref="Degree"/>.</param>
    /// <param name="shift">The zeros before the values, fewer than <see cref="Alignment"/>.</param>
    /// <param name="padded">The shift and the width, rounded up to whole lanes.</param>
    /// <param name="place">Where the first cell is.</param>
    /// <param name="values">Receives the zeros and the values, [padded].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLane>(double* table, int degree, int shift, int padded, double place, double* values)
        where TLane : struct, IRealLane<TLane, double>, ILane<TLane>
    {
        TLane u = (2 * place) - 1;
        for (int cell = 0; cell < padded; cell += TLane.Count)
        {
            double* row = table + cell - shift;
            TLane sum = FftLane.Load<TLane, double>(row);
            for (int k = 0; k < degree; k++)
            {
                row += Pitch;
                sum = TLane.MultiplyAdd(sum, u, FftLane.Load<TLane, double>(row));
            }

            FftLane.Store(sum, values + cell);
        }
    }

    // The coefficients of φ over one cell, in Chebyshev polynomials of u = 2 place − 1.
    private double[] ChebyshevSeries(int cell)
    {
        const int Nodes = LargestDegree + 2;
        double[] series = new double[Nodes];
        for (int j = 0; j < Nodes; j++)
        {
            double angle = Math.PI * (j + 0.5) / Nodes;
            double z = ((2.0 * cell) + 1 + Math.Cos(angle) - Width) / Width;
            double value = BesselI0(shape * Math.Sqrt(Math.Max(0, 1 - (z * z)))) / height;
            for (int k = 0; k < Nodes; k++)
            {
                series[k] += value * Math.Cos(k * angle) * (k == 0 ? 1.0 : 2.0) / Nodes;
            }
        }

        return series;
    }

    private static double[] Monomials(ReadOnlySpan<double> series)
    {
        double[] sum = new double[series.Length], previous = new double[series.Length + 1];
        double[] current = new double[series.Length + 1];
        current[0] = 1;
        for (int k = 0; k < series.Length; k++)
        {
            double[] next = new double[series.Length + 1];
            for (int power = 0; power < series.Length; power++)
            {
                sum[power] += series[k] * current[power];
                next[power + 1] += (k == 0 ? 1 : 2) * current[power];
                next[power] -= previous[power];
            }

            (previous, current) = (current, next);
        }

        return sum;
    }

    // Every term of the series is positive, so nothing cancels.
    private static double BesselI0(double x)
    {
        double term = 1, sum = 1;
        for (int k = 1; term > 1e-18 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
