namespace Gramian.Numerics.Transforms;

/// <summary>Tells the sign of the exponent of a Fourier sum.</summary>
public enum FourierSign
{
    /// <summary>e^(−ikx), as in a forward transform.</summary>
    Negative,

    /// <summary>e^(+ikx), as in an inverse transform.</summary>
    Positive,
}
