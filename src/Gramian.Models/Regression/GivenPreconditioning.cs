using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Regression;

/// <summary>Hands out a preconditioner that was made before, so that several solves share it.</summary>
internal sealed class GivenPreconditioning(IPreconditioner preconditioner, int rank) : IPreconditioning
{
    public string Name => $"partial Cholesky of rank {rank}";

    public IPreconditioner Prepare(LinearOperator a, double shift, ComputeOptions? options = null) => preconditioner;
}
