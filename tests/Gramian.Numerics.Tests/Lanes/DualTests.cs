using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tests.Lanes;

public sealed class DualTests
{
    public static TheoryData<string, double> Points => new()
    {
        { "exp", 0.7 }, { "exp2", -1.3 }, { "expm1", -0.4 }, { "log", 2.5 }, { "log1p", 0.3 }, { "sin", 1.1 },
        { "cos", 4.2 }, { "tanh", 0.6 }, { "erf", 0.8 }, { "erfc", 1.7 }, { "erfcx", -0.9 }, { "sqrt", 3.1 },
        { "rsqrt", 0.2 },
        { "pow", 1.9 }, { "abs", -2 }, { "quotient", 0.4 }, { "matern", 0.8 }, { "select", -1.5 }, { "fma", 0.3 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Has_the_slope_of_finite_differences(string name, double x)
    {
        const double step = 1e-4;
        Dual<ScalarDouble> dual = Formula(name, Dual<ScalarDouble>.Variable(x));
        double F(double at) => Formula<ScalarDouble>(name, at).Value;
        double slope = ((8 * (F(x + step) - F(x - step))) - (F(x + (2 * step)) - F(x - (2 * step)))) / (12 * step);

        // Fourth order: the truncation is about 1e-16 and the rounding 1e-16 / step.
        Assert.Equal(slope, dual.Derivative.Value, 1e-10 * Math.Max(1, Math.Abs(slope)));
        Assert.Equal(F(x), dual.Value.Value);
    }

    [Fact]
    public void Stays_finite_at_the_root_of_zero()
    {
        Dual<ScalarDouble> root = Dual<ScalarDouble>.Sqrt(Dual<ScalarDouble>.Variable(0));
        Assert.Equal(0, root.Value.Value);
        Assert.Equal(0, root.Derivative.Value);
        Assert.True(double.IsNaN(Dual<ScalarDouble>.Sqrt(Dual<ScalarDouble>.Variable(-1)).Derivative.Value));
        Dual<ScalarDouble> matern = Formula("matern", Dual<ScalarDouble>.Variable(0));
        Assert.Equal(1, matern.Value.Value);
        Assert.Equal(0, matern.Derivative.Value);
    }

    private static T Formula<T>(string name, T x)
        where T : struct, ILane<T> => name switch
        {
            "exp" => T.Exp(x),
            "exp2" => T.Exp2(x),
            "expm1" => T.Expm1(x),
            "log" => T.Log(x),
            "log1p" => T.Log1p(x),
            "sin" => T.Sin(x),
            "cos" => T.Cos(x),
            "tanh" => T.Tanh(x),
            "erf" => T.Erf(x),
            "erfc" => T.Erfc(x),
            "erfcx" => T.Erfcx(x),
            "sqrt" => T.Sqrt(x),
            "rsqrt" => T.ReciprocalSqrt(x),
            "pow" => T.Pow(x, 2.7),
            "abs" => T.Abs(x * x * x),
            "quotient" => (1.0 - x) / ((x * x) + 2.0),
            "select" => T.SelectPositive(x, x * x, -x * x * x) + T.Max(x, 3.0) + T.Min(x * 2.0, 1.0),
            "fma" => T.MultiplyAdd(x, x + 1.0, 2.0 * x),
            _ => Matern(x),
        };

    private static T Matern<T>(T r2)
        where T : struct, ILane<T>
    {
        T s = T.Sqrt(5.0 * r2);
        return (1.0 + s + ((1.0 / 3.0) * s * s)) * T.Exp(-s);
    }
}
