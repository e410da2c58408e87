using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Dense;

/// <summary>Writes symmetric operators out.</summary>
internal static class DenseSymmetric
{
    public static Matrix<double> From(LinearOperator a, ComputeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (!a.Structure.HasFlag(Structure.Symmetric))
        {
            throw new ArgumentException(
                $"The operator of {a.Rows} x {a.Columns} must be declared symmetric, but it was {a.Structure}.",
                nameof(a));
        }

        return a is DenseOperator dense ? dense.Matrix.Copy() : a.ToDense(options);
    }
}
