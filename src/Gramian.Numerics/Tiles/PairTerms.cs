using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

internal static class PairTerms
{
    internal readonly struct SquaredDifference : IPairTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
            where T : unmanaged
            where TWide : struct, IWide<T, TVector>
            where TVector : struct
        {
            TVector difference = TWide.Subtract(x, y);
            return TWide.MultiplyAdd(difference, difference, sum);
        }
    }

    internal readonly struct AbsoluteDifference : IPairTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
            where T : unmanaged
            where TWide : struct, IWide<T, TVector>
            where TVector : struct => TWide.Add(sum, TWide.Abs(TWide.Subtract(x, y)));
    }

    internal readonly struct Product : IPairTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
            where T : unmanaged
            where TWide : struct, IWide<T, TVector>
            where TVector : struct => TWide.MultiplyAdd(x, y, sum);
    }

    internal readonly struct Mismatch : IPairTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
            where T : unmanaged
            where TWide : struct, IWide<T, TVector>
            where TVector : struct => TWide.Add(sum, TWide.WhereDifferent(x, y, weight));
    }

    internal readonly struct Difference : IPairTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
            where T : unmanaged
            where TWide : struct, IWide<T, TVector>
            where TVector : struct => TWide.Add(sum, TWide.Subtract(x, y));
    }

    internal readonly struct Second : IPairTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Add<T, TWide, TVector>(TVector x, TVector y, TVector weight, TVector sum)
            where T : unmanaged
            where TWide : struct, IWide<T, TVector>
            where TVector : struct => TWide.Add(sum, y);
    }
}
