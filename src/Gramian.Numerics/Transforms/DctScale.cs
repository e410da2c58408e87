namespace Gramian.Numerics.Transforms;

/// <summary>Tells the factors of a cosine transform.</summary>
public enum DctScale
{
    /// <summary>Type II: y_k = Σ_j x_j cos(πk(j + ½)/n), with no factor.</summary>
    None,

    /// <summary>The rows times √(2/n), the first times √(1/n): the transform is an orthogonal matrix.</summary>
    Orthonormal,
}
