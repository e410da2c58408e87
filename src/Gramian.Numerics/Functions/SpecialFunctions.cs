using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Gramian.Numerics.Functions;

/// <summary>Special functions of one number; NaN gives NaN.</summary>
public static class SpecialFunctions
{
    /// <summary>ln Γ(x) for x &gt; 0.</summary>
    public static double LogGamma(double x) => MathNetFunctions.GammaLn(x);

    /// <summary>Γ(x).</summary>
    public static double Gamma(double x) => MathNetFunctions.Gamma(x);

    /// <summary>ψ(x), the derivative of ln Γ(x).</summary>
    public static double Digamma(double x) => MathNetFunctions.DiGamma(x);

    /// <summary>K_ν(x), the modified Bessel function of the second kind, for real ν and x &gt; 0; ∞ at 0.</summary>
    public static double BesselK(double order, double x) => MathNetFunctions.BesselK(order, x);

    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    public static double Erf(double x) => MathNetFunctions.Erf(x);

    /// <summary>erfc x = 1 − erf x.</summary>
    public static double Erfc(double x) => MathNetFunctions.Erfc(x);

    /// <summary>Φ(x), the distribution function of the standard normal law.</summary>
    public static double NormalCdf(double x) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x);

    /// <summary>Φ⁻¹(p) for p in [0, 1].</summary>
    public static double NormalQuantile(double probability) =>
        MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability);

    /// <summary>The distribution function of Student's law.</summary>
    public static double StudentCdf(double degreesOfFreedom, double x) =>
        MathNet.Numerics.Distributions.StudentT.CDF(0, 1, degreesOfFreedom, x);

    /// <summary>The quantile of Student's law for a probability in [0, 1].</summary>
    public static double StudentQuantile(double degreesOfFreedom, double probability) =>
        MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degreesOfFreedom, probability);
}
