namespace Gramian.Numerics.Dense;

/// <summary>Says on which side of B the triangular matrix stands.</summary>
public enum Side
{
    /// <summary>op(A) B.</summary>
    Left,

    /// <summary>B op(A).</summary>
    Right,
}
