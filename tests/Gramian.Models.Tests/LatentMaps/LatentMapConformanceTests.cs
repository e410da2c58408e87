using Gramian.Models.LatentMaps;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.LatentMaps;

public sealed class TopographicMapConformanceTests : ModelConformance<GenerativeTopographicMap>
{
    protected override IEnumerable<GenerativeTopographicMap> Instances =>
    [
        new() { Nodes = 20, Bumps = 5, Tolerance = 1e-12, IterationLimit = 60 },
        new() { Nodes = 6, Bumps = 3, LatentDimension = 2, IterationLimit = 20 },
        new() { Nodes = 20, Bumps = 5, Perturbation = 0.1, Start = MapStart.Random, IterationLimit = 20 },
    ];

    protected override string? ExpectedFailure(GenerativeTopographicMap recipe, string law) => law switch
    {
        nameof(Padding_with_a_column_of_zeros_changes_nothing) => "A column of zeros shares the variance of the noise.",
        nameof(Permuting_the_rows_changes_nothing) or
            nameof(Permuting_the_columns_changes_nothing) when recipe.Perturbation > 0 =>
            "The perturbation is drawn by the places of rows and columns.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension) => Bent(rows, dimension);

    protected override ModelAnswers Fit(
        GenerativeTopographicMap recipe, ModelRows rows, ComputeOptions? options = null) =>
        Answers(recipe.Fit(rows.Inputs, new RandomStream(5), options));

    // A bent thread with noise.
    internal static ModelRows Bent(int rows, int dimension)
    {
        var random = new RandomStream(20);
        return new ModelRows(
            ModelRows.Map(Cloud(random, rows, dimension), (i, j, x) =>
                (0.1 * x) + (j == 0 ? 3.0 * i / rows : Math.Sin((3.0 * i / rows) + j))), null, []);
    }

    // The log density, then the hidden coordinates, whose signs, those of principal axes, are free.
    internal static ModelAnswers Answers(FittedTopographicMap fitted) => (queries, _) =>
    {
        (double[] logs, Matrix<double> latent) = (fitted.LogDensity(queries), fitted.LatentMeans(queries));
        var answers = new Matrix<double>(queries.Count, 1 + latent.Columns);
        for (int i = 0; i < logs.Length; i++)
        {
            answers[i, 0] = logs[i];
            for (int j = 0; j < latent.Columns; j++)
            {
                answers[i, 1 + j] = Math.Abs(latent[i, j]);
            }
        }

        return answers;
    };
}

public sealed class PerturbedMapConformanceTests : ModelConformance<PerturbedMap>
{
    protected override IEnumerable<PerturbedMap> Instances =>
        [new(new GenerativeTopographicMap { Nodes = 12, Bumps = 4, IterationLimit = 4 }) { Shares = [0, 0.1] }];

    protected override string? ExpectedFailure(PerturbedMap recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) or
            nameof(Permuting_the_columns_changes_nothing) or
            nameof(Padding_with_a_column_of_zeros_changes_nothing) =>
            "Rows held out, perturbations and directions are drawn by places.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension) =>
        TopographicMapConformanceTests.Bent(rows, dimension);

    protected override ModelAnswers Fit(PerturbedMap recipe, ModelRows rows, ComputeOptions? options = null) =>
        TopographicMapConformanceTests.Answers(recipe.Fit(rows.Inputs, 5, options).Map);
}
