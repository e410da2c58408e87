using Gramian.Numerics;

namespace Gramian.Solvers;

/// <summary>Represents a prepared operator: the result of the expensive phase, to solve with again and again.</summary>
public interface IFactorization
{
    /// <summary>The number of unknowns, n.</summary>
    int Size { get; }

    /// <summary>ln |det A| of the matrix that was factorised (jitter included).</summary>
    double LogDeterminant { get; }

    /// <summary>How well it went, up to the latest solve.</summary>
    Certificate Certificate { get; }

    /// <summary>Solves A x = b.</summary>
    /// <param name="rightHandSide">b, [n].</param>
    /// <param name="solution">x, [n]; it may be the memory of b.</param>
    /// <exception cref="ArgumentException">A length is not n.</exception>
    void Solve(ReadOnlySpan<double> rightHandSide, Span<double> solution);

    /// <summary>Solves A X = B.</summary>
    /// <param name="rightHandSides">B, [n, k].</param>
    /// <param name="solutions">X, [n, k]; it may be the memory of B.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    void Solve(MatrixView<double> rightHandSides, MatrixView<double> solutions);
}
