using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tests.Functions;

public sealed class ElementaryTests(ITestOutputHelper output)
{
    private const int Points = 100_000;

    [Theory]
    [MemberData(nameof(ElementaryCase.Names), MemberType = typeof(ElementaryCase))]
    public void Stays_within_the_promised_ulps(string name)
    {
        ElementaryCase function = ElementaryCase.Named(name);
        // The slow reference of the error functions takes microseconds a point.
        double[] arguments = function.Arguments(name.StartsWith("erf", StringComparison.Ordinal) ? 30_000 : Points, 1);
        double[] results = function.Run(LaneWidth.Bits / 64, arguments);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            double ulps = function.Reference(arguments[i]).UlpsFrom(results[i]);
            if (!(ulps <= worst))
            {
                (worst, at) = (ulps, arguments[i]);
            }
        }

        output.WriteLine($"{name,-12} f64 max {worst:F3} ulp at {at:R}");
        Assert.True(worst <= function.Bound, $"{name}: {worst:F3} ulp at {at:R}, promised {function.Bound}");
    }

    [Theory]
    [MemberData(nameof(ElementaryCase.Names), MemberType = typeof(ElementaryCase))]
    public void Stays_within_the_promised_ulps_in_single_precision(string name)
    {
        ElementaryCase function = ElementaryCase.Named(name);
        float[] arguments = [.. function.Arguments(30_000, 2)
            .Select(x => (float)x).Where(x => float.IsFinite(x) && function.InDomain(x))];
        float[] results = function.RunSingle(LaneWidth.Bits / 64, arguments);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            double ulps = function.Reference(arguments[i]).SingleUlpsFrom(results[i]);
            if (!(ulps <= worst))
            {
                (worst, at) = (ulps, arguments[i]);
            }
        }

        output.WriteLine($"{name,-12} f32 max {worst:F3} ulp at {at:R}");
        Assert.True(worst <= Math.Max(function.Bound, 0.5001), $"{name}: {worst:F3} ulp at {at:R}");
    }

    [Theory]
    [MemberData(nameof(ElementaryCase.Names), MemberType = typeof(ElementaryCase))]
    public void Gives_the_same_bits_at_every_width_and_place(string name)
    {
        ElementaryCase function = ElementaryCase.Named(name);
        double[] arguments = [.. function.Arguments(3001, 3), .. Specials];
        double[] expected = function.Run(1, arguments);
        float[] singles = [.. arguments.Select(x => (float)x)];
        float[] expectedSingles = function.RunSingle(1, singles);
        foreach (int lanes in LaneWidth.Choices)
        {
            AssertSameBits(expected, function.Run(lanes, arguments), arguments);
            AssertSameBits(expected[5..], function.Run(lanes, arguments[5..]), arguments[5..]);
            Assert.Equal(expectedSingles.Select(Bits), function.RunSingle(lanes, singles).Select(Bits));
        }
    }

    [Theory]
    [InlineData("exp", "0 1; -0 1; inf inf; -inf 0; 710 inf; -746 0; nan nan; 1 2.718281828459045; 5e-324 1")]
    [InlineData("exp2", "0 1; -0 1; inf inf; -inf 0; 1024 inf; -1076 0; nan nan; 1 2; -3 0.125; 5e-324 1")]
    [InlineData("expm1", "0 0; -0 -0; inf inf; -inf -1; 710 inf; nan nan; 5e-324 5e-324; -1e-310 -1e-310; -60 -1")]
    [InlineData("log", "1 0; 0 -inf; -0 -inf; inf inf; -inf nan; -1 nan; nan nan; 5e-324 -744.4400719213812")]
    [InlineData("log1p", "0 0; -0 -0; -1 -inf; -1.5 nan; inf inf; -inf nan; nan nan; 5e-324 5e-324")]
    [InlineData("sin", "0 0; -0 -0; inf nan; -inf nan; nan nan; 5e-324 5e-324; -5e-324 -5e-324")]
    [InlineData("cos", "0 1; -0 1; inf nan; -inf nan; nan nan")]
    [InlineData("tanh", "0 0; -0 -0; inf 1; -inf -1; nan nan; 5e-324 5e-324; 700 1; -1e300 -1")]
    [InlineData("erf", "0 0; -0 -0; inf 1; -inf -1; nan nan; 5e-324 5e-324; -7 -1")]
    [InlineData("erfc", "0 1; -0 1; inf 0; -inf 2; nan nan; 30 0; -30 2; 1e300 0; -1e300 2")]
    [InlineData("erfcx", "0 1; -0 1; inf 0; -inf inf; nan nan; -30 inf; 1.7976931348623157e308 3.1385e-309")]
    [InlineData("sqrt", "0 0; -0 -0; inf inf; -1 nan; nan nan; 4 2")]
    [InlineData("rsqrt", "0 inf; inf 0; -1 nan; nan nan; 4 0.5")]
    [InlineData("pow 0.5", "0 0; -0 0; inf inf; -inf inf; -1 nan; nan nan; 4 2; 1 1")]
    [InlineData("pow -0.5", "0 inf; -0 inf; inf 0; -inf 0; -1 nan; nan nan; 4 0.5")]
    [InlineData("pow 3", "0 0; -0 -0; inf inf; -inf -inf; -2 -8; nan nan; 1e200 inf; -1e200 -inf; -1e-200 -0")]
    [InlineData("pow -7", "0 inf; -0 -inf; inf 0; -inf -0; -1 -1; nan nan")]
    public void Has_the_special_values(string name, string pairs)
    {
        foreach (string pair in pairs.Split(';', StringSplitOptions.TrimEntries))
        {
            double[] numbers = [.. pair.Split(' ').Select(Parse)];
            foreach (int lanes in LaneWidth.Choices)
            {
                double[] results = ElementaryCase.Named(name).Run(lanes, [2, numbers[0], 0.5]);
                bool subnormal = Math.Abs(numbers[1]) is > 0 and < 1e-308;
                Assert.True(
                    BitConverter.DoubleToInt64Bits(results[1]) == BitConverter.DoubleToInt64Bits(numbers[1])
                    || (double.IsNaN(results[1]) && double.IsNaN(numbers[1]))
                    || (subnormal && Math.Abs((results[1] / numbers[1]) - 1) < 1e-3),
                    $"{name}({numbers[0]:R}) was {results[1]:R}, expected {numbers[1]:R}, {lanes} lanes");
            }
        }
    }

    [Fact]
    public void Follows_the_runtime_library_for_huge_angles()
    {
        double[] angles = [2e9, -3e15, 1e22, 1.7e308, 1e100];
        Assert.Equal(angles.Select(Math.Sin), ElementaryCase.Named("sin").Run(8, angles));
        Assert.Equal(angles.Select(Math.Cos), ElementaryCase.Named("cos").Run(8, angles));
    }

    [Fact]
    public void Rises_with_the_argument_across_the_breakpoints_of_exp()
    {
        double[] around = [.. Enumerable.Range(-40, 80).SelectMany(j =>
        {
            double x = (j + 0.5) * Math.Log(2) / 16;
            return new[] { Math.BitDecrement(x), x, Math.BitIncrement(x), x + 1e-14 };
        })];
        double[] values = ElementaryCase.Named("exp").Run(8, around);
        Assert.All(
            Enumerable.Range(1, values.Length - 1),
            i => Assert.True(values[i] >= Math.BitDecrement(values[i - 1])));
    }

    private static double[] Specials =>
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon,
        double.MaxValue, double.MinValue, 1, -1, 1e-310, -1e-310, 710, -745.2, 1e10, -1e10, 1e22, 88.8, -103.9,
    ];

    private static double Parse(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
    };

    // One NaN is as good as another: its sign depends on which operand an instruction passes on.
    private static int Bits(float value) => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value);

    private static void AssertSameBits(double[] expected, double[] actual, double[] arguments)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i])
                || (double.IsNaN(expected[i]) && double.IsNaN(actual[i]));
            Assert.True(same, $"At {arguments[i]:R}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
