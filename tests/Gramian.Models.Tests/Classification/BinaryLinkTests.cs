using Gramian.Models.Classification;
using Gramian.Testing.Solvers;

namespace Gramian.Models.Tests.Classification;

public sealed class BinaryLinkTests
{
    [Theory]
    [InlineData(LabelLink.Logit)]
    [InlineData(LabelLink.Probit)]
    public void Each_derivative_is_that_of_the_one_before(LabelLink link)
    {
        foreach (double sign in (double[])[-1, 1])
        {
            for (double f = -12; f <= 12; f += 0.7)
            {
                BinaryLink.LogLikelihood(link, sign, f, out double slope, out double curvature, out double third);
                Assert.Equal(Slope(x => Log(link, sign, x), f), slope, 1e-8 * (1 + Math.Abs(slope)));
                Assert.Equal(-Slope(x => First(link, sign, x), f), curvature, 1e-8);
                Assert.Equal(-Slope(x => Second(link, sign, x), f), third, 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(LabelLink.Logit, -800, -800)]
    [InlineData(LabelLink.Probit, -40, -804.60844201)]
    public void Far_from_its_label_the_likelihood_is_finite(LabelLink link, double latent, double expected)
    {
        double value = BinaryLink.LogLikelihood(link, 1, latent, out double slope, out double curvature, out _);
        Assert.Equal(expected, value, 1e-7);
        Assert.True(slope > 0 && curvature is >= 0 and <= 1);
        BinaryLink.LogLikelihood(link, 1, -latent, out slope, out curvature, out double third);
        Assert.Equal((0, 0, 0), (slope, curvature, third));
    }

    private static double Log(LabelLink link, double sign, double f) =>
        BinaryLink.LogLikelihood(link, sign, f, out _, out _, out _);

    private static double First(LabelLink link, double sign, double f)
    {
        BinaryLink.LogLikelihood(link, sign, f, out double slope, out _, out _);
        return slope;
    }

    private static double Second(LabelLink link, double sign, double f)
    {
        BinaryLink.LogLikelihood(link, sign, f, out _, out double curvature, out _);
        return curvature;
    }

    private static double Slope(Func<double, double> function, double x) =>
        GradientCheck.Differences(point => function(point[0]), [x], 1e-2 / (1 + Math.Abs(x)))[0];
}
