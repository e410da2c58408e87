using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Tiles;

// Passes of 2^(−t) over tiles that were made before.
internal static unsafe class DecayLoops<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Width = TileProducts.PanelWidth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map(T factor, MatrixView<T> tile, T* constants)
    {
        Vector512<T> scale = Vector512.Create(factor);
        T* row = tile.Origin;
        for (int a = 0; a < tile.Rows; a++, row += tile.Stride)
        {
            for (int b = 0; b < tile.Columns; b += 2 * Vector512<T>.Count)
            {
                Vector512<T> first = scale * DecayPower<T>.Of(Vector512.Load(row + b), constants);
                Vector512<T> second =
                    scale * DecayPower<T>.Of(Vector512.Load(row + b + Vector512<T>.Count), constants);
                first.Store(row + b);
                second.Store(row + b + Vector512<T>.Count);
            }
        }
    }

    // Row after row, so that the sums of a row stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddRows(MatrixView<T> tile, T* weights, MatrixView<T> lanes, T* constants)
    {
        int count = Vector512<T>.Count;
        T* row = tile.Origin, lane = lanes.Origin;
        for (int a = 0; a < tile.Rows; a++, row += tile.Stride, lane += lanes.Stride)
        {
            Vector512<T> even = Vector512.Load(lane), odd = Vector512<T>.Zero;
            for (int b = 0; b < Width; b += 4 * count)
            {
                even = Add(row + b, weights + b, even, constants);
                odd = Add(row + b + count, weights + b + count, odd, constants);
                even = Add(row + b + (2 * count), weights + b + (2 * count), even, constants);
                odd = Add(row + b + (3 * count), weights + b + (3 * count), odd, constants);
            }

            (even + odd).Store(lane);
        }
    }

    // The sums of four vectors of columns stay in registers while the rows pass by.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddBoth(
        MatrixView<T> tile, T* weights, T* rowWeights, MatrixView<T> lanes, T* columnSums, T* constants)
    {
        int count = Vector512<T>.Count;
        for (int b = 0; b < Width; b += 4 * count)
        {
            T* sums = columnSums + b;
            Vector512<T> c0 = Vector512.Load(sums), c1 = Vector512.Load(sums + count);
            Vector512<T> c2 = Vector512.Load(sums + (2 * count)), c3 = Vector512.Load(sums + (3 * count));
            Vector512<T> w0 = Vector512.Load(weights + b), w1 = Vector512.Load(weights + b + count);
            Vector512<T> w2 = Vector512.Load(weights + b + (2 * count));
            Vector512<T> w3 = Vector512.Load(weights + b + (3 * count));
            T* row = tile.Origin + b;
            T* lane = lanes.Origin;
            for (int a = 0; a < tile.Rows; a++, row += tile.Stride, lane += lanes.Stride)
            {
                Vector512<T> u = Vector512.Create(rowWeights[a]);
                Vector512<T> value = DecayPower<T>.Of(Vector512.Load(row), constants);
                Vector512<T> even = Wide512<T>.MultiplyAdd(value, w0, Vector512.Load(lane));
                c0 = Wide512<T>.MultiplyAdd(value, u, c0);
                value = DecayPower<T>.Of(Vector512.Load(row + count), constants);
                Vector512<T> odd = value * w1;
                c1 = Wide512<T>.MultiplyAdd(value, u, c1);
                value = DecayPower<T>.Of(Vector512.Load(row + (2 * count)), constants);
                even = Wide512<T>.MultiplyAdd(value, w2, even);
                c2 = Wide512<T>.MultiplyAdd(value, u, c2);
                value = DecayPower<T>.Of(Vector512.Load(row + (3 * count)), constants);
                odd = Wide512<T>.MultiplyAdd(value, w3, odd);
                c3 = Wide512<T>.MultiplyAdd(value, u, c3);
                (even + odd).Store(lane);
            }

            c0.Store(sums);
            c1.Store(sums + count);
            c2.Store(sums + (2 * count));
            c3.Store(sums + (3 * count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Add(T* row, T* weights, Vector512<T> sum, T* constants) => Wide512<T>.MultiplyAdd(
        DecayPower<T>.Of(Vector512.Load(row), constants), Vector512.Load(weights), sum);
}
