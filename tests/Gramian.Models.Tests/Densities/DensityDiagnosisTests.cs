using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class DensityDiagnosisTests
{
    [Fact]
    public void The_terms_are_as_by_hand()
    {
        // From each of 41 points the others are seen, at bandwidth 1: terms exp(−r²/2).
        double[] places = Normal(41, 1, seed: 2).Values.ColumnToArray(0);
        DensityDiagnosis found = new KernelDensity { Bandwidth = Bandwidth.OfScalar(1, 1) }
            .Fit(Points.FromColumn(places)).Diagnose();
        var (effective, participation, largest, gaps) =
            (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (int i = 0; i < 41; i++)
        {
            double[] logs = [.. places.Where((_, j) => j != i).Select(place => -0.5 * Math.Pow(place - places[i], 2))
                .OrderDescending()];
            double sum = logs.Sum(Math.Exp);
            double squares = logs.Sum(log => Math.Exp(2 * log));
            effective.Add(sum * sum / squares);
            participation.Add(squares / (sum * sum));
            largest.Add(Math.Exp(logs[0]) / sum);
            gaps.Add(logs[..3].Average(log => log - logs[3]));
        }

        Assert.Equal(effective.Order().ElementAt(20), found.EffectiveNumber, 1e-12);
        Assert.Equal(participation.Average(), found.Participation, 1e-12);
        Assert.Equal(largest.Average(), found.LargestShare, 1e-12);

        // The median of three exponential draws in the mean is 2.6740603/3.
        Assert.Equal(2.6740603137 / 3 / gaps.Order().ElementAt(20), found.HillIndex, 1e-9);
        Assert.Equal(found.HillIndex, found.Index);
        Assert.Equal(1 / Math.Sqrt(found.Index), found.Condensation, 1e-14);
        Assert.Equal(Math.Sqrt(2) * found.Condensation, found.CentralLimit, 1e-14);
    }

    [Fact]
    public void The_measured_index_of_a_normal_law_is_a_little_below_that_of_the_limit()
    {
        // d = 50 and n = 1808 at h_G: a simulation of its own with 500 rows gave 0.81 and 0.28.
        Points points = Normal(1808, 50, seed: 3);
        double condensation = DensityThresholds.OfNormal(Math.Log(1808) / 50, 1).Condensation;
        DensityDiagnosis at = Fixed(condensation, 50).Fit(points).Diagnose();
        Assert.Equal(1, at.StableIndex, 0.05);
        Assert.InRange(at.HillIndex, 0.75, 0.88);
        Assert.InRange(at.Participation, 0.25, 0.31);

        // The index grows with the square of the bandwidth.
        DensityDiagnosis wide = Fixed(2 * condensation, 50).Fit(points).Diagnose();
        Assert.Equal(4 * at.HillIndex, wide.HillIndex, 1e-9);
        Assert.Equal(DensityRegime.Normal, wide.Regime);
        Assert.Equal(DensityRegime.Stable, Fixed(1.3 * condensation, 50).Fit(points).Diagnose().Regime);
        Assert.InRange(Fixed(0.5 * condensation, 50).Fit(points).Diagnose().Participation, 0.75, 0.85);
    }

    [Fact]
    public void Clusters_far_apart_are_seen_by_their_terms_and_not_by_their_covariance()
    {
        // Ten tight clusters in ten dimensions: a normal law of that covariance would have condensed.
        Points tight = Normal(1000, 10, seed: 4);
        var values = tight.Values.ToMatrix();
        for (int i = 0; i < values.Rows; i++)
        {
            values[i, i % 10] += 1000;
        }

        DensityDiagnosis found = Fixed(1.5, 10).Fit(new Points(values)).Diagnose();
        Assert.True(found.StableIndex < 0.1);
        Assert.True(found.HillIndex > 2);
        Assert.True(found.HasNormalErrors);
        Assert.InRange(found.EffectiveNumber, 10, 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_and_bandwidths_of_single_points_count_in_the_terms(bool product)
    {
        Points points = Normal(40, 2, seed: 5);
        double[] weights = [.. Enumerable.Range(1, 40).Select(i => (double)i)];
        FittedKernelDensity density = new KernelDensity
        {
            Profile = product ? DensityProfile.Logistic.AsProduct() : DensityProfile.Exponential,
            Bandwidth = Bandwidth.OfAxes(0.4, 0.7),
            Sensitivity = 0.5,
        }.Fit(points, weights);

        // A point left out is a density of all others at it, with the same factors.
        double[] effective = [.. Enumerable.Range(0, 40).Select(row => 1 / Shares(density, row).Sum(s => s * s))];
        Array.Sort(effective);
        DensityDiagnosis found = density.Diagnose();
        Assert.Equal(effective[20], found.EffectiveNumber, 1e-9 * effective[20]);
        Assert.Equal(effective.Average(number => 1 / number), found.Participation, 1e-9);
    }

    [Fact]
    public void A_compact_profile_that_reaches_next_to_nobody_has_condensed()
    {
        Points points = Normal(200, 8, seed: 6);
        FittedKernelDensity density = (Fixed(0.5, 8) with { Profile = DensityProfile.Epanechnikov }).Fit(points);
        DensityDiagnosis found = density.Diagnose();
        Assert.Equal(0, found.HillIndex);
        Assert.Equal(DensityRegime.Condensed, found.Regime);
        Assert.False(found.HasNormalErrors);
    }

    [Fact]
    public void Points_that_repeat_each_other_are_no_tail()
    {
        // Each of 50 places four times: the copies of a point are one term for the index.
        Points places = Normal(50, 20, seed: 7);
        var points = places.Select([.. Enumerable.Range(0, 200).Select(i => i % 50)]);
        DensityDiagnosis found = Fixed(0.3, 20).Fit(points).Diagnose();
        Assert.Equal(DensityRegime.Condensed, found.Regime);
        DensityDiagnosis few = Fixed(1, 1).Fit(Normal(30, 1, seed: 1)).Diagnose();
        Assert.True(double.IsNaN(few.HillIndex));
        Assert.Equal(few.StableIndex, few.Index);
    }

    [Fact]
    public void Error_bars_are_those_of_repeated_samples_and_absent_where_the_limit_failed()
    {
        const int Samples = 400;
        var (values, errors) = (new double[Samples], new double[Samples]);
        Points origin = Points.FromColumn([0.5]);
        for (int s = 0; s < Samples; s++)
        {
            FittedKernelDensity density = Fixed(0.4, 1).Fit(Normal(100, 1, seed: (ulong)(100 + s)));
            values[s] = Math.Exp(density.LogDensity(origin)[0]);
            errors[s] = density.RelativeErrors(origin, density.Diagnose())[0];
        }

        double mean = values.Average();
        double spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));

        // A standard deviation of 400 is right to a thirtieth; three of these.
        Assert.Equal(1, errors.Average() / (spread / mean), 0.11);
        FittedKernelDensity narrow = Fixed(0.3, 20).Fit(Normal(300, 20, seed: 8));
        Assert.All(narrow.RelativeErrors(narrow.Points, narrow.Diagnose()), error => Assert.True(double.IsNaN(error)));
    }

    [Fact]
    public void The_effective_number_grows_with_the_bandwidth_from_one_to_all()
    {
        Points points = Normal(100, 6, seed: 12);
        Points queries = Normal(20, 6, seed: 13);
        double[] before = [.. Enumerable.Repeat(1.0, 20)];
        foreach (double h in new[] { 1e-3, 0.1, 0.3, 0.6, 1, 2, 5, 1e4 })
        {
            double[] now = Fixed(h, 6).Fit(points).EffectiveNumber(queries);
            Assert.All(now.Zip(before), pair => Assert.True(pair.First >= pair.Second - 1e-9));
            Assert.All(now, number => Assert.InRange(number, 1, 100 + 1e-9));
            Assert.All(now, number => Assert.True(h > 1e-3 ? h < 1e4 || number > 99.99 : number < 1 + 1e-9));
            before = now;
        }
    }

    [Fact]
    public void A_large_sample_is_judged_by_some_of_its_points()
    {
        Points points = Normal(3000, 3, seed: 9);
        FittedKernelDensity density = new KernelDensity().Fit(points);
        DensityDiagnosis found = density.Diagnose(seed: 1);
        DensityDiagnosis again = density.Diagnose(seed: 1, new ComputeOptions { Threads = 1 });
        Assert.Equal(found.HillIndex, again.HillIndex);
        Assert.Equal(found.Participation, again.Participation);
        Assert.Equal(found.EffectiveNumber, again.EffectiveNumber);
        Assert.InRange(density.Diagnose(seed: 2).EffectiveNumber / found.EffectiveNumber, 0.8, 1.25);
        Assert.InRange(density.Diagnose(seed: 2).HillIndex / found.HillIndex, 0.8, 1.25);
    }

    // The shares that all other points have in the sum at one, from densities of single points.
    private static double[] Shares(FittedKernelDensity density, int row)
    {
        Points at = density.Points.Select([row]);
        double[] terms = new double[density.Points.Count];
        for (int j = 0; j < terms.Length; j++)
        {
            FittedKernelDensity one = new KernelDensity
            {
                Profile = density.Profile, Bandwidth = density.Bandwidth.Times(density.Factors[j]),
            }.Fit(density.Points.Select([j]));
            terms[j] = j == row ? 0 : density.Weights[j] * Math.Exp(one.LogDensity(at)[0]);
        }

        double sum = terms.Sum();
        return Array.ConvertAll(terms, term => term / sum);
    }

    private static KernelDensity Fixed(double length, int dimension) =>
        new() { Bandwidth = Bandwidth.OfScalar(length, dimension) };

    private static Points Normal(int count, int dimension, ulong seed)
    {
        var values = new Matrix<double>(count, dimension);
        var stream = new RandomStream(seed);
        for (int i = 0; i < count; i++)
        {
            stream.FillNormal(values.Row(i));
        }

        return new Points(values);
    }
}
