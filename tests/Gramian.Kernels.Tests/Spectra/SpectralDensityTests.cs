using Gramian.Kernels.Spectra;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Tests.Spectra;

public sealed class SpectralDensityTests
{
    public static TheoryData<string> Stationary =>
    [
        "rbf(lengthscale=0.7)",
        "2.5 * matern12(lengthscale=0.7)",
        "matern32(lengthscale=1.3)",
        "0.4 * matern52(lengthscale=0.7)",
        "matern(smoothness=0.8, lengthscale=0.6)",
        "matern(smoothness=4.2)",
        "1.5 * rationalquadratic(alpha=2.5, lengthscale=0.7)",
        "laplacian(lengthscale=0.7)",
        "rbf + 0.3 * matern32(lengthscale=0.5)",
        "2 * (rbf + laplacian)",
    ];

    [Theory]
    [MemberData(nameof(Stationary))]
    public void Is_the_fourier_transform_on_a_line(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        ISpectralDensity spectrum = kernel.Spectrum(1)!;

        // The heaviest tail, z⁻⁵, leaves less than 1e-11 beyond 1000.
        (double[] nodes, double[] weights) = Quadrature.Graded(1000, 0.25);
        foreach (double frequency in new[] { 0, 0.05, 0.3, 1.1 })
        {
            double expected = 0;
            for (int i = 0; i < nodes.Length; i++)
            {
                expected += 2 * weights[i] * Math.Cos(2 * Math.PI * frequency * nodes[i])
                    * kernel.Evaluate([0], [nodes[i]]);
            }

            Assert.Equal(expected, spectrum.Density([frequency]), 1e-10);
            Assert.Equal(spectrum.Density([frequency]), spectrum.Density([-frequency]));
        }
    }

    [Theory]
    [InlineData("rbf(lengthscale=[0.7, 1.2])")]
    [InlineData("2.5 * matern12(lengthscale=[0.7, 1.2])")]
    [InlineData("matern32(lengthscale=[0.7, 1.2])")]
    [InlineData("matern52(lengthscale=0.8)")]
    [InlineData("0.6 * laplacian(lengthscale=[0.7, 1.2])")]
    public void Is_the_fourier_transform_in_a_plane(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        ISpectralDensity spectrum = kernel.Spectrum(2)!;
        (double[] nodes, double[] weights) = Quadrature.Graded(36, 1);
        double[][] frequencies = [[0, 0], [0.1, -0.2], [0.35, 0.15]];
        double[] sums = new double[frequencies.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            for (int j = 0; j < nodes.Length; j++)
            {
                double value = 4 * weights[i] * weights[j] * kernel.Evaluate([0, 0], [nodes[i], nodes[j]]);
                for (int f = 0; f < sums.Length; f++)
                {
                    sums[f] += value * Math.Cos(2 * Math.PI * frequencies[f][0] * nodes[i])
                        * Math.Cos(2 * Math.PI * frequencies[f][1] * nodes[j]);
                }
            }
        }

        for (int f = 0; f < sums.Length; f++)
        {
            // The cone of a Matérn kernel at the origin limits the quadrature.
            Assert.Equal(sums[f], spectrum.Density(frequencies[f]), 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Stationary))]
    public void The_density_of_a_plane_projects_to_that_of_a_line(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        ISpectralDensity line = kernel.Spectrum(1)!;
        ISpectralDensity plane = kernel.Spectrum(2)!;
        foreach (double frequency in new[] { 0.1, 0.6 })
        {
            double projected = Quadrature.OverTheLine(other => plane.Density([frequency, other]), 20000, 0.5);

            // Beyond 20000 the heaviest tail, ξ⁻², holds 1/(2π² 20000) of the mass.
            Assert.Equal(1, projected / line.Density([frequency]), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Stationary))]
    public void Sampled_frequencies_give_the_kernel_back(string text)
    {
        const int Samples = 40_000;
        Kernel kernel = Kernel.Parse(text);
        ISpectralDensity spectrum = kernel.Spectrum(3)!;
        using var frequencies = new Matrix<double>(Samples, 3);
        spectrum.Sample(new RandomStream(5), frequencies);
        double variance = kernel.Evaluate([0, 0, 0], [0, 0, 0]);
        Assert.Equal(variance, spectrum.Variance, 1e-14);
        double[][] lags = [[0, 0, 0], [0.2, 0, 0], [0.3, -0.5, 0.1], [1, 1, -1], [0, 3, 0]];
        foreach (double[] lag in lags)
        {
            double mean = 0;
            for (int i = 0; i < Samples; i++)
            {
                ReadOnlySpan<double> row = frequencies.Row(i);
                double turns = (row[0] * lag[0]) + (row[1] * lag[1]) + (row[2] * lag[2]);
                mean += Math.Cos(2 * Math.PI * turns) / Samples;
            }

            // A cosine of a random phase has a standard deviation of at most 1; four and a half of the mean's.
            Assert.Equal(kernel.Evaluate([0, 0, 0], lag) / variance, mean, 4.5 / Math.Sqrt(Samples));
        }
    }

    [Fact]
    public void A_rational_quadratic_of_heavy_tail_has_an_infinite_density_at_zero()
    {
        Kernel kernel = Kernel.Parse("rationalquadratic(alpha=0.75)");
        Assert.True(double.IsPositiveInfinity(kernel.Spectrum(2)!.Density([0, 0])));
        Assert.True(double.IsFinite(kernel.Spectrum(1)!.Density([0])));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("rbf * rbf")]
    [InlineData("rbf + linear")]
    [InlineData("2 * (rbf + linear)")]
    [InlineData("periodic")]
    [InlineData("rbf.warp(tanh)")]
    public void Is_null_where_none_is_known(string text) => Assert.Null(Kernel.Parse(text).Spectrum(2));

    [Fact]
    public void Refuses_frequencies_of_another_dimension()
    {
        ISpectralDensity spectrum = Kernel.Parse("rbf(lengthscale=[1, 2])").Spectrum(2)!;
        using var frequencies = new Matrix<double>(4, 3);
        Assert.Throws<ArgumentException>(() => spectrum.Density([1]));
        Assert.Throws<ArgumentException>(() => spectrum.Sample(new RandomStream(1), frequencies));
        Assert.Throws<ArgumentException>(() => Kernel.Parse("rbf(lengthscale=[1, 2])").Spectrum(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernel.Parse("rbf").Spectrum(0));
    }
}
