namespace Gramian.Models.Dependence;

/// <summary>The kernel of a Stein discrepancy.</summary>
public enum SteinKernel
{
    /// <summary>(1 + r²/ℓ²)^(−1/2): notices samples whose tails are too light, in any dimension.</summary>
    InverseMultiquadric,

    /// <summary>exp(−r²/(2 ℓ²)): may fail to notice mass that escapes, in 3 and more dimensions.</summary>
    SquaredExponential,
}
