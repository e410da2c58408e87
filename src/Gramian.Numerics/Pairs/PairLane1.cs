namespace Gramian.Numerics.Pairs;

internal readonly unsafe struct PairLane1 : IPairLane<double>
{
    public static int Count => 1;

    public static double Ramp => 0;

    public static double Broadcast(double value) => value;

    public static double Load(double* source) => *source;

    public static double LoadSingles(float* source) => *source;

    public static void Store(double value, double* destination) => *destination = value;

    public static double Add(double left, double right) => left + right;

    public static double Subtract(double left, double right) => left - right;

    public static double Multiply(double left, double right) => left * right;

    public static double Divide(double left, double right) => left / right;

    public static double MultiplyAdd(double left, double right, double addend) =>
        Math.FusedMultiplyAdd(left, right, addend);

    public static double WhereGreater(double left, double right, double yes, double no) => left > right ? yes : no;
}
