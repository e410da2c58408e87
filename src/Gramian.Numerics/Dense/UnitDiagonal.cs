namespace Gramian.Numerics.Dense;

/// <summary>Says whether the diagonal of a triangular matrix is taken as ones, without being read.</summary>
public enum UnitDiagonal
{
    /// <summary>The diagonal is read.</summary>
    No,

    /// <summary>The diagonal is one.</summary>
    Yes,
}
