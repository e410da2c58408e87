namespace Gramian.Operators;

/// <summary>What is known of an operator; declared facts only, the weakest by default.</summary>
[Flags]
public enum Structure
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>A = Aᵀ.</summary>
    Symmetric = 1,

    /// <summary>Symmetric with xᵀ A x ≥ 0 for every x, in exact arithmetic.</summary>
    PositiveSemidefinite = 2 | Symmetric,

    /// <summary>Symmetric with xᵀ A x &gt; 0 for every x ≠ 0, in exact arithmetic.</summary>
    PositiveDefinite = 4 | PositiveSemidefinite,

    /// <summary>Zero above the diagonal.</summary>
    LowerTriangular = 8,

    /// <summary>Zero below the diagonal.</summary>
    UpperTriangular = 16,

    /// <summary>Zero off the diagonal.</summary>
    Diagonal = 32 | LowerTriangular | UpperTriangular,
}
