using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

/// <summary>Represents a tile of a Gram matrix: some rows by one panel of 64 columns.</summary>
/// <param name="Row">The first row.</param>
/// <param name="Rows">The number of rows, at most <see cref="MaximumRows"/>.</param>
/// <param name="Panel">The panel: columns 64 p to 64 p + 63, of which the last may not exist.</param>
public readonly record struct Tile(int Row, int Rows, int Panel)
{
    /// <summary>The most rows of a tile of doubles: three tiles fit in the first cache.</summary>
    public const int MaximumRows = 32;

    /// <summary>The columns of every tile.</summary>
    public const int Width = TileProducts.PanelWidth;

    /// <summary>The first column.</summary>
    public int Column => Panel * Width;

    /// <summary>The most rows of a tile: as many as fill the same memory.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static int MaximumRowsOf<T>()
        where T : unmanaged => MaximumRows * sizeof(double) / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
}
