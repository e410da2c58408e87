using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

internal readonly unsafe struct Wide1 : IWide<double>
{
    public static int Count => 1;

    public static double Broadcast(double value) => value;

    public static double Load(double* source) => *source;

    public static void Store(double value, double* destination) => *destination = value;

    public static double Add(double left, double right) => left + right;

    public static double Subtract(double left, double right) => left - right;

    public static double Multiply(double left, double right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double left, double right, double addend) =>
        Math.FusedMultiplyAdd(left, right, addend);

    public static double Abs(double value) => Math.Abs(value);

    public static double WhereDifferent(double left, double right, double value) => left == right ? 0 : value;

    public static double Sum(double value) => value;
}
