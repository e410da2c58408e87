using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Densities;

public sealed class ConditionalDensityConformanceTests : WeightedConformance<ConditionalDensity>
{
    protected override IEnumerable<ConditionalDensity> Instances =>
    [
        new(),
        new() { MostRows = 100, Seed = 1 },
    ];

    protected override string? ExpectedFailure(ConditionalDensity recipe, string law) => law switch
    {
        nameof(Padding_with_a_column_of_zeros_changes_nothing) => "A column that does not vary has no bandwidth.",
        nameof(Permuting_the_columns_changes_nothing) => "Bandwidths are searched axis by axis, in their order.",
        nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row) =>
            "The search begins at a bandwidth of the effective number of rows, which repetition does not keep.",
        _ => null,
    };

    // The search stops at a thousandth of the logarithm of a bandwidth, and sums in another order may end elsewhere.
    protected override double Tolerance => 1e-6;

    protected override ModelRows Problem(int rows, int dimension)
    {
        var random = new RandomStream(20);
        Points inputs = Cloud(random, rows, dimension);
        var targets = new Matrix<double>(rows, 1);
        for (int i = 0; i < rows; i++)
        {
            targets[i, 0] = Math.Sin(inputs.Values[i, 0]) + (0.3 * random.NextNormal());
        }

        return new ModelRows(inputs, targets, []);
    }

    // The logarithms of the density at three targets for each query.
    protected override ModelAnswers Fit(ConditionalDensity recipe, ModelRows rows, ComputeOptions? options = null)
    {
        FittedConditionalDensity fitted = recipe.Fit(rows.Inputs, new Points(rows.Targets!), rows.Weights, options);
        return (queries, asked) =>
        {
            var answers = new Matrix<double>(queries.Count, 3);
            for (int c = 0; c < 3; c++)
            {
                var targets = new Matrix<double>(queries.Count, 1);
                targets.View.Fill(c - 1);
                double[] logs = fitted.LogDensity(queries, new Points(targets), asked);
                for (int i = 0; i < logs.Length; i++)
                {
                    answers[i, c] = logs[i];
                }
            }

            return answers;
        };
    }
}
