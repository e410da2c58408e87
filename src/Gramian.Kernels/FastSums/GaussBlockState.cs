using Gramian.Numerics;
using Gramian.Numerics.Gauss;

namespace Gramian.Kernels.FastSums;

// What one block of queries has found so far: row i has the sum (Sums[i] + its lanes) 2^Shifts[i].
internal ref struct GaussBlockState
{
    private const double Comfort = 500;     // terms this far above the shift still add up without overflow
    private readonly GaussScratch scratch;
    private readonly Span<double> before;

    public GaussBlockState(GaussScratch scratch, PanelTree queries, int block)
    {
        this.scratch = scratch;
        int width = queries.Width;
        First = block * width;
        Count = Math.Min(width, queries.Count - First);
        PaddedShifts = scratch.Lines.Row(0)[..width];
        PaddedSums = scratch.Lines.Row(1)[..width];
        before = scratch.Lines.Row(2)[..Count];
        PaddedSquares = scratch.Lines.Row(3)[..width];
        PaddedShifts.Clear();
        PaddedSums.Clear();
        Shifts = PaddedShifts[..Count];
        Sums = PaddedSums[..Count];
        Lanes = scratch.Lanes.View.Slice(0, 0, Count, GaussPairs.LaneCount);
        Lanes.Fill(0);
        PaddedRows = queries.Lines.View.Slice(0, First, queries.Dimension, width);
        Rows = PaddedRows.Slice(0, 0, queries.Dimension, Count);
        SetSquares();
    }

    public int First { get; }

    public int Count { get; }

    public Span<double> PaddedShifts { get; }

    public Span<double> PaddedSums { get; }

    public Span<double> Shifts { get; }

    public Span<double> Sums { get; }

    /// <summary>‖x‖² of each row.</summary>
    public Span<double> PaddedSquares { get; }

    public double LargestSquare { get; private set; }

    public MatrixView<double> Lanes { get; }

    public MatrixView<double> Rows { get; }

    public MatrixView<double> PaddedRows { get; }

    public double LeastShift { get; set; }

    public double Budget { get; set; }

    public int Steps { get; set; }

    public long Pairs { get; set; }

    /// <summary>What a term may have for its exponent without overflow of any row.</summary>
    public readonly double Comfortable => LeastShift + Comfort;

    public readonly MatrixView<double> Tile => scratch.Tile.View.Slice(0, 0, Count, GaussSources.PanelWidth);

    public readonly void Flush() => GaussPairs.Flush(Lanes, Sums);

    /// <summary>Moves the shifts up to the largest exponents of a tile where a term could overflow.</summary>
    public void Raise(MatrixView<double> distances, ReadOnlySpan<double> exponents, double highest)
    {
        if (highest <= Comfortable)
        {
            return;
        }

        Flush();
        Shifts.CopyTo(before);
        LeastShift = double.PositiveInfinity;
        for (int i = 0; i < Count; i++)
        {
            double largest = GaussPairs.Largest(distances.Row(i), exponents);
            if (largest > Shifts[i])
            {
                Shifts[i] = largest;
                Sums[i] = Sums[i] == 0 ? 0 : Sums[i] * double.Exp2(before[i] - largest);
            }

            LeastShift = Math.Min(LeastShift, Shifts[i]);
        }
    }

    /// <summary>At most log₂ of the least sum; −∞ while a row has none.</summary>
    public readonly double Least()
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < Count; i++)
        {
            least = Math.Min(least, Sums[i] > 0 ? Math.ILogB(Sums[i]) + Shifts[i] : double.NegativeInfinity);
        }

        return least;
    }

    private void SetSquares()
    {
        PaddedSquares.Clear();
        for (int k = 0; k < PaddedRows.Rows; k++)
        {
            ReadOnlySpan<double> line = PaddedRows.Row(k);
            for (int i = 0; i < line.Length; i++)
            {
                PaddedSquares[i] += line[i] * line[i];
            }
        }

        LargestSquare = 0;
        foreach (double square in PaddedSquares)
        {
            LargestSquare = Math.Max(LargestSquare, square);
        }
    }
}
