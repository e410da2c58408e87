using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class DensityProfileTests
{
    public static TheoryData<string> Names => [.. DensityProfile.All.Select(profile => profile.Name)];

    public static TheoryData<string, bool> Forms =>
        [
        .. DensityProfile.All.Select(profile => (profile.Name, false)),
        .. DensityProfile.All.Select(profile => (profile.Name, true)),
    ];

    // One formula a line, as the textbooks have them: normalised on the line.
    public static TheoryData<string, double, double> Heights => new()
    {
        { "gaussian", 0.5, Math.Exp(-0.125) / Math.Sqrt(2 * Math.PI) },
        { "exponential", 0.5, 0.5 * Math.Exp(-0.5) },
        { "logistic", 0.5, 1 / (Math.Exp(0.5) + 2 + Math.Exp(-0.5)) },
        { "epanechnikov", 0.5, 0.75 * 0.75 },
        { "biweight", 0.5, 15 / 16.0 * 0.75 * 0.75 },
        { "triweight", 0.5, 35 / 32.0 * 0.75 * 0.75 * 0.75 },
        { "triangular", 0.5, 0.5 },
        { "uniform", 0.5, 0.5 },
        { "cosine", 0.5, Math.PI / 4 * Math.Cos(Math.PI / 4) },
        { "epanechnikov", 1.5, 0 },
        { "biweight", 1, 0 },
        { "triweight", -1.001, 0 },
        { "triangular", 1, 0 },
        { "uniform", 1, 0.5 },
        { "uniform", 1.001, 0 },
        { "cosine", 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Heights))]
    public void Has_the_height_of_the_textbook(string name, double at, double expected)
    {
        double log = One(Of(name), 1).LogDensity(Points.FromColumn([at]))[0];
        Assert.Equal(expected, Math.Exp(log), 1e-14);
        Assert.Equal(expected == 0, double.IsNegativeInfinity(log));
    }

    [Fact]
    public void Knows_the_volumes_of_five_dimensions()
    {
        // The ball has 8π²/15, exp(−r) integrates to 64π², and the products to the powers of those of the line.
        Points origin = new(new Matrix<double>(1, 5));
        double At(DensityProfile profile) => One(profile, 5).LogDensity(origin)[0];
        Assert.Equal(-Math.Log(8 * Math.PI * Math.PI / 15), At(DensityProfile.Uniform), 1e-13);
        Assert.Equal(-Math.Log(64 * Math.PI * Math.PI), At(DensityProfile.Exponential), 1e-13);
        Assert.Equal(5 * Math.Log(0.75), At(DensityProfile.Epanechnikov.AsProduct()), 1e-13);
        Assert.Equal(At(DensityProfile.Gaussian), At(DensityProfile.Gaussian.AsProduct()), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Integrates_to_one_in_a_plane(string name, bool product)
    {
        FittedKernelDensity density = One(Form(name, product), 2);
        double half = density.Profile.IsCompact ? 1 : 26;
        const int Side = 401;
        double step = 2 * half / Side;
        var places = new Matrix<double>(Side * Side, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            (places[i, 0], places[i, 1]) = (-half + ((i / Side) + 0.5) * step, -half + ((i % Side) + 0.5) * step);
        }

        double sum = density.LogDensity(new Points(places)).Sum(Math.Exp) * step * step;

        // Midpoints at the edge of a disc: of 401² cells, the edge crosses some 1 600, each in or out
        // by a half: √1 600 halves of one cell's 3e-5 are 6e-4, and a lattice is less random than that.
        Assert.Equal(1, sum, 4e-3);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Integrates_to_one_in_five_dimensions(string name, bool product)
    {
        // Draws from another estimate, whose volume is checked above and whose tails are the heaviest.
        DensityProfile profile = Form(name, product);
        double wide = profile.IsCompact ? product ? 0.2 : 0.12 : product && name != "gaussian" ? 1.6 : 1;
        FittedKernelDensity other = new KernelDensity
        {
            Profile = DensityProfile.Exponential, Bandwidth = Bandwidth.OfScalar(wide, 5),
        }.Fit(new Points(new Matrix<double>(1, 5)));
        const int Draws = 40000;
        Points drawn = other.Sample(Draws, new RandomStream(3));
        double[] ratios = [.. One(profile, 5).LogDensity(drawn)
            .Zip(other.LogDensity(drawn), (p, q) => Math.Exp(p - q))];
        double mean = ratios.Average();
        double error = Math.Sqrt(ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / Draws / (Draws - 1));
        Assert.InRange(mean, 1 - (4 * error), 1 + (4 * error));
        Assert.InRange(error, 0, 0.05);
    }

    // Marron and Nolan's table on the line, over their 0.7764 for the Gaussian.
    [Theory]
    [InlineData("uniform", 4.5)]
    [InlineData("epanechnikov", 15)]
    [InlineData("biweight", 35)]
    [InlineData("triweight", 9450 / 143.0)]
    [InlineData("triangular", 24)]
    public void Knows_the_canonical_bandwidths(string name, double fifthPower)
    {
        double gaussian = Math.Pow(1 / (4 * Math.PI), 0.1);
        Assert.Equal(Math.Pow(fifthPower, 0.2) / gaussian, Of(name).CanonicalFactor(1), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_canonical_bandwidth_is_that_of_its_integrals(string name, bool product)
    {
        foreach (int d in new[] { 1, 3 })
        {
            DensityProfile profile = Form(name, product && d > 1);
            double factor = profile.CanonicalFactor(d);
            double own = Math.Exp(profile.LogRoughness(d) - (2 * profile.LogVariance(d)));
            double normal = Math.Pow(4 * Math.PI, -0.5 * d);
            Assert.Equal(Math.Pow(own / normal, 1.0 / (d + 4)), factor, 1e-11);
            if (d == 1)
            {
                (double square, double variance) = Quadrature(profile);
                Assert.Equal(square, Math.Exp(profile.LogRoughness(1)), 1e-5 * square);
                Assert.Equal(variance, Math.Exp(profile.LogVariance(1)), 1e-5 * variance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rules_smooth_as_much_with_every_profile(string name)
    {
        // Equal smoothing: the integrated squared distance to the Gaussian estimate is small against that of half it.
        Points points = Points.FromColumn([.. Normal(400, 1, 11).Values.ColumnToArray(0)]);
        double[] grid = [.. Enumerable.Range(0, 401).Select(i => -4 + (i * 0.02))];
        double[] Values(DensityProfile profile, double scale) => [.. new KernelDensity
        {
            Profile = profile,
            Bandwidth = ReferenceBandwidth.Silverman.Choose(points).Bandwidth.Times(scale),
        }.Fit(points).LogDensity(Points.FromColumn(grid)).Select(Math.Exp)];
        double[] normal = Values(DensityProfile.Gaussian, 1);
        double[] other = [.. new KernelDensity { Profile = Of(name), Rule = ReferenceBandwidth.Silverman }
            .Fit(points).LogDensity(Points.FromColumn(grid)).Select(Math.Exp)];
        double[] half = Values(DensityProfile.Gaussian, 0.5);
        double Distance(double[] a) => a.Zip(normal, (x, y) => (x - y) * (x - y)).Sum();
        Assert.True(Distance(other) <= 0.6 * Distance(half), $"{Distance(other)} against {Distance(half)}");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Draws_follow_the_density(string name, bool product)
    {
        // Along an axis of the product form, and along the radius of the radial form, in three dimensions.
        DensityProfile profile = Form(name, product);
        FittedKernelDensity density = One(profile, 3);
        const int Draws = 20000;
        Points drawn = density.Sample(Draws, new RandomStream(5));
        double variance = Enumerable.Range(0, Draws).Average(i => drawn.Values.Row(i).ToArray().Sum(x => x * x)) / 3;
        double expected = Math.Exp(profile.LogVariance(3));
        Assert.InRange(variance / expected, 0.95, 1.05);
        double[] radii = [.. Enumerable.Range(0, Draws).Select(i => profile.IsProduct
            ? Math.Abs(drawn.Values[i, 0])
            : Math.Sqrt(drawn.Values.Row(i).ToArray().Sum(x => x * x))).Order()];
        double end = profile.IsCompact ? 1 : Math.Max(30, radii[^1]);
        const int Steps = 30000;
        double step = end / Steps;
        var places = new Matrix<double>(Steps, 3);
        for (int k = 0; k < Steps; k++)
        {
            places[k, 0] = (k + 0.5) * step;
        }

        double[] weights = [.. density.LogDensity(new Points(places)).Select((log, k) =>
            Math.Exp(log) * (profile.IsProduct ? 1 : (k + 0.5) * (k + 0.5)))];
        double total = weights.Sum();
        double largest = 0;
        double sum = 0;
        for (int k = 0, below = 0; k < Steps; k++)
        {
            sum += weights[k] / total;
            while (below < Draws && radii[below] <= (k + 1) * step)
            {
                below++;
            }

            largest = Math.Max(largest, Math.Abs(sum - ((double)below / Draws)));
        }

        // Kolmogorov's 0.999 quantile is 1.95.
        Assert.InRange(largest, 0, 1.95 / Math.Sqrt(Draws));
    }

    [Fact]
    public void Beyond_every_support_the_logarithm_is_minus_infinity()
    {
        FittedKernelDensity density = new KernelDensity
        {
            Profile = DensityProfile.Biweight, Bandwidth = Bandwidth.OfScalar(1, 2),
        }.Fit(Points.FromRows(new double[,] { { 0, 0 }, { 0.5, 0 }, { 9, 9 } }));
        Points far = Points.FromRows(new double[,] { { 4, 4 }, { 0.2, 0 } });
        double[] logs = density.LogDensity(far);
        Assert.Equal(double.NegativeInfinity, logs[0]);
        Assert.True(double.IsFinite(logs[1]));
        Assert.Equal(0, density.EffectiveNumber(far)[0]);
        double[] left = density.LeaveOneOut();
        Assert.True(double.IsFinite(left[0]));
        Assert.Equal(double.NegativeInfinity, left[2]);
    }

    [Fact]
    public void A_product_has_marginals_and_a_full_matrix_none()
    {
        Points points = Points.FromRows(new double[,] { { 0, 1 }, { 0.5, -1 }, { 1, 0.5 } });
        FittedKernelDensity density = new KernelDensity
        {
            Profile = DensityProfile.Epanechnikov.AsProduct(), Bandwidth = Bandwidth.OfAxes(0.8, 1.3),
        }.Fit(points);
        const double Step = 0.001;
        var line = new Matrix<double>(6000, 2);
        for (int i = 0; i < line.Rows; i++)
        {
            (line[i, 0], line[i, 1]) = (-3 + ((i + 0.5) * Step), 0.7);
        }

        double integral = density.LogDensity(new Points(line)).Sum(Math.Exp) * Step;
        Assert.Equal(integral, Math.Exp(density.Marginal(1).LogDensity(Points.FromColumn([0.7]))[0]), 1e-6);
        FittedKernelDensity full = new KernelDensity
        {
            Profile = DensityProfile.Epanechnikov.AsProduct(),
            Bandwidth = Bandwidth.OfMatrix(Matrix<double>.FromRowMajor(2, 2, [1, 0.5, 0.5, 1])),
        }.Fit(points);
        Assert.False(full.HasMarginals);
        Assert.Throws<NotSupportedException>(() => full.Marginal(0));
    }

    [Fact]
    public void Refuses_a_dimension_of_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityProfile.Cosine.CanonicalFactor(0));

    private static DensityProfile Of(string name) => DensityProfile.All.Single(profile => profile.Name == name);

    private static DensityProfile Form(string name, bool product) => product ? Of(name).AsProduct() : Of(name);

    private static FittedKernelDensity One(DensityProfile profile, int dimension) =>
        new KernelDensity { Profile = profile, Bandwidth = Bandwidth.OfScalar(1, dimension) }
            .Fit(new Points(new Matrix<double>(1, dimension)));

    private static (double Square, double Variance) Quadrature(DensityProfile profile)
    {
        double half = profile.IsCompact ? 1 : 60;
        const int Count = 240000;
        double step = 2 * half / Count;
        double[] places = [.. Enumerable.Range(0, Count).Select(i => -half + ((i + 0.5) * step))];
        double[] values = [.. One(profile, 1).LogDensity(Points.FromColumn(places)).Select(Math.Exp)];
        return (values.Sum(value => value * value) * step,
            values.Zip(places, (value, place) => value * place * place).Sum() * step);
    }

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
