using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Element-wise passes over tiles of doubles or floats, at the width of this process.</summary>
/// <remarks>
/// The width of every tile is a multiple of 16. Tiles of one call have one shape; strides may differ.
/// </remarks>
public static unsafe class TilePass
{
    /// <summary>tile = factor · map(tile).</summary>
    /// <typeparam name="TMap">The formula.</typeparam>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="map">The formula.</param>
    /// <param name="factor">What every result is multiplied by.</param>
    /// <param name="tile">The arguments, replaced by the results.</param>
    public static void Map<TMap, T>(TMap map, double factor, MatrixView<T> tile)
        where TMap : struct, ILaneMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(TMap) == typeof(ExponentialDecay) && DecayPower<T>.IsSupported && tile.Columns % 32 == 0)
        {
            DecayLoops<T>.Map(T.CreateTruncating(factor), tile, DecayPower<T>.Constants);
            return;
        }

        switch (Lane<T>())
        {
            case 512: Passes<Double8, double>.Map(map, factor, tile.As<double>()); break;
            case 256: Passes<Double4, double>.Map(map, factor, tile.As<double>()); break;
            case 128: Passes<Double2, double>.Map(map, factor, tile.As<double>()); break;
            case 64: Passes<ScalarDouble, double>.Map(map, factor, tile.As<double>()); break;
            case -512: Passes<Single16, float>.Map(map, factor, tile.As<float>()); break;
            case -256: Passes<Single8, float>.Map(map, factor, tile.As<float>()); break;
            case -128: Passes<Single4, float>.Map(map, factor, tile.As<float>()); break;
            default: Passes<ScalarSingle, float>.Map(map, factor, tile.As<float>()); break;
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
            512 => Passes<Double8, double>.MapSlope(map, weights, tile),
            256 => Passes<Double4, double>.MapSlope(map, weights, tile),
            128 => Passes<Double2, double>.MapSlope(map, weights, tile),
            _ => Passes<ScalarDouble, double>.MapSlope(map, weights, tile),
        };
    }

    /// <summary>tile = tile · other, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Multiply<T>(MatrixView<T> tile, MatrixView<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape(other, tile);
        switch (Lane<T>())
        {
            case 512: Passes<Double8, double>.Multiply(tile.As<double>(), other.As<double>()); break;
            case 256: Passes<Double4, double>.Multiply(tile.As<double>(), other.As<double>()); break;
            case 128: Passes<Double2, double>.Multiply(tile.As<double>(), other.As<double>()); break;
            case 64: Passes<ScalarDouble, double>.Multiply(tile.As<double>(), other.As<double>()); break;
            case -512: Passes<Single16, float>.Multiply(tile.As<float>(), other.As<float>()); break;
            case -256: Passes<Single8, float>.Multiply(tile.As<float>(), other.As<float>()); break;
            case -128: Passes<Single4, float>.Multiply(tile.As<float>(), other.As<float>()); break;
            default: Passes<ScalarSingle, float>.Multiply(tile.As<float>(), other.As<float>()); break;
        }
    }

    /// <summary>tile = tile + other · factor.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void AddScaled<T>(MatrixView<T> tile, double factor, MatrixView<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape(other, tile);
        switch (Lane<T>())
        {
            case 512: Passes<Double8, double>.AddScaled(tile.As<double>(), factor, other.As<double>()); break;
            case 256: Passes<Double4, double>.AddScaled(tile.As<double>(), factor, other.As<double>()); break;
            case 128: Passes<Double2, double>.AddScaled(tile.As<double>(), factor, other.As<double>()); break;
            case 64: Passes<ScalarDouble, double>.AddScaled(tile.As<double>(), factor, other.As<double>()); break;
            case -512: Passes<Single16, float>.AddScaled(tile.As<float>(), factor, other.As<float>()); break;
            case -256: Passes<Single8, float>.AddScaled(tile.As<float>(), factor, other.As<float>()); break;
            case -128: Passes<Single4, float>.AddScaled(tile.As<float>(), factor, other.As<float>()); break;
            default: Passes<ScalarSingle, float>.AddScaled(tile.As<float>(), factor, other.As<float>()); break;
        }
    }

    /// <summary>Σ left · right over all elements.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Dot(MatrixView<double> left, MatrixView<double> right)
    {
        CheckShape(left, right);
        return LaneWidth.Bits switch
        {
            512 => Passes<Double8, double>.Dot(left, right),
            256 => Passes<Double4, double>.Dot(left, right),
            128 => Passes<Double2, double>.Dot(left, right),
            _ => Passes<ScalarDouble, double>.Dot(left, right),
        };
    }

    // The bits of a lane of doubles, or minus those of a lane of floats.
    internal static int Lane<T>()
        where T : unmanaged => typeof(T) == typeof(double) ? LaneWidth.Bits : -LaneWidth.Bits;

    private static void CheckShape<T>(MatrixView<T> other, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (other.Rows != tile.Rows || other.Columns != tile.Columns || tile.Columns % 16 != 0)
        {
            throw new ArgumentException(
                $"The tiles must have one shape and a width that is a multiple of 16, but they were "
                + $"{other.Rows} x {other.Columns} and {tile.Rows} x {tile.Columns}.", nameof(tile));
        }
    }

    // Compiled fully at the first call: a loop of 32 rows is short of the time that tiering waits for.
    private static class Passes<TLane, T>
        where TLane : struct, IVectorLane<TLane, T>, ILane<TLane>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Map<TMap>(TMap map, double factor, MatrixView<T> tile)
            where TMap : struct, ILaneMap
        {
            TLane scale = factor;
            for (int i = 0; i < tile.Rows; i++)
            {
                ref T row = ref MemoryMarshal.GetReference(tile.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane.Store(scale * map.Invoke(TLane.Load(ref row, (nuint)j)), ref row, (nuint)j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static T MapSlope<TMap>(TMap map, MatrixView<T> weights, MatrixView<T> tile)
            where TMap : struct, ILaneMap
        {
            TLane sum = 0.0;
            for (int i = 0; i < tile.Rows; i++)
            {
                ref T row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref T weight = ref MemoryMarshal.GetReference(weights.Row(i));
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

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Multiply(MatrixView<T> tile, MatrixView<T> other)
        {
            for (int i = 0; i < tile.Rows; i++)
            {
                ref T row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref T source = ref MemoryMarshal.GetReference(other.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane.Store(TLane.Load(ref row, (nuint)j) * TLane.Load(ref source, (nuint)j), ref row, (nuint)j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddScaled(MatrixView<T> tile, double factor, MatrixView<T> other)
        {
            TLane scale = factor;
            for (int i = 0; i < tile.Rows; i++)
            {
                ref T row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref T source = ref MemoryMarshal.GetReference(other.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane sum = TLane.Load(ref row, (nuint)j) + (scale * TLane.Load(ref source, (nuint)j));
                    TLane.Store(sum, ref row, (nuint)j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static T Dot(MatrixView<T> left, MatrixView<T> right)
        {
            TLane sum = 0.0;
            for (int i = 0; i < left.Rows; i++)
            {
                ref T x = ref MemoryMarshal.GetReference(left.Row(i));
                ref T y = ref MemoryMarshal.GetReference(right.Row(i));
                for (int j = 0; j < left.Columns; j += TLane.Count)
                {
                    sum = TLane.MultiplyAdd(TLane.Load(ref x, (nuint)j), TLane.Load(ref y, (nuint)j), sum);
                }
            }

            return TLane.Sum(sum);
        }
    }
}
