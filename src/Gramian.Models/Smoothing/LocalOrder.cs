namespace Gramian.Models.Smoothing;

/// <summary>Names what is fitted around each query.</summary>
public enum LocalOrder
{
    /// <summary>A constant: the weighted mean of Nadaraya and Watson, biased at the ends of the data.</summary>
    Constant,

    /// <summary>A plane, whose height at the query counts: without that bias, at a larger variance.</summary>
    Linear,
}
