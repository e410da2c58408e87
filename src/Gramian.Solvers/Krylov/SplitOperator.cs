using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>P^−½ A P^−½ with a symmetric root, whose eigenvalues gather about 1.</summary>
internal sealed class SplitOperator(LinearOperator a, IPreconditioner preconditioner)
    : LinearOperator(a.Rows, a.Rows, Structure.Symmetric)
{
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> inner = Matrix<double>.Uninitialized(Rows, vectors.Columns);
        using Matrix<double> outer = Matrix<double>.Uninitialized(Rows, vectors.Columns);
        preconditioner.ApplyRoot(vectors, inner, options);
        a.Apply(inner, outer, options);
        preconditioner.ApplyRoot(outer, destination, options);
    }

    protected override LinearOperator MakeTransposed() => this;
}
