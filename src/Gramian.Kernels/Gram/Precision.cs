namespace Gramian.Kernels.Gram;

/// <summary>In which numbers an operator of kernel values holds its points, makes its values and adds them.</summary>
public enum Precision
{
    /// <summary>
    /// Doubles throughout. Error of a product: a few 1e-16 of Σ |k(x, y)| |v|; for a smooth stationary kernel in 24
    /// dimensions or more up to 1e-12 of the variance times Σ |v|, for each such kernel in a sum or product.
    /// </summary>
    Double,

    /// <summary>
    /// Points, vectors and values in floats; sums of at most 64 values in floats for one vector and of 256 for several,
    /// those sums in doubles. Error of a product: below 5e-7 of Σ |k(x, y)| |v|. Points of stationary kernels are first
    /// moved to their median, so that their spread counts and not their distance from 0.
    /// </summary>
    /// <remarks>
    /// Where the terms cancel, the error counts against a small sum. With 20 000 Gaussian values and weights of random
    /// sign the largest error over the largest sum was 4.0e-7, 4.6e-7 and 1.1e-6 at d = 3, 10 and 100; rounding each
    /// exact value once to a float gives 1.8e-7, 1.4e-7 and 4.2e-7 there.
    /// </remarks>
    Single,
}
