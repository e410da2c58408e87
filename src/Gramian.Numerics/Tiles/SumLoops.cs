using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

// Four registers of a row at a time: 64 columns are a multiple of that at every width, and the numbers of the formula
// are fetched once for the four.
internal static class SumLoops<TLane, T>
    where TLane : struct, IVectorLane<TLane, T>, ILane<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Row after row, so that the sum of a row stays in registers: 12 cycles for 8 doubles of a Gaussian, against 18
    // when it is fetched for every second register.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddRows<TMap>(
        TMap map, double factor, MatrixView<T> tile, ReadOnlySpan<byte> vector, MatrixView<T> lanes)
        where TMap : struct, ILaneMap
    {
        Span<T> scaled = stackalloc T[TileProducts.PanelWidth];
        ref T weights = ref MemoryMarshal.GetReference(scaled);
        Scale(factor, vector, ref weights);
        nuint count = (nuint)TLane.Count;
        ref T row = ref tile[0, 0];
        ref T lane = ref lanes[0, 0];
        for (int a = 0; a < tile.Rows; a++)
        {
            TLane even = TLane.Load(ref lane, 0);
            TLane odd = 0.0;
            for (nuint b = 0; b < TileProducts.PanelWidth; b += 4 * count)
            {
                even = Add(map, ref row, ref weights, b, even);
                odd = Add(map, ref row, ref weights, b + count, odd);
                even = Add(map, ref row, ref weights, b + (2 * count), even);
                odd = Add(map, ref row, ref weights, b + (3 * count), odd);
            }

            TLane.Store(even + odd, ref lane, 0);
            row = ref Unsafe.Add(ref row, tile.Stride);
            lane = ref Unsafe.Add(ref lane, lanes.Stride);
        }
    }

    // The sums of four registers of columns stay in them while the rows pass by.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddBoth<TMap>(
        TMap map,
        double factor,
        MatrixView<T> tile,
        ReadOnlySpan<byte> vector,
        ReadOnlySpan<byte> rowVector,
        MatrixView<T> lanes,
        Span<byte> columnSums)
        where TMap : struct, ILaneMap
    {
        Span<T> scaled = stackalloc T[TileProducts.PanelWidth];
        ref T weights = ref MemoryMarshal.GetReference(scaled);
        Scale(factor, vector, ref weights);
        ref T rowWeights = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(rowVector));
        ref T sums = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(columnSums));
        nuint count = (nuint)TLane.Count;
        for (nuint b = 0; b < TileProducts.PanelWidth; b += 4 * count)
        {
            TLane c0 = 0.0, c1 = 0.0, c2 = 0.0, c3 = 0.0;
            ref T row = ref tile[0, (int)b];
            ref T lane = ref lanes[0, 0];
            ref T weight = ref Unsafe.Add(ref weights, b);
            for (int a = 0; a < tile.Rows; a++)
            {
                TLane u = double.CreateTruncating(Unsafe.Add(ref rowWeights, a));
                TLane even = TLane.Load(ref lane, 0);
                TLane value = map.Invoke(TLane.Load(ref row, 0));
                even = TLane.MultiplyAdd(value, TLane.Load(ref weight, 0), even);
                c0 = TLane.MultiplyAdd(value, u, c0);
                value = map.Invoke(TLane.Load(ref row, count));
                TLane odd = value * TLane.Load(ref weight, count);
                c1 = TLane.MultiplyAdd(value, u, c1);
                value = map.Invoke(TLane.Load(ref row, 2 * count));
                even = TLane.MultiplyAdd(value, TLane.Load(ref weight, 2 * count), even);
                c2 = TLane.MultiplyAdd(value, u, c2);
                value = map.Invoke(TLane.Load(ref row, 3 * count));
                odd = TLane.MultiplyAdd(value, TLane.Load(ref weight, 3 * count), odd);
                c3 = TLane.MultiplyAdd(value, u, c3);
                TLane.Store(even + odd, ref lane, 0);
                row = ref Unsafe.Add(ref row, tile.Stride);
                lane = ref Unsafe.Add(ref lane, lanes.Stride);
            }

            AddTo(ref sums, b, factor, c0);
            AddTo(ref sums, b + count, factor, c1);
            AddTo(ref sums, b + (2 * count), factor, c2);
            AddTo(ref sums, b + (3 * count), factor, c3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddProducts(
        MatrixView<T> left, MatrixView<T> right, ReadOnlySpan<byte> vector, MatrixView<T> lanes)
    {
        ref T weights = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(vector));
        nuint count = (nuint)TLane.Count;
        ref T x = ref left[0, 0];
        ref T y = ref right[0, 0];
        ref T lane = ref lanes[0, 0];
        for (int a = 0; a < left.Rows; a++)
        {
            TLane even = TLane.Load(ref lane, 0);
            TLane odd = 0.0;
            for (nuint b = 0; b < TileProducts.PanelWidth; b += 2 * count)
            {
                TLane product = TLane.Load(ref x, b) * TLane.Load(ref y, b);
                even = TLane.MultiplyAdd(product, TLane.Load(ref weights, b), even);
                product = TLane.Load(ref x, b + count) * TLane.Load(ref y, b + count);
                odd = TLane.MultiplyAdd(product, TLane.Load(ref weights, b + count), odd);
            }

            TLane.Store(even + odd, ref lane, 0);
            x = ref Unsafe.Add(ref x, left.Stride);
            y = ref Unsafe.Add(ref y, right.Stride);
            lane = ref Unsafe.Add(ref lane, lanes.Stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Add<TMap>(TMap map, ref T row, ref T weights, nuint b, TLane sum)
        where TMap : struct, ILaneMap =>
        TLane.MultiplyAdd(map.Invoke(TLane.Load(ref row, b)), TLane.Load(ref weights, b), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T sums, nuint b, TLane factor, TLane part) =>
        TLane.Store(TLane.MultiplyAdd(factor, part, TLane.Load(ref sums, b)), ref sums, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(TLane factor, ReadOnlySpan<byte> vector, ref T scaled)
    {
        ref T source = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(vector));
        for (nuint b = 0; b < TileProducts.PanelWidth; b += (nuint)TLane.Count)
        {
            TLane.Store(factor * TLane.Load(ref source, b), ref scaled, b);
        }
    }
}
