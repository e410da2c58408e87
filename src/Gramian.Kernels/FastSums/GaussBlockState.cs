using Gramian.Numerics;
using Gramian.Numerics.Gauss;

namespace Gramian.Kernels.FastSums;

// What one block of queries has found so far: row i has the sum (Sums[i] + its lanes) 2^Shifts[i].
internal ref struct GaussBlockState
{
    private const double Comfort = 500;     // terms this far above the shift still add up without overflow
    private readonly GaussScratch scratch;
    private readonly Span<double> before;
    private readonly Span<double> raised;

    public GaussBlockState(GaussScratch scratch, PanelTree queries, int block)
    {
        this.scratch = scratch;
        int width = queries.Width;
        First = block * width;
        Count = Math.Min(width, queries.Count - First);
        PaddedShifts = scratch.Lines.Row(0)[..width];
        PaddedSums = scratch.Lines.Row(1)[..width];
        before = scratch.Lines.Row(2)[..Count];
        Squares = scratch.Lines.Row(3)[..Count];
        raised = scratch.Lines.Row(4)[..Count];
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
    public Span<double> Squares { get; }

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

    public readonly MatrixView<double> Tile(int panels) =>
        scratch.Tile.View.Slice(0, 0, Count, panels * GaussSources.PanelWidth);

    /// <summary>Shifts for tiles that lack ‖x‖²: higher by it.</summary>
    public readonly ReadOnlySpan<double> RaisedShifts()
    {
        for (int i = 0; i < Count; i++)
        {
            raised[i] = Shifts[i] + Squares[i];
        }

        return raised;
    }

    public readonly void Flush() => GaussPairs.Flush(Lanes, Sums);

    /// <summary>Moves the shifts up to the largest exponents of a tile where a term could overflow.</summary>
    public void Raise(
        MatrixView<double> distances, ReadOnlySpan<double> exponents, ReadOnlySpan<double> squares, double highest)
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
            double largest = GaussPairs.Largest(distances.Row(i), exponents) - (squares.IsEmpty ? 0 : squares[i]);
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
        Squares.Clear();
        for (int k = 0; k < Rows.Rows; k++)
        {
            ReadOnlySpan<double> line = Rows.Row(k);
            for (int i = 0; i < Count; i++)
            {
                Squares[i] += line[i] * line[i];
            }
        }

        LargestSquare = 0;
        foreach (double square in Squares)
        {
            LargestSquare = Math.Max(LargestSquare, square);
        }
    }
}
