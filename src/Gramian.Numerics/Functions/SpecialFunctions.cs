using Gramian.Numerics.Lanes;
using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Gramian.Numerics.Functions;

/// <summary>Special functions of one number; NaN gives NaN. Relative errors are below 10⁻¹² away from zeros, and
/// of the gamma family below 10⁻¹³.</summary>
public static class SpecialFunctions
{
    /// <summary>ln Γ(x) for x &gt; 0.</summary>
    public static double LogGamma(double x) => double.IsNaN(x) ? x : MathNetFunctions.GammaLn(x);

    /// <summary>Γ(x).</summary>
    public static double Gamma(double x) =>
        double.IsNaN(x) ? x : x >= 20 ? GammaOfLarge(x) : MathNetFunctions.Gamma(x);

    /// <summary>Γ(shape, x)/Γ(shape), the probability that a gamma variate of scale 1 is above x ≥ 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The shape is not positive and finite, or x is negative or infinite.
    /// </exception>
    public static double GammaUpperRegularized(double shape, double x) => double.IsNaN(x)
        ? x
        : MathNetFunctions.GammaUpperRegularized(Guard.Positive(shape), Guard.NonNegative(x));

    /// <summary>ψ(x), the derivative of ln Γ(x).</summary>
    public static double Digamma(double x) => double.IsNaN(x) ? x : MathNetFunctions.DiGamma(x);

    /// <summary>K_ν(x), the modified Bessel function of the second kind, for real ν; ∞ at 0, NaN below 0.</summary>
    /// <param name="order">ν, of either sign.</param>
    /// <param name="x">The argument.</param>
    public static double BesselK(double order, double x) =>
        x > 705 ? BesselKScaled(order, x) * ScalarDouble.Exp(-x).Value : Bessel(order, x, scaled: false);

    /// <summary>eˣ K_ν(x), which does not underflow for large x.</summary>
    /// <param name="order">ν, of either sign.</param>
    /// <param name="x">The argument.</param>
    public static double BesselKScaled(double order, double x) => Bessel(order, x, scaled: true);

    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt, within 2 ulp.</summary>
    public static double Erf(double x) => ScalarDouble.Erf(x).Value;

    /// <summary>erfc x = 1 − erf x, within 4 ulp.</summary>
    public static double Erfc(double x) => ScalarDouble.Erfc(x).Value;

    /// <summary>e^(x²) erfc x, within 4 ulp.</summary>
    public static double Erfcx(double x) => ScalarDouble.Erfcx(x).Value;

    /// <summary>Φ(x), the distribution function of the standard normal law.</summary>
    public static double NormalCdf(double x) => 0.5 * Erfc(-x * 0.70710678118654752);

    /// <summary>ln Φ(x), also where Φ underflows.</summary>
    public static double LogNormalCdf(double x) => x < -5
        ? ScalarDouble.Log(0.5 * Erfcx(-x * 0.70710678118654752)).Value - (0.5 * x * x)
        : ScalarDouble.Log1p(-0.5 * Erfc(x * 0.70710678118654752)).Value;

    /// <summary>Φ⁻¹(p); ∓∞ at 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1].</exception>
    public static double NormalQuantile(double probability)
    {
        if (double.IsNaN(probability))
        {
            return double.NaN;
        }

        Guard.InRange(probability, 0, 1);
        if (probability is 0 or 1)
        {
            return probability == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (probability > 0.5)
        {
            return -NormalQuantile(1 - probability);
        }

        // Newton's method on ln Φ, which is concave and nearly a parabola in the tail: four steps from the start.
        double logTarget = ScalarDouble.Log(probability).Value;
        double x = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Math.Max(probability, 1e-300));
        for (int step = 0; step < 4; step++)
        {
            double logCdf = LogNormalCdf(x);
            double logDensity = (-0.5 * x * x) - 0.91893853320467274;
            x -= (logCdf - logTarget) * ScalarDouble.Exp(logCdf - logDensity).Value;
        }

        return probability == 0.5 ? 0 : x;
    }

    /// <summary>The distribution function of Student's law.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not positive and finite.</exception>
    public static double StudentCdf(double degreesOfFreedom, double x)
    {
        double nu = Guard.Positive(degreesOfFreedom);
        if (double.IsNaN(x))
        {
            return x;
        }

        double tail = 0.5 * MathNetFunctions.BetaRegularized(0.5 * nu, 0.5, nu / (nu + (x * x)));
        return x <= 0 ? tail : 1 - tail;
    }

    /// <summary>The quantile of Student's law; ∓∞ at 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The degrees of freedom are not positive and finite, or the probability is outside [0, 1].
    /// </exception>
    public static double StudentQuantile(double degreesOfFreedom, double probability)
    {
        double nu = Guard.Positive(degreesOfFreedom);
        Guard.InRange(probability, 0, 1);
        if (probability > 0.5)
        {
            return -StudentQuantile(nu, 1 - probability);
        }

        if (probability is 0 or 0.5 || double.IsNaN(probability))
        {
            return probability == 0 ? double.NegativeInfinity : 0;
        }

        // Halving in ln |x| gets near from anywhere, however heavy the tail.
        double near = -700;
        double far = 700;
        for (int halving = 0; halving < 30; halving++)
        {
            double middle = 0.5 * (near + far);
            bool beyond = StudentCdf(nu, -Math.Exp(middle)) < probability;
            (near, far) = beyond ? (near, middle) : (middle, far);
        }

        double x = -Math.Exp(0.5 * (near + far));
        double logConstant = LogGamma((nu + 1) / 2) - LogGamma(nu / 2) - (0.5 * Math.Log(nu * Math.PI));
        for (int step = 0; step < 20 && double.IsFinite(x) && x < 0; step++)
        {
            // Newton's method on the logarithm of the tail, which is nearly a line in ln |x|.
            double cdf = StudentCdf(nu, x);
            double logDensity = logConstant - ((nu + 1) / 2 * ScalarDouble.Log1p(x * x / nu).Value);
            double change = Math.Log(cdf / probability) * cdf / Math.Exp(logDensity);
            x -= change;
            if (Math.Abs(change) <= 4e-16 * Math.Abs(x))
            {
                break;
            }
        }

        return x;
    }

    // Stirling's series; the power in two halves, which do not overflow before the result does.
    private static double GammaOfLarge(double x)
    {
        if (x > 171.7)
        {
            return double.PositiveInfinity;
        }

        double inverse = 1 / x, square = inverse * inverse;
        double series = (1.0 / 1680) - (square / 1188);
        series = (1.0 / 1260) - (square * series);
        series = (1.0 / 360) - (square * series);
        series = inverse * ((1.0 / 12) - (square * series));
        double power = Math.Pow(x, (0.5 * x) - 0.25);
        return power * Math.Exp(-x) * power * (2.5066282746310005 * Math.Exp(series));
    }

    private static double Bessel(double order, double x, bool scaled)
    {
        if (double.IsNaN(order) || !(x >= 0))
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.PositiveInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        double positive = Math.Abs(order);
        return scaled ? MathNetFunctions.BesselKScaled(positive, x) : MathNetFunctions.BesselK(positive, x);
    }
}
