using Gramian.Numerics;
using Gramian.Numerics.Gauss;

namespace Gramian.Kernels.FastSums;

// The working memory of one thread, kept between blocks. The rows of the tile are no power of two apart, so that they
// do not share the same places of the cache.
internal sealed class GaussScratch
{
    public const int MostRows = 96;

    [ThreadStatic]
    private static GaussScratch? current;

    public static GaussScratch Current => current ??= new GaussScratch();

    public Matrix<double> Lines { get; } = new(5, MostRows);

    public Matrix<double> Lanes { get; } = new(MostRows, GaussPairs.LaneCount);

    public Matrix<double> Tile { get; } = new(MostRows, GaussSources.PanelWidth + GaussPairs.LaneCount);
}
