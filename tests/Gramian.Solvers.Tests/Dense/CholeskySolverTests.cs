using Gramian.Solvers.Dense;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Dense;

public sealed class CholeskySolverTests : SolverConformance<CholeskySolver, CholeskyFactorization>
{
    protected override IEnumerable<CholeskySolver> Instances =>
        [new CholeskySolver(), new CholeskySolver { Jitter = JitterPolicy.Never }];
}
