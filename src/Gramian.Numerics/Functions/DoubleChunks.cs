using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>
/// Applies a formula of double lanes to floats, widened chunk by chunk in the nearest cache and rounded once: the bits
/// of <see cref="ISingleLane{TSelf}.InDouble"/>, without two copies of a long formula in one loop.
/// </summary>
internal static class DoubleChunks
{
    private const int Length = 256;

    /// <inheritdoc cref="LaneMap.Apply{TMap}(TMap, ReadOnlySpan{float}, Span{float})"/>
    [SkipLocalsInit]
    public static void Apply<TMap>(TMap map, ReadOnlySpan<float> source, Span<float> destination)
        where TMap : struct, ILaneMap
    {
        LaneMap.Check(source, destination);
        Span<double> chunk = stackalloc double[Length];
        for (int done = 0; done < source.Length; done += Length)
        {
            int count = Math.Min(Length, source.Length - done);
            Widen(source.Slice(done, count), chunk);
            LaneMap.Apply(map, chunk[..count], chunk[..count]);
            Narrow(chunk, destination.Slice(done, count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<float> source, Span<double> chunk)
    {
        int i = 0, width = Vector<float>.Count, half = Vector<double>.Count;
        for (; i <= source.Length - width; i += width)
        {
            Vector.Widen(new Vector<float>(source[i..]), out Vector<double> low, out Vector<double> high);
            low.CopyTo(chunk[i..]);
            high.CopyTo(chunk[(i + half)..]);
        }

        for (; i < source.Length; i++)
        {
            chunk[i] = source[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(ReadOnlySpan<double> chunk, Span<float> destination)
    {
        int i = 0, width = Vector<float>.Count, half = Vector<double>.Count;
        for (; i <= destination.Length - width; i += width)
        {
            Vector.Narrow(new Vector<double>(chunk[i..]), new Vector<double>(chunk[(i + half)..]))
                .CopyTo(destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = (float)chunk[i];
        }
    }
}
