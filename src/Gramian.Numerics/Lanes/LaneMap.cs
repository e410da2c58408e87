using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gramian.Numerics.Lanes;

/// <summary>Applies a formula to every element of a span, at the width of this process.</summary>
/// <remarks>The result of an element does not depend on its neighbours, its place, or the width.</remarks>
public static class LaneMap
{
    /// <summary>destination[i] = map(source[i]).</summary>
    /// <param name="map">The formula.</param>
    /// <param name="source">The arguments, [n].</param>
    /// <param name="destination">The results, [n]; the same memory as the source, or no part of it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Apply<TMap>(TMap map, ReadOnlySpan<double> source, Span<double> destination)
        where TMap : struct, ILaneMap
    {
        Check(source, destination);
        switch (LaneWidth.Bits)
        {
            case 512: Run<TMap, Double8, double>(map, source, destination); break;
            case 256: Run<TMap, Double4, double>(map, source, destination); break;
            case 128: Run<TMap, Double2, double>(map, source, destination); break;
            default: Run<TMap, ScalarDouble, double>(map, source, destination); break;
        }
    }

    /// <summary>destination[i] = map(source[i]), in single precision.</summary>
    /// <param name="map">The formula.</param>
    /// <param name="source">The arguments, [n].</param>
    /// <param name="destination">The results, [n]; the same memory as the source, or no part of it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    public static void Apply<TMap>(TMap map, ReadOnlySpan<float> source, Span<float> destination)
        where TMap : struct, ILaneMap
    {
        Check(source, destination);
        switch (LaneWidth.Bits)
        {
            case 512: Run<TMap, Single16, float>(map, source, destination); break;
            case 256: Run<TMap, Single8, float>(map, source, destination); break;
            case 128: Run<TMap, Single4, float>(map, source, destination); break;
            default: Run<TMap, ScalarSingle, float>(map, source, destination); break;
        }
    }

    /// <summary>The driver at one width, for the tests of every width.</summary>
    /// <remarks>
    /// Compiled once and fully: a loop that has run seldom would stay in the first tier, thirty times slower. A formula
    /// stands in it once, since the compiler stops inlining in a method that has grown too much.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TMap, TLane, T>(TMap map, ReadOnlySpan<T> source, Span<T> destination)
        where TMap : struct, ILaneMap
        where TLane : struct, IVectorLane<TLane, T>
        where T : unmanaged
    {
        ref T from = ref MemoryMarshal.GetReference(source);
        ref T to = ref MemoryMarshal.GetReference(destination);
        nuint count = (nuint)source.Length;
        nuint width = (nuint)TLane.Count;
        nuint i = 0;
        for (; i + width <= count; i += width)
        {
            TLane.Store(map.Invoke(TLane.Load(ref from, i)), ref to, i);
        }

        if (i < count)
        {
            RunTail<TMap, TLane, T>(map, source[(int)i..], destination[(int)i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTail<TMap, TLane, T>(TMap map, ReadOnlySpan<T> source, Span<T> destination)
        where TMap : struct, ILaneMap
        where TLane : struct, IVectorLane<TLane, T>
        where T : unmanaged
    {
        Span<T> buffer = stackalloc T[TLane.Count];
        source.CopyTo(buffer);
        ref T start = ref MemoryMarshal.GetReference(buffer);
        TLane.Store(map.Invoke(TLane.Load(ref start, 0)), ref start, 0);
        buffer[..source.Length].CopyTo(destination);
    }

    internal static void Check<T>(ReadOnlySpan<T> source, Span<T> destination)
    {
        Guard.Length(destination.Length, source.Length, nameof(destination));
        if (source.Overlaps(destination, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                "The destination must be the same memory as the source or no part of it, but they overlap in part.",
                nameof(destination));
        }
    }
}
