using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>The elementary functions of double lanes.</summary>
internal static class DoubleFunctions
{
    public static T Exp<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), Math.Exp);

    public static T Expm1<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1);

    public static T Log<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), Math.Log);

    public static T Log1p<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => Math.Abs(x) < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x));

    public static T Sin<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), Math.Sin);

    public static T Cos<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), Math.Cos);

    public static T Tanh<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), Math.Tanh);

    public static T Erf<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), MathNet.Numerics.SpecialFunctions.Erf);

    public static T Erfc<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), MathNet.Numerics.SpecialFunctions.Erfc);

    public static T Erfcx<T>(T x)
        where T : struct, IRealLane<T, double> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => Math.Exp(x * x) * MathNet.Numerics.SpecialFunctions.Erfc(x));

    public static T Pow<T>(T x, double exponent)
        where T : struct, IRealLane<T, double> =>
        T.Patch(x, x, T.FromBits(ulong.MaxValue), v => Math.Pow(v, exponent));
}
