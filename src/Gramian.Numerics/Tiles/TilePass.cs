using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Element-wise passes over tiles, at the width of this process.</summary>
/// <remarks>The width of every tile is a multiple of 8. Tiles of one call have one shape; strides may differ.</remarks>
public static class TilePass
{
    /// <summary>tile = factor · map(tile).</summary>
    /// <param name="map">The formula.</param>
    /// <param name="factor">What every result is multiplied by.</param>
    /// <param name="tile">The arguments, replaced by the results.</param>
    public static void Map<TMap>(TMap map, double factor, MatrixView<double> tile)
        where TMap : struct, ILaneMap
    {
        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.Map(map, factor, tile); break;
            case 256: Passes<Double4>.Map(map, factor, tile); break;
            case 128: Passes<Double2>.Map(map, factor, tile); break;
            default: Passes<ScalarDouble>.Map(map, factor, tile); break;
        }
    }

    /// <summary>Returns Σ weights · map(tile) and sets tile = weights · map′(tile), by dual numbers.</summary>
    /// <param name="map">The formula.</param>
    /// <param name="weights">The weights, of the shape of the tile.</param>
    /// <param name="tile">The arguments, replaced by the weighted derivatives.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double MapSlope<TMap>(TMap map, MatrixView<double> weights, MatrixView<double> tile)
        where TMap : struct, ILaneMap
    {
        CheckShape(weights, tile);
        return LaneWidth.Bits switch
        {
            512 => Passes<Double8>.MapSlope(map, weights, tile),
            256 => Passes<Double4>.MapSlope(map, weights, tile),
            128 => Passes<Double2>.MapSlope(map, weights, tile),
            _ => Passes<ScalarDouble>.MapSlope(map, weights, tile),
        };
    }

    /// <summary>tile = tile · other, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Multiply(MatrixView<double> tile, MatrixView<double> other)
    {
        CheckShape(other, tile);
        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.Multiply(tile, other); break;
            case 256: Passes<Double4>.Multiply(tile, other); break;
            case 128: Passes<Double2>.Multiply(tile, other); break;
            default: Passes<ScalarDouble>.Multiply(tile, other); break;
        }
    }

    /// <summary>tile = tile + other · factor.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void AddScaled(MatrixView<double> tile, double factor, MatrixView<double> other)
    {
        CheckShape(other, tile);
        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.AddScaled(tile, factor, other); break;
            case 256: Passes<Double4>.AddScaled(tile, factor, other); break;
            case 128: Passes<Double2>.AddScaled(tile, factor, other); break;
            default: Passes<ScalarDouble>.AddScaled(tile, factor, other); break;
        }
    }

    /// <summary>Σ left · right over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Dot(MatrixView<double> left, MatrixView<double> right)
    {
        CheckShape(left, right);
        return LaneWidth.Bits switch
        {
            512 => Passes<Double8>.Dot(left, right),
            256 => Passes<Double4>.Dot(left, right),
            128 => Passes<Double2>.Dot(left, right),
            _ => Passes<ScalarDouble>.Dot(left, right),
        };
    }

    private static void CheckShape(MatrixView<double> other, MatrixView<double> tile)
    {
        if (other.Rows != tile.Rows || other.Columns != tile.Columns || tile.Columns % 8 != 0)
        {
            throw new ArgumentException(
                $"The tiles must have one shape and a width that is a multiple of 8, but they were "
                + $"{other.Rows} x {other.Columns} and {tile.Rows} x {tile.Columns}.", nameof(tile));
        }
    }

    // Compiled fully at the first call: a loop of 32 rows is short of the time that tiering waits for.
    private static class Passes<TLane>
        where TLane : struct, IVectorLane<TLane, double>, ILane<TLane>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Map<TMap>(TMap map, double factor, MatrixView<double> tile)
            where TMap : struct, ILaneMap
        {
            TLane scale = factor;
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane.Store(scale * map.Invoke(TLane.Load(ref row, (nuint)j)), ref row, (nuint)j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double MapSlope<TMap>(TMap map, MatrixView<double> weights, MatrixView<double> tile)
            where TMap : struct, ILaneMap
        {
            TLane sum = 0.0;
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref double weight = ref MemoryMarshal.GetReference(weights.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane w = TLane.Load(ref weight, (nuint)j);
                    Dual<TLane> result = map.Invoke(Dual<TLane>.Variable(TLane.Load(ref row, (nuint)j)));
                    sum = TLane.MultiplyAdd(w, result.Value, sum);
                    TLane.Store(w * result.Derivative, ref row, (nuint)j);
                }
            }

            return TLane.Sum(sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(MatrixView<double> tile, MatrixView<double> other)
        {
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref double source = ref MemoryMarshal.GetReference(other.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane.Store(TLane.Load(ref row, (nuint)j) * TLane.Load(ref source, (nuint)j), ref row, (nuint)j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void AddScaled(MatrixView<double> tile, double factor, MatrixView<double> other)
        {
            TLane scale = factor;
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref double source = ref MemoryMarshal.GetReference(other.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane sum = TLane.Load(ref row, (nuint)j) + (scale * TLane.Load(ref source, (nuint)j));
                    TLane.Store(sum, ref row, (nuint)j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static double Dot(MatrixView<double> left, MatrixView<double> right)
        {
            TLane sum = 0.0;
            for (int i = 0; i < left.Rows; i++)
            {
                ref double x = ref MemoryMarshal.GetReference(left.Row(i));
                ref double y = ref MemoryMarshal.GetReference(right.Row(i));
                for (int j = 0; j < left.Columns; j += TLane.Count)
                {
                    sum = TLane.MultiplyAdd(TLane.Load(ref x, (nuint)j), TLane.Load(ref y, (nuint)j), sum);
                }
            }

            return TLane.Sum(sum);
        }
    }
}
