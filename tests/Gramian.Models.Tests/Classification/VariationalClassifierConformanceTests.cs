using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Classification;

public sealed class VariationalClassifierConformanceTests : ClassifierConformance<VariationalClassifier>
{
    protected override IEnumerable<VariationalClassifier> Instances =>
    [
        new VariationalClassifier(4.0 * new Rbf(1.2)) { Optimize = false, Tolerance = 1e-8, InducingCount = 20 },
        new VariationalClassifier(4.0 * new Rbf(1.2)) { InducingCount = 20, Restarts = 0, Epochs = 2, BatchRows = 16 },
    ];

    protected override string? ExpectedFailure(VariationalClassifier recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) or
            nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row) =>
            "Inducing points and batches are drawn by the places of the rows.",
        _ => null,
    };
}
