using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Dense;

/// <summary>Writes symmetric operators out.</summary>
internal static class DenseSymmetric
{
    public static Matrix<double> From(LinearOperator a, ComputeOptions? options)
    {
        return SymmetryGuard.Require(a) is DenseOperator dense ? dense.Matrix.Copy() : a.ToDense(options);
    }
}
