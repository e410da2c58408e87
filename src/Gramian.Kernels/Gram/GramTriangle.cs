namespace Gramian.Kernels.Gram;

/// <summary>Which part of a symmetric matrix is written.</summary>
public enum GramTriangle
{
    /// <summary>The diagonal and below; the rest is not touched.</summary>
    Lower,

    /// <summary>All of it; the two halves have the same bits.</summary>
    Both,
}
