using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class AxisSupportTests
{
    private static readonly double[] Values = [0.05, 0.3, 0.35, 0.9, 1.7, 1.95];

    public static TheoryData<int, string, double> Cases
    {
        get
        {
            var cases = new TheoryData<int, string, double>();
            for (int support = 0; support < 5; support++)
            {
                cases.Add(support, "gaussian", 0.4);
                cases.Add(support, "epanechnikov", 0.9);
            }

            cases.Add(2, "exponential", 0.7);
            cases.Add(2, "gaussian", 6);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Integrates_to_one_over_the_support(int support, string profile, double bandwidth)
    {
        FittedKernelDensity density = Fit(support, profile, bandwidth);
        double sum = Cumulative(density, out _, out double[] total);
        Assert.Equal(1, sum, 2e-4);
        Assert.True(total[^1] <= 1 + 2e-4);
        AxisSupport bound = density.Supports[0];
        double[] outside = [bound.Lower - 0.1, bound.Upper + 0.1];
        Assert.All(outside.Where(double.IsFinite), place => Assert.Equal(
            double.NegativeInfinity, density.LogDensity(Points.FromColumn([place]))[0]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Draws_follow_the_density(int support, string profile, double bandwidth)
    {
        FittedKernelDensity density = Fit(support, profile, bandwidth);
        Cumulative(density, out double[] places, out double[] shares);
        const int Draws = 20000;
        double[] drawn = density.Sample(Draws, new RandomStream(8)).Values.ColumnToArray(0);
        Assert.All(drawn, value => Assert.True(density.Supports[0].Contains(value)));
        Array.Sort(drawn);
        double largest = 0;
        for (int k = 0, below = 0; k < places.Length; k++)
        {
            while (below < Draws && drawn[below] <= places[k])
            {
                below++;
            }

            largest = Math.Max(largest, Math.Abs(shares[k] - ((double)below / Draws)));
        }

        Assert.InRange(largest, 0, (1.95 / Math.Sqrt(Draws)) + 2e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Leaving_one_out_is_fitting_without_it(int support, string profile, double bandwidth)
    {
        double[] weights = [1, 2, 1, 3, 1, 2];
        double[] left = Recipe(support, profile, bandwidth).Fit(Points.FromColumn(Values), weights).LeaveOneOut();
        for (int i = 0; i < Values.Length; i++)
        {
            FittedKernelDensity rest = Recipe(support, profile, bandwidth).Fit(
                Points.FromColumn([.. Values.Where((_, j) => j != i)]), [.. weights.Where((_, j) => j != i)]);
            Assert.Equal(rest.LogDensity(Points.FromColumn([Values[i]]))[0], left[i], 1e-11);
        }
    }

    [Fact]
    public void A_logarithm_is_the_density_of_logarithms_over_the_value()
    {
        FittedKernelDensity density = Fit(3, "gaussian", 0.5);
        FittedKernelDensity logs = new KernelDensity { Bandwidth = Bandwidth.OfScalar(0.5, 1) }
            .Fit(Points.FromColumn([.. Values.Select(x => Math.Log(x))]));
        double[] at = [1e-8, 0.01, 1, 30, 1e6];
        double[] expected = [.. logs.LogDensity(Points.FromColumn([.. at.Select(x => Math.Log(x))]))
            .Zip(at, (log, value) => log - Math.Log(value))];
        Assert.Equal(expected, density.LogDensity(Points.FromColumn(at)), (l, r) => Math.Abs(l - r) < 1e-11);
    }

    [Fact]
    public void Reflection_adds_the_mirrored_estimate()
    {
        FittedKernelDensity folded = Fit(0, "gaussian", 0.4);
        FittedKernelDensity open = new KernelDensity { Bandwidth = Bandwidth.OfScalar(0.4, 1) }
            .Fit(Points.FromColumn(Values));
        double[] at = [0, 0.2, 1.5];
        double[] there = open.LogDensity(Points.FromColumn(at));
        double[] mirrored = open.LogDensity(Points.FromColumn([.. at.Select(x => -x)]));
        double[] found = folded.LogDensity(Points.FromColumn(at));
        for (int i = 0; i < at.Length; i++)
        {
            Assert.Equal(Math.Exp(there[i]) + Math.Exp(mirrored[i]), Math.Exp(found[i]), 1e-14);
        }
    }

    [Fact]
    public void A_very_wide_bandwidth_between_two_bounds_is_uniform() =>
        Assert.All(
            Fit(2, "gaussian", 6).LogDensity(Points.FromColumn([0, 0.7, 2])),
            log => Assert.Equal(-Math.Log(2), log, 1e-9));

    [Fact]
    public void Corners_of_a_plane_with_a_full_matrix_keep_their_mass_and_marginals_their_supports()
    {
        Points points = Points.FromRows(new double[,] { { 0.1, 0.2 }, { 0.5, 0.9 }, { 2, 0.5 } });
        FittedKernelDensity density = new KernelDensity
        {
            Bandwidth = Bandwidth.OfMatrix(Matrix<double>.FromRowMajor(2, 2, [0.16, 0.05, 0.05, 0.09])),
            Supports = [AxisSupport.Reflected(0, double.PositiveInfinity), AxisSupport.Reflected(0, 1)],
        }.Fit(points);
        const int Side = 400;
        (double wide, double high) = (5.0 / Side, 1.0 / Side);
        var places = new Matrix<double>(Side * Side, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            (places[i, 0], places[i, 1]) = (((i / Side) + 0.5) * wide, ((i % Side) + 0.5) * high);
        }

        double[] values = [.. density.LogDensity(new Points(places)).Select(Math.Exp)];
        Assert.Equal(1, values.Sum() * wide * high, 1e-4);
        double column = values.AsSpan(100 * Side, Side).ToArray().Sum() * high;
        FittedKernelDensity marginal = density.Marginal(0);
        Assert.Equal(0, marginal.Supports[0].Lower);
        Assert.Equal(column, Math.Exp(marginal.LogDensity(Points.FromColumn([100.5 * wide]))[0]), 1e-4);
    }

    [Fact]
    public void Extents_end_at_the_supports()
    {
        Assert.Equal(0, Fit(0, "gaussian", 0.4).Extent(0).Low);
        (double low, double high) = Fit(3, "gaussian", 0.4).Extent(0);
        Assert.Equal(Math.Log(Values[0]) - 1.2, Math.Log(low), 1e-12);
        Assert.Equal(Math.Log(Values[^1]) + 1.2, Math.Log(high), 1e-12);
        Assert.Equal(Values[0] - 0.8, Fit(5, "gaussian", 0.4).Extent(0, 2).Low, 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(0, "gaussian", 0.4).Extent(1));
    }

    [Fact]
    public void Refuses_what_is_no_support()
    {
        Assert.Throws<ArgumentException>(() => AxisSupport.Reflected(1, 1));
        Assert.Throws<ArgumentException>(() => AxisSupport.Reflected(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSupport.Logarithm(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisSupport.Logit(0, double.PositiveInfinity));
        Assert.Same(AxisSupport.Everywhere.GetType(), AxisSupport.Reflected(
            double.NegativeInfinity, double.PositiveInfinity).GetType());
        ArgumentException outside = Assert.Throws<ArgumentException>(() => new KernelDensity
        {
            Supports = [AxisSupport.Logarithm()],
        }.Fit(Points.FromColumn([1, 0, 2])));
        Assert.Contains("row 1, column 0 is 0", outside.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new KernelDensity
        {
            Supports = [AxisSupport.Everywhere, AxisSupport.Everywhere],
        }.Fit(Points.FromColumn([1, 2])));
        ArgumentException endless = Assert.Throws<ArgumentException>(() => Fit(2, "gaussian", 1e4)
            .LogDensity(Points.FromColumn([1])));
        Assert.Contains("no end", endless.Message, StringComparison.Ordinal);
    }

    private static AxisSupport Support(int number) => number switch
    {
        0 => AxisSupport.Reflected(0, double.PositiveInfinity),
        1 => AxisSupport.Reflected(double.NegativeInfinity, 2),
        2 => AxisSupport.Reflected(0, 2),
        3 => AxisSupport.Logarithm(),
        4 => AxisSupport.Logit(0, 2),
        _ => AxisSupport.Everywhere,
    };

    private static KernelDensity Recipe(int support, string profile, double bandwidth) => new()
    {
        Profile = DensityProfile.All.Single(some => some.Name == profile),
        Bandwidth = Bandwidth.OfScalar(bandwidth, 1),
        Supports = [Support(support)],
    };

    private static FittedKernelDensity Fit(int support, string profile, double bandwidth) =>
        Recipe(support, profile, bandwidth).Fit(Points.FromColumn(Values));

    // Over midpoints that are equally spaced in the coordinate of the support.
    private static double Cumulative(FittedKernelDensity density, out double[] places, out double[] shares)
    {
        AxisSupport support = density.Supports[0];
        (double low, double high) = density.Extent(0, 12);
        (low, high) = (support.ToInner(low), support.ToInner(high));
        const int Count = 20000;
        double step = (high - low) / Count;
        places = [.. Enumerable.Range(1, Count).Select(k => support.ToOuter(low + (k * step)))];
        double[] middles = [.. Enumerable.Range(0, Count).Select(k => support.ToOuter(low + ((k + 0.5) * step)))];
        double[] logs = density.LogDensity(Points.FromColumn(middles));
        shares = new double[Count];
        double sum = 0;
        for (int k = 0; k < Count; k++)
        {
            shares[k] = sum += Math.Exp(logs[k] - support.LogSlope(middles[k])) * step;
        }

        return sum;
    }
}
