using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>The elementary functions of float lanes.</summary>
internal static class SingleFunctions
{
    public static T Exp<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)Math.Exp(x));

    public static T Expm1<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => { double v = x; return (float)(((Func<double, double>)(x => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1))(v)); });

    public static T Log<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)Math.Log(x));

    public static T Log1p<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => { double v = x; return (float)(((Func<double, double>)(x => Math.Abs(x) < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x)))(v)); });

    public static T Sin<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)Math.Sin(x));

    public static T Cos<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)Math.Cos(x));

    public static T Tanh<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)Math.Tanh(x));

    public static T Erf<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)MathNet.Numerics.SpecialFunctions.Erf(x));

    public static T Erfc<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => (float)MathNet.Numerics.SpecialFunctions.Erfc(x));

    public static T Erfcx<T>(T x)
        where T : struct, IRealLane<T, float> => T.Patch(x, x, T.FromBits(ulong.MaxValue), x => { double v = x; return (float)(((Func<double, double>)(x => Math.Exp(x * x) * MathNet.Numerics.SpecialFunctions.Erfc(x)))(v)); });

    public static T Pow<T>(T x, double exponent)
        where T : struct, IRealLane<T, float> =>
        T.Patch(x, x, T.FromBits(ulong.MaxValue), v => (float)Math.Pow(v, exponent));
}
