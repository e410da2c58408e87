using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

internal static unsafe class FftLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => TLane.Load(ref *at, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane value, T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => TLane.Store(value, ref *at, 0);

    // By its bits: a detour over double would cost two conversions for float.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Broadcast<TLane, T>(T* at)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged => TLane.FromBits(sizeof(T) == 8 ? *(ulong*)at : *(uint*)at);

    // Multiplies output k by its twiddle (two rows of the table per output from 1 on) or by the scale, and stores it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<TLane, T, TMode>(FftOut<T> target, TLane factor, nint k, TLane re, TLane im)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        if (TMode.Twiddled && k > 0)
        {
            T* at = target.Twiddles + ((2 * k) - 2) * target.TwiddleHop;
            TLane c = TMode.Twiddle<TLane, T>(at), s = TMode.Twiddle<TLane, T>(at + target.TwiddleHop);
            TLane rotated = TLane.MultiplyAdd(re, c, -(im * s));
            im = TLane.MultiplyAdd(im, c, re * s);
            re = rotated;
        }

        if (TMode.Scaled)
        {
            re *= factor;
            im *= factor;
        }

        Store(re, target.Re + (k * target.Hop));
        Store(im, target.Im + (k * target.Hop));
    }
}

// Where the outputs of one butterfly go and where their twiddles are.
internal readonly unsafe struct FftOut<T>(T* re, T* im, nint hop, T* twiddles, nint twiddleHop)
    where T : unmanaged
{
    public T* Re { get; } = re;

    public T* Im { get; } = im;

    public nint Hop { get; } = hop;

    public T* Twiddles { get; } = twiddles;

    public nint TwiddleHop { get; } = twiddleHop;
}
