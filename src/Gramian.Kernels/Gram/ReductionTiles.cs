using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

// The tiles of a reduction, with a number of no effect where a pair is excluded or the columns have ended.
internal readonly struct ReductionTiles(
    BoundKernel kernel, int rowCount, int columnCount, PairExclusion exclusion, CancellationToken stop)
{
    private const int Band = Tile.MaximumRows;

    public int RowCount => rowCount;

    public int Bands => (rowCount + Band - 1) / Band;

    public int PanelCount => (columnCount + Tile.Width - 1) / Tile.Width;

    public bool IsStopped => stop.IsCancellationRequested;

    public int RowsOf(int band) => Math.Min(Band, rowCount - (band * Band));

    // The panels in which a band has a pair.
    public int PanelsOf(int band)
    {
        int columns = exclusion == PairExclusion.SelfAndLater ? (band * Band) + RowsOf(band) - 1 : columnCount;
        return (columns + Tile.Width - 1) / Tile.Width;
    }

    // How many columns a row is paired with.
    public int PairsOf(int row) => exclusion switch
    {
        PairExclusion.None => columnCount,
        PairExclusion.Self => columnCount - 1,
        _ => row,
    };

    public Tile TileOf(int band, int panel) => new(band * Band, RowsOf(band), panel);

    public void Fill(Tile tile, MatrixView<double> values, double excluded, TileScratch scratch)
    {
        kernel.Fill(tile, values, scratch);
        Exclude(tile, values, excluded);
    }

    public void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
    {
        kernel.FillLogarithm(tile, values, scratch);
        Exclude(tile, values, double.NegativeInfinity);
    }

    private void Exclude(Tile tile, MatrixView<double> values, double excluded)
    {
        int end = columnCount - tile.Column;
        for (int a = 0; end < Tile.Width && a < tile.Rows; a++)
        {
            values.Row(a)[end..].Fill(excluded);
        }

        for (int a = 0; exclusion != PairExclusion.None && a < tile.Rows; a++)
        {
            int self = tile.Row + a - tile.Column;
            if (exclusion == PairExclusion.SelfAndLater && self < Tile.Width)
            {
                values.Row(a)[Math.Max(0, self)..].Fill(excluded);
            }
            else if ((uint)self < Tile.Width)
            {
                values[a, self] = excluded;
            }
        }
    }
}
