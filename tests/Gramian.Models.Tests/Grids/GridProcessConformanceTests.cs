using Gramian.Kernels.Stationary;
using Gramian.Models.Grids;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Grids;

public sealed class GridProcessConformanceTests : EstimatorConformance<GridProcess>
{
    protected override IEnumerable<GridProcess> Instances =>
    [
        new(new Rbf(1.3, 2)) { NoiseVariance = 0.1, Optimize = false },
        new(new Rbf(0.6)) { NoiseVariance = 0.5, Optimize = false },
    ];

    protected override string? ExpectedFailure(GridProcess recipe, string law) => law switch
    {
        nameof(Adding_a_constant_to_the_targets_adds_it_to_the_predictions) => "The prior mean is zero.",
        nameof(A_target_given_twice_is_predicted_twice) => "The likelihood is that of one target.",
        nameof(Repeated_rows_are_fitted) or
            nameof(Duplicate_rows_with_different_targets_are_fitted) or
            nameof(Constant_targets_and_constant_inputs_are_fitted) =>
            "A grid has each place once.",
        nameof(A_single_row_is_fitted) => "One point has no step and is no grid.",
        _ => null,
    };

    protected override GridProcess Rescale(GridProcess recipe, double inputFactor, double targetFactor)
    {
        var rbf = (Rbf)recipe.Kernel;
        double square = targetFactor * targetFactor;
        return recipe with
        {
            Kernel = new Rbf(inputFactor * rbf.Lengthscale.Values[0], square * rbf.Variance),
            NoiseVariance = square * recipe.NoiseVariance!.Value,
        };
    }

    // A line, or a box of 2 x 3 planes.
    protected override ModelRows Problem(int rows, int dimension)
    {
        ModelRows plain = base.Problem(rows, dimension);
        return plain.MapInputs((i, j, _) => 0.25 * (dimension == 1 ? i : j == 0 ? i % 2 : j == 1 ? i / 2 % 3 : i / 6));
    }
}
