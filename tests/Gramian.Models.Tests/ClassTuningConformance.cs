using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests;

/// <summary>The laws of what chooses and fits a classifier of the classes 0, 1 and 2.</summary>
public abstract class ClassTuningConformance<TTuning> : ModelConformance<TTuning>
{
    protected override int RowCount => 45;

    protected abstract IClassifier Fit(TTuning tuning, Points inputs, int[] labels, ComputeOptions? options);

    protected override string? ExpectedFailure(TTuning recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) => "Folds are drawn by the places of the rows.",
        nameof(Padding_with_a_column_of_zeros_changes_nothing) =>
            "The lengthscales that are tried rise with the root of the number of columns.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension)
    {
        Points noise = Cloud(new RandomStream(20), rows, dimension);
        return new ModelRows(ModelRows.Map(noise, (i, j, x) => (j == i % 3 ? 2 : 0) + x), null, []);
    }

    // The classes are 0, 1, 2 in turn.
    protected override ModelAnswers Fit(TTuning recipe, ModelRows rows, ComputeOptions? options = null)
    {
        int[] labels = [.. Enumerable.Range(0, rows.Inputs.Count).Select(i => i % 3)];
        IClassifier fitted = Fit(recipe, rows.Inputs, labels, options);
        return (queries, asked) => fitted.Probabilities(queries, asked)!;
    }
}
