using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Densities;

public sealed class KernelDensityConformanceTests : WeightedConformance<KernelDensity>
{
    protected override IEnumerable<KernelDensity> Instances =>
    [
        new() { Rule = ReferenceBandwidth.Silverman },
        new() { Rule = ReferenceBandwidth.Scott, Profile = DensityProfile.Epanechnikov },
        new() { Rule = ReferenceBandwidth.Silverman with { Shape = BandwidthShape.Full } },
        new() { Rule = CrossValidatedBandwidth.Likelihood, Profile = DensityProfile.Exponential },
        new() { Rule = CrossValidatedBandwidth.LeastSquares },
        new() { Rule = new NearestNeighbourBandwidth(), Profile = DensityProfile.Logistic },
        new() { Rule = ReferenceBandwidth.Silverman, Sensitivity = 0.5 },
    ];

    protected override string? ExpectedFailure(KernelDensity recipe, string law) => law switch
    {
        nameof(Padding_with_a_column_of_zeros_changes_nothing) => "A column that does not vary has no bandwidth.",
        nameof(A_weight_of_two_is_a_row_twice_and_of_zero_no_row)
            when recipe.Rule is not NearestNeighbourBandwidth =>
            "A bandwidth falls with the effective number of rows, which repetition does not keep.",
        _ => null,
    };

    // Searched bandwidths end within a thousandth of their logarithm.
    protected override double Tolerance => 1e-6;

    [Fact]
    public void A_change_of_units_divides_the_density_by_its_volume() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Points queries = Queries(Dimension);
        Matrix<double> plain = Answer(recipe, rows, queries);
        Matrix<double> scaled = Answer(
            recipe, rows.MapInputs((_, _, x) => 5 + (4 * x)), ModelRows.Map(queries, (_, _, x) => 5 + (4 * x)));
        for (int i = 0; i < queries.Count; i++)
        {
            scaled[i, 0] += Dimension * Math.Log(4);
        }

        AssertClose(plain, scaled, Tolerance);
    });

    [Fact]
    public void A_density_of_one_axis_has_the_mass_one() => Prove(recipe =>
    {
        double[] places = [.. Enumerable.Range(-2000, 4001).Select(i => 0.02 * i)];
        Matrix<double> logs = Answer(recipe, Problem(RowCount, 1), Points.FromColumn(places));

        // Steps and kinks of compact profiles cost a rectangle rule half a step at each of thirty points.
        Assert.Equal(1, ModelRows.Bits(logs).Sum(log => 0.02 * Math.Exp(log)), 1e-3);
    });

    protected override void AssertSound(Matrix<double> answers) =>
        Assert.All(ModelRows.Bits(answers), log => Assert.True(log < double.PositiveInfinity, $"A density is {log}."));

    protected override ModelRows Problem(int rows, int dimension) =>
        new(Cloud(new RandomStream(20), rows, dimension), null, []);

    protected override ModelAnswers Fit(KernelDensity recipe, ModelRows rows, ComputeOptions? options = null)
    {
        FittedKernelDensity fitted = recipe.Fit(rows.Inputs, rows.Weights, options);
        return (queries, asked) => Column(fitted.LogDensity(queries, asked));
    }

    private static Matrix<double> Column(double[] values) => Matrix<double>.FromRowMajor(values.Length, 1, values);
}
