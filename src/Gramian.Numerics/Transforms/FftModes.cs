using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// What happens to an output of a butterfly before it is stored; every member is a constant to the compiler.
internal unsafe interface IFftMode
{
    static abstract bool Twiddled { get; }

    static abstract bool Scaled { get; }

    static abstract TLane Twiddle<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged;
}

// One twiddle for all elements of a lane: the lane runs over columns.
internal readonly unsafe struct ColumnTwiddles : IFftMode
{
    public static bool Twiddled => true;

    public static bool Scaled => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Twiddle<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => FftLane.Broadcast<TLane, T>(at);
}

// A twiddle for each element of a lane: the lane runs over the positions of one sequence.
internal readonly unsafe struct LaneTwiddles : IFftMode
{
    public static bool Twiddled => true;

    public static bool Scaled => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Twiddle<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => TLane.Load(ref *at, 0);
}

// The last stage has no twiddles.
internal readonly unsafe struct NoTwiddles : IFftMode
{
    public static bool Twiddled => false;

    public static bool Scaled => false;

    public static TLane Twiddle<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => default;
}

// The last stage, with every output multiplied by a number.
internal readonly unsafe struct ScaledOutput : IFftMode
{
    public static bool Twiddled => false;

    public static bool Scaled => true;

    public static TLane Twiddle<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => default;
}
