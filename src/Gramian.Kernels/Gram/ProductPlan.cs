namespace Gramian.Kernels.Gram;

// How a product is cut: from the sizes alone, so that the bits do not depend on the threads. A block of rows is one
// piece of work. It sweeps over columns of at most 512 KiB, which stay in the second cache for all bands of the block;
// over at most 256 of them when the sums of a sweep are floats, so that they are short. A symmetric product has lists,
// each with a row of sums of its own; 0 when every tile is used once.
internal readonly struct ProductPlan
{
    private const int MostRows = 256;
    private const int MostBlocks = 16;   // below that many blocks, they are shorter
    private const int SweepBytes = 1 << 19;
    private const int LongestSum = 256;
    private const int SweepPanels = 16;

    public ProductPlan(int rows, int columns, int dimension, int numberBytes, bool floatSums, int band, int lists)
    {
        (Rows, Columns, Band, Lists) = (rows, columns, band, lists);
        int share = (rows + MostBlocks - 1) / MostBlocks;
        BlockRows = Math.Clamp((share + band - 1) / band * band, band, MostRows);
        int most = floatSums ? LongestSum / Tile.Width : SweepPanels;
        PanelsPerSweep = (int)Math.Clamp(SweepBytes / ((long)Tile.Width * dimension * numberBytes), 1, most);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Band { get; }

    public int BlockRows { get; }

    public int PanelsPerSweep { get; }

    public int Lists { get; }

    public int Blocks => (Rows + BlockRows - 1) / BlockRows;

    public int Panels => PanelsOf(Columns);

    public int Works => Lists == 0 ? Blocks : Lists;

    public static int PanelsOf(int columns) => (columns + Tile.Width - 1) / Tile.Width;

    // The blocks of a list in their order: there and back again, so that every list has short and long rows of the
    // triangle.
    public int BlockOf(int list, int round) => (round * Lists) + (round % 2 == 0 ? list : Lists - 1 - list);
}
