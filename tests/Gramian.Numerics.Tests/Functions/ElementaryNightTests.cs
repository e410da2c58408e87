using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tests.Functions;

/// <summary>The promised errors over ten million arguments a function; minutes each, so for ./check --night.</summary>
public sealed class ElementaryNightTests(ITestOutputHelper output)
{
    private const int Parts = 100;
    private const int PerPart = 100_000;

    [Theory]
    [Trait("Speed", "Slow")]
    [Trait("Speed", "Night")]
    [MemberData(nameof(ElementaryCase.Names), MemberType = typeof(ElementaryCase))]
    public void Stays_within_the_promised_ulps_over_ten_million_patterns(string name)
    {
        ElementaryCase function = ElementaryCase.Named(name);
        var wide = new (double Ulps, double At)[Parts];
        var narrow = new (double Ulps, double At)[Parts];
        Parallel.For(0, Parts, part =>
        {
            double[] arguments = function.Arguments(PerPart, 1000 + (ulong)part);
            double[] results = function.Run(LaneWidth.Bits / 64, arguments);
            for (int i = 0; i < arguments.Length; i++)
            {
                wide[part] = Worse(wide[part], function.Reference(arguments[i]).UlpsFrom(results[i]), arguments[i]);
            }

            float[] singles = [.. arguments.Select(x => (float)x)
                .Where(x => float.IsFinite(x) && function.InDomain(x))];
            float[] rounded = function.RunSingle(LaneWidth.Bits / 64, singles);
            for (int i = 0; i < singles.Length; i++)
            {
                double ulps = function.Reference(singles[i]).SingleUlpsFrom(rounded[i]);
                narrow[part] = Worse(narrow[part], ulps, singles[i]);
            }
        });
        (double worst, double at) = wide.MaxBy(x => x.Ulps);
        (double worstSingle, double atSingle) = narrow.MaxBy(x => x.Ulps);
        output.WriteLine($"{name,-12} f64 {worst:F3} ulp at {at:R}, f32 {worstSingle:F3} ulp at {atSingle:R}");
        Assert.True(worst <= function.Bound, $"{name}: {worst:F3} ulp at {at:R}, promised {function.Bound}");
        Assert.True(
            worstSingle <= Math.Max(function.Bound, 0.5001),
            $"{name}: {worstSingle:F3} ulp of a float at {atSingle:R}");
    }

    // NaN, a result where a number was due, counts as the worst of all.
    private static (double Ulps, double At) Worse((double Ulps, double At) known, double ulps, double at) =>
        ulps <= known.Ulps ? known : (double.IsNaN(ulps) ? double.PositiveInfinity : ulps, at);
}
