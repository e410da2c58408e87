using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

internal readonly unsafe struct Wide1<T> : IWide<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    public static T Broadcast(T value) => value;

    public static T Load(T* source) => *source;

    public static void Store(T value, T* destination) => *destination = value;

    public static T Add(T left, T right) => left + right;

    public static T Subtract(T left, T right) => left - right;

    public static T Multiply(T left, T right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T left, T right, T addend) => T.FusedMultiplyAdd(left, right, addend);

    public static T Abs(T value) => T.Abs(value);

    public static T WhereDifferent(T left, T right, T value) => left == right ? T.Zero : value;

    public static T Sum(T value) => value;
}
