namespace Gramian.Numerics.Tiles;

// What one coordinate adds to the comparison of two points. A term that fills tiles gives the same bits when x and y
// change places, so that a tile on the diagonal is exactly symmetric.
internal interface IPairTerm
{
    static abstract TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
        where T : unmanaged
        where TWide : struct, IWide<T, TVector>
        where TVector : struct;
}
