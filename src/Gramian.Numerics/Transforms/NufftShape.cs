namespace Gramian.Numerics.Transforms;

// The modes and the fine grid in three dimensions, slowest first; where there are fewer, the slow ones have length 1.
internal sealed unsafe class NufftShape
{
    private const int Oversampling = 2;
    private readonly double[][] corrections;    // 1/φ̂ of the modes of each dimension

    public NufftShape(ReadOnlySpan<int> modes, SpreadBump bump)
    {
        Bump = bump;
        Dimensions = modes.Length;
        int trivial = 3 - modes.Length;
        for (int axis = 0; axis < modes.Length; axis++)
        {
            int length = modes[axis], at = trivial + axis;
            Modes[at] = length;
            Fine[at] = FineLength(Math.Max((long)Oversampling * length, 2 * bump.Width), at == 2);
            Widths[at] = bump.Width;
        }

        Grid = new FftGrid<double>(Fine.AsSpan(trivial));
        corrections = [.. Enumerable.Range(0, 3).Select(axis => Corrections(axis, axis < trivial))];
    }

    public SpreadBump Bump { get; }

    public int Dimensions { get; }

    public int[] Modes { get; } = [1, 1, 1];

    public int[] Fine { get; } = [1, 1, 1];

    public int[] Widths { get; } = [1, 1, 1];

    public FftGrid<double> Grid { get; }

    /// <summary>The number of rows of modes: all but the fastest dimension.</summary>
    public int ModeRows => Modes[0] * Modes[1];

    /// <summary>The number of rows of the fine grid.</summary>
    public int FineRows => Fine[0] * Fine[1];

    /// <summary>The row of the fine grid that holds a row of modes, and the product of its corrections.</summary>
    public (int Row, double Correction) RowOf(int modeRow)
    {
        (int slow, int middle) = Math.DivRem(modeRow, Modes[1]);
        int row = (Place(0, slow) * Fine[1]) + Place(1, middle);
        return (row, corrections[0][slow] * corrections[1][middle]);
    }

    /// <summary>The row of modes that a row of the fine grid holds, or −1 for none.</summary>
    public int ModeRowAt(int fineRow)
    {
        (int slow, int middle) = Math.DivRem(fineRow, Fine[1]);
        int a = ModeAt(0, slow), b = ModeAt(1, middle);
        return a < 0 || b < 0 ? -1 : (a * Modes[1]) + b;
    }

    /// <summary>Takes a row of modes out of a row of the fine grid.</summary>
    public void Crop(double* fine, double* modes, double factor)
    {
        int count = Modes[2], negative = count / 2;
        fixed (double* correction = corrections[2])
        {
            Product(fine + Fine[2] - negative, correction, factor, modes, negative);
            Product(fine, correction + negative, factor, modes + negative, count - negative);
        }
    }

    /// <summary>Puts a row of modes into a row of the fine grid, with zeros between.</summary>
    public void Embed(double* modes, double* fine, double factor)
    {
        int count = Modes[2], negative = count / 2;
        fixed (double* correction = corrections[2])
        {
            Product(modes + negative, correction + negative, factor, fine, count - negative);
            new Span<double>(fine + count - negative, Fine[2] - count).Clear();
            Product(modes, correction, factor, fine + Fine[2] - negative, negative);
        }
    }

    // Rows of whole lanes: every access to cells is then aligned, so that a store never hinders the next load.
    private static int FineLength(long least, bool fastest)
    {
        int unit = fastest ? SpreadBump.Alignment : 1;
        return checked(unit * FftEngine<double>.SmoothAtLeast((least + unit - 1) / unit));
    }

    private static void Product(double* x, double* weights, double factor, double* y, int count)
    {
        for (int i = 0; i < count; i++)
        {
            y[i] = x[i] * (weights[i] * factor);
        }
    }

    // Mode 0 … m − 1 stands for the frequency mode − ⌊m/2⌋, which the fine grid has at that number modulo its length.
    private int Place(int axis, int mode)
    {
        int frequency = mode - (Modes[axis] / 2);
        return frequency < 0 ? frequency + Fine[axis] : frequency;
    }

    private int ModeAt(int axis, int place)
    {
        int negative = Modes[axis] / 2;
        return place < Modes[axis] - negative ? place + negative
            : place >= Fine[axis] - negative ? place - (Fine[axis] - negative)
            : -1;
    }

    private double[] Corrections(int axis, bool trivial)
    {
        double[] found = new double[Modes[axis]];
        for (int mode = 0; mode < found.Length; mode++)
        {
            double frequency = Math.Tau * (mode - (found.Length / 2)) / Fine[axis];
            found[mode] = trivial ? 1 : 1 / Bump.Transform(frequency);
        }

        return found;
    }
}
