using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;
using Gramian.Solvers.Toeplitz;

namespace Gramian.Models.Grids;

/// <summary>The inverse that the predictor of a series makes, which was made for the operator before.</summary>
internal sealed class SeriesPreconditioning(ToeplitzInverse inverse) : IPreconditioning
{
    public string Name => FormattableString.Invariant($"a predictor of order {inverse.Order}");

    public IPreconditioner Prepare(LinearOperator a, double shift, ComputeOptions? options = null) => inverse;
}
