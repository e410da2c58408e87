using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Applies a formula to a tile and multiplies the values by a vector at once, storing none of them.</summary>
/// <remarks>
/// A row's sum stays spread over one register of <see cref="LaneCount{T}"/> numbers until the caller adds them up, so
/// that no horizontal sum is in a loop. Warm calls allocate nothing. Sums are taken in a fixed order for a fixed width
/// of registers.
/// </remarks>
public static unsafe class TileSums
{
    /// <summary>The number of parts that the sum of a row is kept in.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static int LaneCount<T>()
        where T : unmanaged => 64 / Unsafe.SizeOf<T>();

    /// <summary>Σⱼ lanes[a, j] += factor Σ_b map(tile[a, b]) vector[b].</summary>
    /// <typeparam name="TMap">The formula.</typeparam>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="map">The formula.</param>
    /// <param name="factor">What every value is multiplied by.</param>
    /// <param name="tile">The arguments; any number of rows, 64 columns; not written.</param>
    /// <param name="vector">The vector, [64].</param>
    /// <param name="lanes">The sums in parts, [rows of the tile, at least <see cref="LaneCount{T}"/>].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddRows<TMap, T>(
        TMap map, double factor, MatrixView<T> tile, ReadOnlySpan<T> vector, MatrixView<T> lanes)
        where TMap : struct, ILaneMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(tile, vector.Length, lanes);
        if (typeof(TMap) == typeof(ExponentialDecay) && DecayPower<T>.IsSupported)
        {
            T* weights = stackalloc T[TileProducts.PanelWidth];
            Scale(factor, vector, weights);
            DecayLoops<T>.AddRows(tile, weights, lanes, DecayPower<T>.Constants);
            return;
        }

        ReadOnlySpan<byte> v = MemoryMarshal.AsBytes(vector);
        MatrixView<double> t = tile.As<double>(), sums = lanes.As<double>();
        MatrixView<float> shortTile = tile.As<float>(), shortSums = lanes.As<float>();
        switch (TilePass.Lane<T>())
        {
            case 512: SumLoops<Double8, double>.AddRows(map, factor, t, v, sums); break;
            case 256: SumLoops<Double4, double>.AddRows(map, factor, t, v, sums); break;
            case 128: SumLoops<Double2, double>.AddRows(map, factor, t, v, sums); break;
            case 64: SumLoops<ScalarDouble, double>.AddRows(map, factor, t, v, sums); break;
            case -512: SumLoops<Single16, float>.AddRows(map, factor, shortTile, v, shortSums); break;
            case -256: SumLoops<Single8, float>.AddRows(map, factor, shortTile, v, shortSums); break;
            case -128: SumLoops<Single4, float>.AddRows(map, factor, shortTile, v, shortSums); break;
            default: SumLoops<ScalarSingle, float>.AddRows(map, factor, shortTile, v, shortSums); break;
        }
    }

    /// <summary>
    /// Like <see cref="AddRows{TMap, T}"/>, and columnSums[b] += factor Σ_a map(tile[a, b]) rowVector[a] in the same
    /// pass.
    /// </summary>
    /// <inheritdoc cref="AddRows{TMap, T}"/>
    /// <param name="map">The formula.</param>
    /// <param name="factor">What every value is multiplied by.</param>
    /// <param name="tile">The arguments; any number of rows, 64 columns; not written.</param>
    /// <param name="vector">The vector, [64].</param>
    /// <param name="rowVector">The vector for the transposed tile, one element for each row.</param>
    /// <param name="lanes">The sums in parts, [rows of the tile, at least <see cref="LaneCount{T}"/>].</param>
    /// <param name="columnSums">The sums of the columns, [64].</param>
    public static void AddBoth<TMap, T>(
        TMap map,
        double factor,
        MatrixView<T> tile,
        ReadOnlySpan<T> vector,
        ReadOnlySpan<T> rowVector,
        MatrixView<T> lanes,
        Span<T> columnSums)
        where TMap : struct, ILaneMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(tile, vector.Length, lanes);
        Guard.Length(rowVector.Length, tile.Rows, nameof(rowVector));
        Guard.Length(columnSums.Length, tile.Columns, nameof(columnSums));
        if (typeof(TMap) == typeof(ExponentialDecay) && DecayPower<T>.IsSupported)
        {
            AddBothDecays(factor, tile, vector, rowVector, lanes, columnSums);
            return;
        }

        ReadOnlySpan<byte> v = MemoryMarshal.AsBytes(vector);
        ReadOnlySpan<byte> u = MemoryMarshal.AsBytes(rowVector);
        Span<byte> c = MemoryMarshal.AsBytes(columnSums);
        MatrixView<double> t = tile.As<double>(), sums = lanes.As<double>();
        MatrixView<float> shortTile = tile.As<float>(), shortSums = lanes.As<float>();
        switch (TilePass.Lane<T>())
        {
            case 512: SumLoops<Double8, double>.AddBoth(map, factor, t, v, u, sums, c); break;
            case 256: SumLoops<Double4, double>.AddBoth(map, factor, t, v, u, sums, c); break;
            case 128: SumLoops<Double2, double>.AddBoth(map, factor, t, v, u, sums, c); break;
            case 64: SumLoops<ScalarDouble, double>.AddBoth(map, factor, t, v, u, sums, c); break;
            case -512: SumLoops<Single16, float>.AddBoth(map, factor, shortTile, v, u, shortSums, c); break;
            case -256: SumLoops<Single8, float>.AddBoth(map, factor, shortTile, v, u, shortSums, c); break;
            case -128: SumLoops<Single4, float>.AddBoth(map, factor, shortTile, v, u, shortSums, c); break;
            default: SumLoops<ScalarSingle, float>.AddBoth(map, factor, shortTile, v, u, shortSums, c); break;
        }
    }

    /// <summary>Like <see cref="AddRows{TMap, T}"/>, for values made before.</summary>
    /// <inheritdoc cref="AddRows{TMap, T}"/>
    public static void AddRows<T>(MatrixView<T> tile, ReadOnlySpan<T> vector, MatrixView<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AddRows(default(IdentityMap), 1, tile, vector, lanes);

    /// <summary>Like <see cref="AddBoth{TMap, T}"/>, for values made before.</summary>
    /// <inheritdoc cref="AddBoth{TMap, T}"/>
    public static void AddBoth<T>(
        MatrixView<T> tile,
        ReadOnlySpan<T> vector,
        ReadOnlySpan<T> rowVector,
        MatrixView<T> lanes,
        Span<T> columnSums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AddBoth(default(IdentityMap), 1, tile, vector, rowVector, lanes, columnSums);

    /// <summary>Σⱼ lanes[a, j] += Σ_b left[a, b] right[a, b] vector[b].</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="left">The first factors; any number of rows, 64 columns.</param>
    /// <param name="right">The second factors, of the same shape.</param>
    /// <param name="vector">The vector, [64].</param>
    /// <param name="lanes">The sums in parts, [rows of the tile, at least <see cref="LaneCount{T}"/>].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddProducts<T>(
        MatrixView<T> left, MatrixView<T> right, ReadOnlySpan<T> vector, MatrixView<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(left, vector.Length, lanes);
        Check(right, vector.Length, lanes);
        ReadOnlySpan<byte> v = MemoryMarshal.AsBytes(vector);
        MatrixView<double> x = left.As<double>(), y = right.As<double>(), sums = lanes.As<double>();
        MatrixView<float> p = left.As<float>(), q = right.As<float>(), shortSums = lanes.As<float>();
        switch (TilePass.Lane<T>())
        {
            case 512: SumLoops<Double8, double>.AddProducts(x, y, v, sums); break;
            case 256: SumLoops<Double4, double>.AddProducts(x, y, v, sums); break;
            case 128: SumLoops<Double2, double>.AddProducts(x, y, v, sums); break;
            case 64: SumLoops<ScalarDouble, double>.AddProducts(x, y, v, sums); break;
            case -512: SumLoops<Single16, float>.AddProducts(p, q, v, shortSums); break;
            case -256: SumLoops<Single8, float>.AddProducts(p, q, v, shortSums); break;
            case -128: SumLoops<Single4, float>.AddProducts(p, q, v, shortSums); break;
            default: SumLoops<ScalarSingle, float>.AddProducts(p, q, v, shortSums); break;
        }
    }

    /// <summary>sums[a] += Σⱼ lanes[a, j], in double; the lanes become 0.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="lanes">The sums of rows in parts, [n, at least <see cref="LaneCount{T}"/>].</param>
    /// <param name="sums">The sums, [n].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void FlushRows<T>(MatrixView<T> lanes, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(sums.Length, lanes.Rows, nameof(sums));
        for (int a = 0; a < sums.Length; a++)
        {
            Span<T> row = lanes.Row(a)[..LaneCount<T>()];
            if (typeof(T) == typeof(double))
            {
                sums[a] += Vector512.Sum(Vector512.Create(MemoryMarshal.Cast<T, double>(row)));
            }
            else
            {
                (Vector512<double> lower, Vector512<double> upper) =
                    Vector512.Widen(Vector512.Create(MemoryMarshal.Cast<T, float>(row)));
                sums[a] += Vector512.Sum(lower + upper);
            }

            Vector512<T>.Zero.CopyTo(row);
        }
    }

    /// <summary>Adds sums of rows in parts of floats to parts of doubles, [n, 8]; the floats become 0.</summary>
    /// <param name="lanes">The sums of rows in parts, [n, at least <see cref="LaneCount{T}"/>].</param>
    /// <param name="sums">The sums of the same rows, [n, at least 8].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Widen(MatrixView<float> lanes, MatrixView<double> sums)
    {
        Guard.Length(sums.Rows, lanes.Rows, nameof(sums));
        Guard.InRange(lanes.Columns, LaneCount<float>(), int.MaxValue);
        Guard.InRange(sums.Columns, LaneCount<double>(), int.MaxValue);
        float* lane = lanes.Origin;
        double* sum = sums.Origin;
        for (int a = 0; a < lanes.Rows; a++, lane += lanes.Stride, sum += sums.Stride)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Load(lane));
            (Vector512.Load(sum) + (lower + upper)).Store(sum);
            Vector512<float>.Zero.Store(lane);
        }
    }

    /// <summary>sums += parts, in double; the parts become 0.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="parts">What is added.</param>
    /// <param name="sums">The sums, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Flush<T>(MatrixView<T> parts, MatrixView<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(sums.Rows, parts.Rows, nameof(sums));
        for (int a = 0; a < parts.Rows; a++)
        {
            Flush(parts.Row(a), sums.Row(a));
        }
    }

    /// <summary>sums += parts, in double; the parts become 0.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="parts">What is added, [n].</param>
    /// <param name="sums">The sums, [n].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Flush<T>(Span<T> parts, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(sums.Length, parts.Length, nameof(sums));
        int i = 0;
        for (; i + 16 <= sums.Length; i += 16)
        {
            Span<double> target = sums.Slice(i, 16);
            if (typeof(T) == typeof(double))
            {
                ReadOnlySpan<double> part = MemoryMarshal.Cast<T, double>(parts.Slice(i, 16));
                (Vector512.Create(part) + Vector512.Create<double>(target)).CopyTo(target);
                (Vector512.Create(part[8..]) + Vector512.Create<double>(target[8..])).CopyTo(target[8..]);
            }
            else
            {
                ReadOnlySpan<float> part = MemoryMarshal.Cast<T, float>(parts.Slice(i, 16));
                (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Create(part));
                (lower + Vector512.Create<double>(target)).CopyTo(target);
                (upper + Vector512.Create<double>(target[8..])).CopyTo(target[8..]);
            }
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += double.CreateTruncating(parts[i]);
        }

        parts.Clear();
    }

    private static void AddBothDecays<T>(
        double factor,
        MatrixView<T> tile,
        ReadOnlySpan<T> vector,
        ReadOnlySpan<T> rowVector,
        MatrixView<T> lanes,
        Span<T> columnSums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* weights = stackalloc T[TileProducts.PanelWidth];
        Scale(factor, vector, weights);
        T scale = T.CreateTruncating(factor);
        Span<T> rowWeights = stackalloc T[rowVector.Length];
        for (int a = 0; a < rowWeights.Length; a++)
        {
            rowWeights[a] = scale * rowVector[a];
        }

        fixed (T* u = rowWeights)
        fixed (T* sums = columnSums)
        {
            DecayLoops<T>.AddBoth(tile, weights, u, lanes, sums, DecayPower<T>.Constants);
        }
    }

    private static void Scale<T>(double factor, ReadOnlySpan<T> vector, T* scaled)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> scale = Vector512.Create(T.CreateTruncating(factor));
        for (int b = 0; b < TileProducts.PanelWidth; b += Vector512<T>.Count)
        {
            (scale * Vector512.Create(vector[b..])).Store(scaled + b);
        }
    }

    private static void Check<T>(MatrixView<T> tile, int length, MatrixView<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tile.Columns != TileProducts.PanelWidth || length != tile.Columns || lanes.Rows != tile.Rows
            || lanes.Columns < LaneCount<T>())
        {
            throw new ArgumentException(
                $"The tile must be 64 columns wide, as long as the vector and as high as the lanes, but it was "
                + $"{tile.Rows} x {tile.Columns}, the vector {length} and the lanes {lanes.Rows} x {lanes.Columns}.",
                nameof(tile));
        }
    }
}
