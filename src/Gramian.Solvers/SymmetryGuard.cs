using Gramian.Operators;

namespace Gramian.Solvers;

/// <summary>Checks at the doors of methods for symmetric operators.</summary>
internal static class SymmetryGuard
{
    /// <summary>Returns the operator when it is declared symmetric.</summary>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    /// <exception cref="ArgumentException">It is not declared symmetric.</exception>
    public static LinearOperator Require(LinearOperator a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.Structure.HasFlag(Structure.Symmetric)
            ? a
            : throw new ArgumentException(
                $"The operator of {a.Rows} x {a.Columns} must be declared symmetric, but it was {a.Structure}.",
                nameof(a));
    }
}
