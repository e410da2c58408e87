using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.LeastSquares;

/// <summary>Bᵀ A B, whose eigenvalues gather about 1 when B Bᵀ is near the inverse of A.</summary>
internal sealed class CongruentOperator(LinearOperator a, TriangularRoot root)
    : LinearOperator(a.Rows, a.Rows, Structure.PositiveSemidefinite)
{
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> inner = vectors.ToMatrix();
        root.Apply(inner, options);
        a.Apply(inner, destination, options);
        root.ApplyTransposed(destination, options);
    }

    protected override LinearOperator MakeTransposed() => this;
}
