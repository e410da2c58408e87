namespace Gramian.Kernels.Gram;

/// <summary>In which numbers an operator of kernel values holds its points, makes its values and adds them.</summary>
public enum Precision
{
    /// <summary>Doubles throughout. Error of a product: a few 1e-16 of Σ |k(x, y)| |v|.</summary>
    Double,

    /// <summary>
    /// Points, vectors and values in floats; sums of at most 256 values in floats, those sums in doubles. Error of a
    /// product: below 5e-7 of Σ |k(x, y)| |v|. Points of stationary kernels are first moved to their median, so that
    /// their spread counts and not their distance from 0.
    /// </summary>
    Single,
}
