namespace Gramian.Cli.Bench;

/// <summary>Represents figures of W2 that other software found: what ours are compared with.</summary>
/// <remarks>
/// NumPy 1.24.2 with OpenBLAS (dpotrf, dpotri) and the gradient written out in matrices; its gradient agrees
/// with finite differences. The optimum is that of SciPy 1.10.1's L-BFGS-B with tolerances of 1e-14 and 1e-7.
/// </remarks>
/// <param name="Rows">n.</param>
/// <param name="NegativeLogLikelihood">−log p(y) at the start.</param>
/// <param name="Gradient">Its derivatives by the logarithms of eight lengthscales, the variance and the noise
/// variance.</param>
/// <param name="Optimum">The least −log p(y) that was found, or null.</param>
internal sealed record GaussianProcessReference(
    int Rows, double NegativeLogLikelihood, double[] Gradient, double? Optimum)
{
    /// <summary>The figures of each size.</summary>
    public static IReadOnlyList<GaussianProcessReference> All { get; } =
    [
        new(1000, 549.2947506657592,
            [633.4959028156, 46.12436731966, -62.05526048157, -92.58160040024, 9.89849594474, 22.66486008565,
                -98.37886900225, -102.0993831642, -99.7907695364, 124.4173368198],
            -291.2426537705653),
        new(3000, 780.0563393325342,
            [1463.822667839, 36.20438845322, -161.4040267048, -249.9375677412, 121.8953248824, 116.4708075271,
                -256.4563183702, -264.0330360939, -245.730043018, 812.0304235345],
            -1792.5961828584773),
        new(8000, 636.0332709543409,
            [2039.682704261, 59.5308110751, -315.6930467111, -468.5872785106, 443.736365029, 506.7699902632,
                -480.1906913083, -474.5841993606, -428.6157734516, 2797.447609292],
            null),
    ];
}
