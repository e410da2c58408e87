namespace Gramian.Numerics.Dense;

/// <summary>Names the triangle of a matrix that is read or written; it includes the diagonal.</summary>
public enum Triangle
{
    /// <summary>Elements (i, j) with i ≥ j.</summary>
    Lower,

    /// <summary>Elements (i, j) with i ≤ j.</summary>
    Upper,
}
