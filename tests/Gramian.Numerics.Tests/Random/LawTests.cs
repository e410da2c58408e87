using Gramian.Numerics.Random;
using MathNet.Numerics.Distributions;

namespace Gramian.Numerics.Tests.Random;

/// <summary>
/// Each law against its distribution function: Kolmogorov–Smirnov for continuous laws, χ² for counts. Seeds are fixed;
/// with another seed a right generator would fail once in 10⁵ tests.
/// </summary>
public sealed class LawTests
{
    private const int Draws = 20_000;

    // P(√n D > 2.47) = 2 exp(−2 · 2.47²) = 1e-5.
    private const double KolmogorovBound = 2.47;

    private static readonly Dictionary<string, (Func<RandomStream, double> Draw, Func<double, double> Cdf)> Continuous =
        new()
        {
            ["uniform"] = (r => r.NextDouble(), x => Math.Clamp(x, 0, 1)),
            ["normal"] = (r => r.NextNormal(), x => Normal.CDF(0, 1, x)),
            ["exponential"] = (r => r.NextExponential(), x => 1 - Math.Exp(-x)),
            // Near 0 the library's distribution function is 0, so its leading term stands in.
            ["gamma 0.05"] = (
            r => r.NextGamma(0.05),
            x => x < 1e-10 ? Math.Pow(x, 0.05) / 0.97350426556838155 : Gamma.CDF(0.05, 1, x)),
            ["gamma 0.7"] = (r => r.NextGamma(0.7), x => Gamma.CDF(0.7, 1, x)),
            ["gamma 1"] = (r => r.NextGamma(1), x => 1 - Math.Exp(-x)),
            ["gamma 30"] = (r => r.NextGamma(30), x => Gamma.CDF(30, 1, x)),
            ["beta 0.5 0.5"] = (r => r.NextBeta(0.5, 0.5), x => Beta.CDF(0.5, 0.5, x)),
            ["beta 0.3 0.02"] = (r => r.NextBeta(0.3, 0.02), x => Beta.CDF(0.3, 0.02, x)),
            ["beta 2 5"] = (r => r.NextBeta(2, 5), x => Beta.CDF(2, 5, x)),
            ["chi-square 3"] = (r => r.NextChiSquare(3), x => ChiSquared.CDF(3, x)),
            ["chi 4"] = (r => r.NextChi(4), x => ChiSquared.CDF(4, x * x)),
            ["Student 1"] = (r => r.NextStudent(1), x => 0.5 + (Math.Atan(x) / Math.PI)),
            ["Student 4"] = (r => r.NextStudent(4), x => StudentT.CDF(0, 1, 4, x)),
        };

    private static readonly Dictionary<string, (Func<RandomStream, long> Draw, Func<int, double> Mass)> Counts = new()
    {
        ["integer 7"] = (r => r.NextInt(7), k => k is >= 0 and < 7 ? 1.0 / 7 : 0),
        ["Poisson 0.3"] = (r => r.NextPoisson(0.3), k => Poisson.PMF(0.3, k)),
        ["Poisson 9.9"] = (r => r.NextPoisson(9.9), k => Poisson.PMF(9.9, k)),
        ["Poisson 10"] = (r => r.NextPoisson(10), k => Poisson.PMF(10, k)),
        ["Poisson 400"] = (r => r.NextPoisson(400), k => Poisson.PMF(400, k)),
        ["binomial 5 0.3"] = (r => r.NextBinomial(5, 0.3), k => k <= 5 ? Binomial.PMF(0.3, 5, k) : 0),
        ["binomial 40 0.9"] = (r => r.NextBinomial(40, 0.9), k => k <= 40 ? Binomial.PMF(0.9, 40, k) : 0),
        ["binomial 1000 0.25"] = (r => r.NextBinomial(1000, 0.25), k => k <= 1000 ? Binomial.PMF(0.25, 1000, k) : 0),
        ["binomial 30 0.5"] = (r => r.NextBinomial(30, 0.5), k => k <= 30 ? Binomial.PMF(0.5, 30, k) : 0),
    };

    public static TheoryData<string> ContinuousLaws => [.. Continuous.Keys];

    public static TheoryData<string> CountLaws => [.. Counts.Keys];

    [Theory]
    [MemberData(nameof(ContinuousLaws))]
    public void Follows_its_distribution_function(string law)
    {
        var random = new RandomStream(20, (ulong)law.Length);
        double[] sorted = [.. Enumerable.Range(0, Draws).Select(_ => Continuous[law].Draw(random)).Order()];
        double distance = 0;
        for (int i = 0; i < Draws; i++)
        {
            double cdf = Continuous[law].Cdf(sorted[i]);
            distance = Math.Max(distance, Math.Max(cdf - ((double)i / Draws), ((i + 1.0) / Draws) - cdf));
        }

        // Draws that rounding put on 1 exactly (beta laws with a tiny shape) make a step there.
        double ties = sorted.Count(x => x == 1) / (double)Draws;
        Assert.True(Math.Sqrt(Draws) * (distance - ties) <= KolmogorovBound, $"{law}: D = {distance:F5}");
    }

    [Theory]
    [MemberData(nameof(CountLaws))]
    public void Counts_as_often_as_its_law_says(string law)
    {
        var random = new RandomStream(21, (ulong)law.Length);
        var counts = new int[1200];
        for (int i = 0; i < Draws; i++)
        {
            counts[Counts[law].Draw(random)]++;
        }

        // Neighbouring values are pooled until ten draws are expected.
        double chiSquare = 0;
        double expected = 0;
        double rest = Draws;
        int seen = 0;
        int cells = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            double mass = Draws * Counts[law].Mass(k);
            (expected, rest, seen) = (expected + mass, rest - mass, seen + counts[k]);
            if (expected >= 10 && rest >= 10)
            {
                chiSquare += (seen - expected) * (seen - expected) / expected;
                (expected, seen) = (0, 0);
                cells++;
            }
        }

        expected += Math.Max(rest, 0);
        if (expected > 1e-6)
        {
            chiSquare += (seen - expected) * (seen - expected) / expected;
            cells++;
        }

        Assert.True(cells > 1);
        double tail = 1 - ChiSquared.CDF(cells - 1, chiSquare);
        Assert.True(tail > 1e-5, $"{law}: chi-square {chiSquare:F1} with {cells - 1} degrees of freedom");
    }

    [Fact]
    public void Gives_the_sure_results()
    {
        var random = new RandomStream(22);
        Assert.Equal(0, random.NextPoisson(0));
        Assert.Equal(0, random.NextBinomial(10, 0));
        Assert.Equal(10, random.NextBinomial(10, 1));
        Assert.Equal(0, random.NextBinomial(0, 0.4));
        Assert.InRange(random.NextPoisson(1e15), 9.99e14, 1.001e15);
    }
}
