using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

internal readonly struct ExpMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Exp(value);
}

internal readonly struct Exp2Map : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Exp2(value);
}

internal readonly struct Expm1Map : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Expm1(value);
}

internal readonly struct LogMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Log(value);
}

internal readonly struct Log1pMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Log1p(value);
}

internal readonly struct SinMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Sin(value);
}

internal readonly struct CosMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Cos(value);
}

internal readonly struct TanhMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Tanh(value);
}

internal readonly struct ErfMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Erf(value);
}

internal readonly struct ErfcMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Erfc(value);
}

internal readonly struct ErfcxMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Erfcx(value);
}

internal readonly struct SqrtMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Sqrt(value);
}

internal readonly struct ReciprocalSqrtMap : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.ReciprocalSqrt(value);
}

internal readonly struct PowMap(double exponent) : ILaneMap
{
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Pow(value, exponent);
}
