namespace Gramian.Numerics.Transforms;

/// <summary>Tells the factors of a cosine transform.</summary>
public enum DctScale
{
    /// <summary>No factor, as in type II: y_k = Σ_j x_j cos(πk(j + ½)/n).</summary>
    None,

    /// <summary>The rows times √(2/n), the first times √(1/n): the transform is an orthogonal matrix. For type I the
    /// elements times √(2/(n − 1)), those of the first and last row and column divided by √2.</summary>
    Orthonormal,
}
