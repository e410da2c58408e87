namespace Gramian.Numerics.Dense;

/// <summary>Says whether a matrix is used as it stands or transposed.</summary>
public enum Transpose
{
    /// <summary>op(A) = A.</summary>
    No,

    /// <summary>op(A) = Aᵀ.</summary>
    Yes,
}
