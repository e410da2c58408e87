using Xunit;

namespace Gramian.Testing.Models;

/// <summary>Proves the laws of every model whose rows may have weights, beside those of every model.</summary>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class WeightedConformance<TRecipe> : ModelConformance<TRecipe>
{
    /// <summary>A weight counts how often a row was seen.</summary>
    [Fact]
    public void A_weight_of_two_is_a_row_twice_and_of_zero_no_row() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        double[] weights = [.. Enumerable.Range(0, RowCount).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, RowCount).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        AssertClose(Answer(recipe, rows with { Weights = weights }), Answer(recipe, rows.Select(repeated)), Tolerance);
    });

    /// <summary>No weights are weights of one.</summary>
    [Fact]
    public void Weights_of_one_are_no_weights() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        double[] ones = [.. Enumerable.Repeat(1.0, RowCount)];
        AssertClose(Answer(recipe, rows), Answer(recipe, rows with { Weights = ones }), Tolerance);
    });

    /// <summary>Weights are borrowed.</summary>
    [Fact]
    public void Weights_are_left_unchanged() => Prove(recipe =>
    {
        double[] weights = [.. Enumerable.Range(0, RowCount).Select(i => 1 + (0.5 * (i % 3)))];
        double[] given = [.. weights];
        Answer(recipe, Problem(RowCount, Dimension) with { Weights = given });
        Assert.Equal(weights, given);
    });

    /// <summary>A weight that is none is refused with its row.</summary>
    /// <param name="bad">The weight.</param>
    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_weight_that_is_none(double bad) => Prove(recipe =>
    {
        double[] weights = [.. Enumerable.Range(0, RowCount).Select(i => i == 5 ? bad : 1)];
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(
            () => Fit(recipe, Problem(RowCount, Dimension) with { Weights = weights }));
        Assert.Contains("5", refusal.Message, StringComparison.Ordinal);
    });

    /// <summary>Weights belong to rows.</summary>
    [Fact]
    public void Refuses_weights_of_another_number_or_of_no_row() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Assert.ThrowsAny<ArgumentException>(() => Fit(recipe, rows with { Weights = [1, 1] }));
        Assert.ThrowsAny<ArgumentException>(() => Fit(recipe, rows with { Weights = new double[RowCount] }));
    });
}
