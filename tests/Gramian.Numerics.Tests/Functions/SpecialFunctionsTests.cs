using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Tests.Functions;

public sealed class SpecialFunctionsTests
{
    /// <summary>Function, arguments, value: computed with mpmath at 40 digits.</summary>
    public static TheoryData<string, double[], double> Values => new()
    {
        { "BesselK", [0.0, 1e-08], 18.536612259610777 },
        { "BesselK", [0.0, 0.001], 7.023688800562382 },
        { "BesselK", [0.0, 0.1], 2.4270690247020164 },
        { "BesselK", [0.0, 0.7], 0.6605198599151016 },
        { "BesselK", [0.0, 1.9], 0.1288459792760475 },
        { "BesselK", [0.0, 2.1], 0.10078374088996693 },
        { "BesselK", [0.0, 5.0], 0.0036910983340425942 },
        { "BesselK", [0.0, 20.0], 5.741237815336525e-10 },
        { "BesselK", [0.0, 100.0], 4.656628229175902e-45 },
        { "BesselK", [0.0, 600.0], 1.3558285309948523e-262 },
        { "BesselK", [0.25, 1e-08], 215.5594459838469 },
        { "BesselK", [0.25, 0.001], 11.756476271934458 },
        { "BesselK", [0.25, 0.1], 2.685156871876059 },
        { "BesselK", [0.25, 0.7], 0.6805753644010595 },
        { "BesselK", [0.25, 1.9], 0.13060056344708004 },
        { "BesselK", [0.25, 2.1], 0.1020433189343177 },
        { "BesselK", [0.25, 5.0], 0.0037123027320318407 },
        { "BesselK", [0.25, 20.0], 5.750002072403683e-10 },
        { "BesselK", [0.25, 100.0], 4.6580764515098396e-45 },
        { "BesselK", [0.25, 600.0], 1.3558990901583338e-262 },
        { "BesselK", [0.5, 1e-08], 12533.141247823589 },
        { "BesselK", [0.5, 0.001], 39.59365951311664 },
        { "BesselK", [0.5, 0.1], 3.58616683879726 },
        { "BesselK", [0.5, 0.7], 0.7438832523206937 },
        { "BesselK", [0.5, 1.9], 0.13599521326566796 },
        { "BesselK", [0.5, 2.1], 0.10590875899695358 },
        { "BesselK", [0.5, 5.0], 0.0037766133746428825 },
        { "BesselK", [0.5, 20.0], 5.776373974707445e-10 },
        { "BesselK", [0.5, 100.0], 4.6624238126346715e-45 },
        { "BesselK", [0.5, 600.0], 1.356110789669311e-262 },
        { "BesselK", [1.0, 1e-08], 99999999.9999999 },
        { "BesselK", [1.0, 0.001], 999.9962381560856 },
        { "BesselK", [1.0, 0.1], 9.853844780870606 },
        { "BesselK", [1.0, 0.7], 1.050283535312918 },
        { "BesselK", [1.0, 1.9], 0.15966015303266762 },
        { "BesselK", [1.0, 2.1], 0.12274641153350789 },
        { "BesselK", [1.0, 5.0], 0.004044613445452165 },
        { "BesselK", [1.0, 20.0], 5.883057969557038e-10 },
        { "BesselK", [1.0, 100.0], 4.6798537356369095e-45 },
        { "BesselK", [1.0, 600.0], 1.356957918112806e-262 },
        { "BesselK", [1.3, 1e-08], 27754235935.06383 },
        { "BesselK", [1.3, 0.001], 8776.652798451118 },
        { "BesselK", [1.3, 0.1], 21.895838863587255 },
        { "BesselK", [1.3, 0.7], 1.423261342314433 },
        { "BesselK", [1.3, 1.9], 0.18468370951991148 },
        { "BesselK", [1.3, 2.1], 0.1403664578497747 },
        { "BesselK", [1.3, 5.0], 0.00430707882416861 },
        { "BesselK", [1.3, 20.0], 5.982919758830923e-10 },
        { "BesselK", [1.3, 100.0], 4.6959466194032926e-45 },
        { "BesselK", [1.3, 600.0], 1.3577377433858056e-262 },
        { "BesselK", [1.5, 1e-08], 1253314137315.5002 },
        { "BesselK", [1.5, 0.001], 39633.25317262976 },
        { "BesselK", [1.5, 0.1], 39.44783522676986 },
        { "BesselK", [1.5, 0.7], 1.8065736127788279 },
        { "BesselK", [1.5, 1.9], 0.20757164130023006 },
        { "BesselK", [1.5, 2.1], 0.15634150137645528 },
        { "BesselK", [1.5, 5.0], 0.004531936049571459 },
        { "BesselK", [1.5, 20.0], 6.065192673442817e-10 },
        { "BesselK", [1.5, 100.0], 4.709048050761018e-45 },
        { "BesselK", [1.5, 600.0], 1.35837097431876e-262 },
        { "BesselK", [2.5, 1e-08], 3.7599424119465004e+20 },
        { "BesselK", [2.5, 0.001], 118899799.11154878 },
        { "BesselK", [2.5, 0.1], 1187.021223641893 },
        { "BesselK", [2.5, 0.7], 8.486341592801384 },
        { "BesselK", [2.5, 1.9], 0.4637399100555049 },
        { "BesselK", [2.5, 2.1], 0.32925376096331826 },
        { "BesselK", [2.5, 5.0], 0.006495775004385758 },
        { "BesselK", [2.5, 20.0], 6.686152875723867e-10 },
        { "BesselK", [2.5, 100.0], 4.8036952541575023e-45 },
        { "BesselK", [2.5, 600.0], 1.362902644540905e-262 },
        { "BesselK", [2.7, 1e-08], 1.9979801063787426e+22 },
        { "BesselK", [2.7, 0.001], 631816692.6720161 },
        { "BesselK", [2.7, 0.1], 2511.6154265701152 },
        { "BesselK", [2.7, 0.7], 12.26581544666528 },
        { "BesselK", [2.7, 1.9], 0.5671072495435097 },
        { "BesselK", [2.7, 2.1], 0.3970344165185203 },
        { "BesselK", [2.7, 5.0], 0.007126248755633332 },
        { "BesselK", [2.7, 20.0], 6.85760312761218e-10 },
        { "BesselK", [2.7, 100.0], 4.828612571430854e-45 },
        { "BesselK", [2.7, 600.0], 1.364083351741872e-262 },
        { "BesselK", [3.14159, 1e-08], 1.3704553682073313e+26 },
        { "BesselK", [3.14159, 0.001], 26848179682.11552 },
        { "BesselK", [3.14159, 0.1], 13971.02202606102 },
        { "BesselK", [3.14159, 0.7], 29.273838967478973 },
        { "BesselK", [3.14159, 1.9], 0.9231640006574223 },
        { "BesselK", [3.14159, 2.1], 0.6253774568004753 },
        { "BesselK", [3.14159, 5.0], 0.008952265324920787 },
        { "BesselK", [3.14159, 20.0], 7.301776932949384e-10 },
        { "BesselK", [3.14159, 100.0], 4.890974269410223e-45 },
        { "BesselK", [3.14159, 600.0], 1.367016360240336e-262 },
        { "BesselK", [5.0, 1e-08], 3.8399999999999997e+42 },
        { "BesselK", [5.0, 0.001], 3.8399997600000096e+17 },
        { "BesselK", [5.0, 0.1], 38376009.995835915 },
        { "BesselK", [5.0, 0.7], 2216.1916812945824 },
        { "BesselK", [5.0, 1.9], 12.468991254156078 },
        { "BesselK", [5.0, 2.1], 7.21574601758268 },
        { "BesselK", [5.0, 5.0], 0.03270627371203186 },
        { "BesselK", [5.0, 20.0], 1.0538660139974233e-09 },
        { "BesselK", [5.0, 100.0], 5.2732561132929497e-45 },
        { "BesselK", [5.0, 600.0], 1.384347089517858e-262 },
        { "BesselK", [10.2, 1e-08], 1.3357674882628103e+90 },
        { "BesselK", [10.2, 0.001], 1.3357674519647922e+39 },
        { "BesselK", [10.2, 0.1], 5.316341322368288e+18 },
        { "BesselK", [10.2, 0.7], 12587886508.881708 },
        { "BesselK", [10.2, 1.9], 436607.4371281542 },
        { "BesselK", [10.2, 2.1], 153964.8825636303 },
        { "BesselK", [10.2, 5.0], 12.94579441274364 },
        { "BesselK", [10.2, 20.0], 6.947036669668923e-09 },
        { "BesselK", [10.2, 100.0], 7.810600225948217e-45 },
        { "BesselK", [10.2, 600.0], 1.4785154826213406e-262 },
        { "BesselK", [30.0, 1e-08], 4.746884825265969e+279 },
        { "BesselK", [30.0, 0.001], 4.7468847843445486e+129 },
        { "BesselK", [30.0, 0.1], 4.7464756293248175e+69 },
        { "BesselK", [30.0, 0.7], 2.0971674700540906e+44 },
        { "BesselK", [30.0, 1.9], 1.9966071476794641e+31 },
        { "BesselK", [30.0, 2.1], 9.847599147607792e+29 },
        { "BesselK", [30.0, 5.0], 4.11213206362606e+18 },
        { "BesselK", [30.0, 20.0], 0.16883087719470802 },
        { "BesselK", [30.0, 100.0], 3.970602055959399e-43 },
        { "BesselK", [30.0, 600.0], 2.86805327490075e-262 },
        { "LogGamma", [1e-05], 11.512919692895826 },
        { "LogGamma", [0.5], 0.5723649429247001 },
        { "LogGamma", [1.0000001], -5.772155829918507e-08 },
        { "LogGamma", [1.5], -0.12078223763524522 },
        { "LogGamma", [2.0], 0.0 },
        { "LogGamma", [2.5], 0.2846828704729192 },
        { "LogGamma", [3.7], 1.428072326665388 },
        { "LogGamma", [10.0], 12.801827480081469 },
        { "LogGamma", [100.0], 359.1342053695754 },
        { "LogGamma", [12345.678], 103959.91990554606 },
        { "LogGamma", [10000000000.0], 220258509288.81058 },
        { "Digamma", [0.001], -1000.5755719318103 },
        { "Digamma", [0.5], -1.9635100260214235 },
        { "Digamma", [1.0], -0.5772156649015329 },
        { "Digamma", [1.4], -0.06138454458511624 },
        { "Digamma", [2.0], 0.42278433509846713 },
        { "Digamma", [3.7], 1.1671535393615113 },
        { "Digamma", [10.0], 2.251752589066721 },
        { "Digamma", [1000.0], 6.907255195648812 },
        { "Digamma", [-0.5], 0.03648997397857652 },
        { "NormalCdf", [-37.0], 5.725571222524577e-300 },
        { "NormalCdf", [-20.0], 2.7536241186062337e-89 },
        { "NormalCdf", [-8.0], 6.220960574271784e-16 },
        { "NormalCdf", [-3.0], 0.0013498980316300946 },
        { "NormalCdf", [-1.0], 0.15865525393145705 },
        { "NormalCdf", [-0.1], 0.460172162722971 },
        { "NormalCdf", [0.0], 0.5 },
        { "NormalCdf", [0.5], 0.6914624612740131 },
        { "NormalCdf", [2.0], 0.9772498680518208 },
        { "NormalCdf", [6.0], 0.9999999990134123 },
        { "NormalQuantile", [1e-300], -37.0470962993612 },
        { "NormalQuantile", [1e-50], -14.933337534788489 },
        { "NormalQuantile", [1e-10], -6.361340902404057 },
        { "NormalQuantile", [0.001], -3.0902323061678136 },
        { "NormalQuantile", [0.025], -1.9599639845400543 },
        { "NormalQuantile", [0.3], -0.5244005127080408 },
        { "NormalQuantile", [0.5], 0.0 },
        { "NormalQuantile", [0.6], 0.2533471031357997 },
        { "NormalQuantile", [0.975], 1.9599639845400538 },
        { "NormalQuantile", [0.999999], 4.753424308817087 },
        { "GammaUpperRegularized", [1.0, 0.5], 0.6065306597126334 },
        { "GammaUpperRegularized", [2.5, 3.0], 0.30621891841327875 },
        { "GammaUpperRegularized", [0.3, 0.01], 0.7207590036409852 },
        { "GammaUpperRegularized", [50.0, 60.0], 0.08440668109369177 },
        { "GammaUpperRegularized", [10.0, 100.0], 1.1253473960842808e-31 },
        { "GammaUpperRegularized", [200.0, 180.0], 0.9251419650158405 },
        { "StudentCdf", [1.0, -8.0], 0.03958342416056554 },
        { "StudentCdf", [1.0, -1.2], 0.22114206162369554 },
        { "StudentCdf", [1.0, 0.3], 0.5927735790777423 },
        { "StudentCdf", [1.0, 2.0], 0.8524163823495667 },
        { "StudentCdf", [2.5, -8.0], 0.0038283220655217234 },
        { "StudentCdf", [2.5, -1.2], 0.16571941883293878 },
        { "StudentCdf", [2.5, 0.3], 0.6063288142524014 },
        { "StudentCdf", [2.5, 2.0], 0.921304252121017 },
        { "StudentCdf", [10.0, -8.0], 5.88747139483308e-06 },
        { "StudentCdf", [10.0, -1.2], 0.12889815036215285 },
        { "StudentCdf", [10.0, 0.3], 0.6148396962171007 },
        { "StudentCdf", [10.0, 2.0], 0.9633059826146299 },
        { "StudentCdf", [300.0, -8.0], 1.3675076950769211e-14 },
        { "StudentCdf", [300.0, -1.2], 0.11554305907961909 },
        { "StudentCdf", [300.0, 0.3], 0.6178075405859293 },
        { "StudentCdf", [300.0, 2.0], 0.9767992395084255 },
        { "StudentQuantile", [1.0, 1e-06], -318309.8861827435 },
        { "StudentQuantile", [1.0, 0.025], -12.706204736174705 },
        { "StudentQuantile", [1.0, 0.4], -0.32491969623290623 },
        { "StudentQuantile", [1.0, 0.975], 12.706204736174694 },
        { "StudentQuantile", [2.5, 1e-06], -220.17342917823683 },
        { "StudentQuantile", [2.5, 0.025], -3.574654842003683 },
        { "StudentQuantile", [2.5, 0.4], -0.2814595127485476 },
        { "StudentQuantile", [2.5, 0.975], 3.5746548420036817 },
        { "StudentQuantile", [10.0, 1e-06], -9.75199549094058 },
        { "StudentQuantile", [10.0, 0.025], -2.228138851986275 },
        { "StudentQuantile", [10.0, 0.4], -0.26018482949208016 },
        { "StudentQuantile", [10.0, 0.975], 2.2281388519862744 },
        { "StudentQuantile", [300.0, 1e-06], -4.848514301110025 },
        { "StudentQuantile", [300.0, 0.025], -1.967903011261087 },
        { "StudentQuantile", [300.0, 0.4], -0.2535718949195828 },
        { "StudentQuantile", [300.0, 0.975], 1.9679030112610867 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Agrees_with_forty_digits(string function, double[] x, double expected)
    {
        double actual = function switch
        {
            "BesselK" => SpecialFunctions.BesselK(x[0], x[1]),
            "LogGamma" => SpecialFunctions.LogGamma(x[0]),
            "Digamma" => SpecialFunctions.Digamma(x[0]),
            "NormalCdf" => SpecialFunctions.NormalCdf(x[0]),
            "NormalQuantile" => SpecialFunctions.NormalQuantile(x[0]),
            "GammaUpperRegularized" => SpecialFunctions.GammaUpperRegularized(x[0], x[1]),
            "StudentCdf" => SpecialFunctions.StudentCdf(x[0], x[1]),
            _ => SpecialFunctions.StudentQuantile(x[0], x[1]),
        };
        double bound = function is "BesselK" or "GammaUpperRegularized" or "StudentQuantile" or "StudentCdf"
            ? 1e-12
            : 2e-13;
        double error = Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), function == "LogGamma" ? 1 : 0.0);
        Assert.True(
            actual == expected || error <= bound,
            $"{function}({string.Join(", ", x)}) was {actual:R}, expected {expected:R}: {error:E1}");
    }

    [Fact]
    public void Scales_the_Bessel_function_where_it_would_underflow()
    {
        // e^x K_{1/2}(x) = √(π / 2x).
        Assert.Equal(Math.Sqrt(Math.PI / 4000), SpecialFunctions.BesselKScaled(0.5, 2000), 1e-14);
        Assert.Equal(
            SpecialFunctions.BesselK(1.7, 3) * Math.Exp(3), SpecialFunctions.BesselKScaled(1.7, 3), 1e-13);
    }

    [Fact]
    public void Has_the_limits_of_the_Bessel_function()
    {
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.BesselK(1.5, 0));
        Assert.Equal(0, SpecialFunctions.BesselK(1.5, 1000));
        Assert.Equal(0, SpecialFunctions.BesselK(1.5, double.PositiveInfinity));
        Assert.Equal(SpecialFunctions.BesselK(1.3, 2), SpecialFunctions.BesselK(-1.3, 2));
        Assert.True(double.IsNaN(SpecialFunctions.BesselK(1, -1)));
        Assert.True(double.IsNaN(SpecialFunctions.BesselK(double.NaN, 1)));
        Assert.True(double.IsNaN(SpecialFunctions.BesselK(1, double.NaN)));
    }

    [Fact]
    public void Inverts_the_normal_law_at_the_ends()
    {
        Assert.Equal(double.NegativeInfinity, SpecialFunctions.NormalQuantile(0));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.NormalQuantile(1));
        Assert.True(double.IsNaN(SpecialFunctions.NormalQuantile(double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.NormalQuantile(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.StudentQuantile(0, 0.5));
    }
}
