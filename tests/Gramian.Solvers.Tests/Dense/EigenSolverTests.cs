using Gramian.Solvers.Dense;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Dense;

public sealed class EigenSolverTests : SolverConformance<EigenSolver, EigenFactorization>
{
    protected override IEnumerable<EigenSolver> Instances => [new EigenSolver()];
}
