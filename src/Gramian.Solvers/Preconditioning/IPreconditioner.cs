using Gramian.Numerics;

namespace Gramian.Solvers.Preconditioning;

/// <summary>Represents a symmetric positive definite P that is cheap to invert.</summary>
public interface IPreconditioner
{
    /// <summary>The number of rows, n.</summary>
    int Size { get; }

    /// <summary>ln det P.</summary>
    double LogDeterminant { get; }

    /// <summary>destination = P⁻¹ · vectors.</summary>
    /// <param name="vectors">The vectors, [n, k].</param>
    /// <param name="destination">Receives the products, [n, k]; no part of the memory of the vectors.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    void Apply(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null);

    /// <summary>destination = P^−½ · vectors, with the symmetric root.</summary>
    /// <param name="vectors">The vectors, [n, k].</param>
    /// <param name="destination">Receives the products, [n, k]; no part of the memory of the vectors.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    void ApplyRoot(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null);
}
