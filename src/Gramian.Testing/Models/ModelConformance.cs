using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Xunit;

namespace Gramian.Testing.Models;

/// <summary>Proves the laws of every fitted model that answers queries, beside those of every fit.</summary>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class ModelConformance<TRecipe> : FitConformance<TRecipe>
{
    /// <summary>
    /// How far apart, relative to 1 + the value, answers may be to a query alone and to it among others.
    /// </summary>
    protected virtual double BatchTolerance => 1e-12;

    /// <summary>An answer does not depend on the other queries, nor on their order.</summary>
    [Fact]
    public void Queries_in_batches_of_any_size_and_order_are_answered_alike() => Prove(recipe =>
    {
        ModelAnswers fitted = Fit(recipe, Problem(RowCount, Dimension));
        Points queries = Queries(Dimension);
        Matrix<double> whole = fitted(queries, null);
        int[] order = new RandomStream(8).Permutation(queries.Count);
        Matrix<double> shuffled = fitted(queries.Select(order), null);
        for (int i = 0; i < order.Length; i++)
        {
            AssertClose(Row(whole, order[i]), Row(shuffled, i), BatchTolerance);
            AssertClose(Row(whole, i), fitted(queries.Select([i]), null), BatchTolerance);
        }
    });

    /// <summary>A query far away, in the same batch, moves no other answer.</summary>
    [Fact]
    public void A_query_far_away_changes_no_other_answer() => Prove(recipe =>
    {
        ModelAnswers fitted = Fit(recipe, Problem(RowCount, Dimension));
        Points queries = Queries(Dimension);
        Matrix<double> plain = fitted(queries, null);
        Matrix<double> moved = fitted(ModelRows.Map(queries, (i, _, x) => i == 2 ? 1e12 : x), null);
        for (int i = 0; i < queries.Count; i++)
        {
            if (i != 2)
            {
                AssertClose(Row(plain, i), Row(moved, i), BatchTolerance);
            }
        }

        AssertSound(moved);
    });

    /// <summary>An empty batch is a batch.</summary>
    [Fact]
    public void No_query_gives_no_answer() => Prove(recipe =>
    {
        ModelAnswers fitted = Fit(recipe, Problem(RowCount, Dimension));
        Assert.Equal(0, fitted(new Points(new Matrix<double>(0, Dimension)), null).Rows);
    });

    /// <summary>Other columns are refused by both numbers.</summary>
    [Fact]
    public void Refuses_queries_of_other_columns() => Prove(recipe =>
    {
        ModelAnswers fitted = Fit(recipe, Problem(RowCount, Dimension));
        foreach (int columns in new[] { Dimension + 1, Dimension - 1 })
        {
            ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => fitted(Queries(columns), null));
            Assert.Contains($"{Dimension}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"{columns}", refusal.Message, StringComparison.Ordinal);
        }
    });

    /// <summary>A fitted model may be shared, and remembers no query.</summary>
    [Fact]
    public void Concurrent_answers_agree() => Prove(recipe =>
    {
        ModelAnswers fitted = Fit(recipe, Problem(RowCount, Dimension));
        double[] expected = ModelRows.Bits(fitted(Queries(Dimension), null));
        var results = new double[8][];
        Parallel.For(0, results.Length, i => results[i] = ModelRows.Bits(fitted(Queries(Dimension), null)));
        Assert.All(results, actual => Assert.Equal(expected, actual));
    });

    private static Matrix<double> Row(Matrix<double> answers, int row) =>
        Matrix<double>.FromRowMajor(1, answers.Columns, answers.Row(row));
}
