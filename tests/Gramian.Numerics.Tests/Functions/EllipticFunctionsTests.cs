using Gramian.Numerics.Functions;

namespace Gramian.Numerics.Tests.Functions;

public sealed class EllipticFunctionsTests
{
    // K at m = k² of ½, 0 and 1 − 10⁻¹²: 20 digits of an arithmetic-geometric mean in 40 digits.
    [Theory]
    [InlineData(0.70710678118654752440, 1.8540746773013719184)]
    [InlineData(1, 1.5707963267948966192)]
    [InlineData(1e-6, 15.201804919087714)]
    public void Knows_the_complete_integral(double complement, double expected) =>
        Assert.Equal(1, EllipticFunctions.CompleteIntegral(complement) / expected, 1e-14);

    [Fact]
    public void A_modulus_of_nothing_gives_sine_and_cosine()
    {
        (double sn, double cn, double dn) = EllipticFunctions.Jacobi(0.7, 1);
        Assert.Equal(Math.Sin(0.7), sn, 1e-15);
        Assert.Equal(Math.Cos(0.7), cn, 1e-15);
        Assert.Equal(1, dn, 1e-15);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.1)]
    [InlineData(1e-5)]
    public void Obeys_its_identities(double complement)
    {
        double quarter = EllipticFunctions.CompleteIntegral(complement);
        for (int i = 1; i < 20; i++)
        {
            double u = i / 40.0 * quarter;
            (double sn, double cn, double dn) = EllipticFunctions.Jacobi(u, complement);
            (double sn2, double cn2, double dn2) = EllipticFunctions.Jacobi(2 * u, complement);
            Assert.Equal(1, (sn * sn) + (cn * cn), 1e-14);

            // The duplication of sn; a dozen roundings are divided by a denominator that is next to 0 for large u.
            double denominator = 1 - ((1 - (complement * complement)) * sn * sn * sn * sn);
            Assert.Equal(sn2, 2 * sn * cn * dn / denominator, 3e-15 / denominator);
            Assert.Equal(dn2 * dn2, (cn2 * cn2) + (complement * complement * sn2 * sn2), 1e-15);
        }
    }

    [Fact]
    public void Refuses_a_complement_outside_its_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EllipticFunctions.CompleteIntegral(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => EllipticFunctions.Jacobi(double.NaN, 0.5));
    }
}
