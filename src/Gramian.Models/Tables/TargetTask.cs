using Gramian.Data;

namespace Gramian.Models.Tables;

/// <summary>Decides whether a target is a number to predict or a class, and says why.</summary>
/// <param name="Task">What was decided.</param>
/// <param name="Reason">Why, as a sentence, where it could have been decided otherwise; null where not.</param>
public sealed record TargetTask(ModelTask Task, string? Reason)
{
    /// <summary>The most classes that numbers are taken for when nobody says what they are.</summary>
    public const int MostNumbered = 10;

    private const int RowsPerClass = 5;

    /// <summary>
    /// Decides. Categories are classes. Numbers are classes when they are two different whole numbers, or the whole
    /// numbers 0 … k − 1 or 1 … k with k up to 10, and there are five times as many rows; otherwise they are numbers.
    /// </summary>
    /// <param name="table">The training rows.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="options">What a person chose: a task, or a model of one.</param>
    /// <exception cref="DataException">There is no such column, or the choice does not suit it.</exception>
    public static TargetTask Of(Table table, string target, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column column = table[target];
        if (options?.AskedTask is { } asked)
        {
            return asked == ModelTask.Classification || column is not CategoryColumn category
                ? new TargetTask(asked, null)
                : throw DataException.At(
                    FormattableString.Invariant($"the target is a category of {category.Levels.Count} levels, but ")
                    + (options.Model is { } model
                        ? $"the model '{model.ShortName()}' predicts numbers; models for classes are "
                            + string.Join(", ", ModelKindText.ShortNamesOf(ModelTask.Classification))
                        : "a regression predicts numbers; choose a column of numbers, or classification"),
                    table.Source, null, column.Name);
        }

        if (column is not NumberColumn numbers)
        {
            return new TargetTask(
                column is CategoryColumn ? ModelTask.Classification : ModelTask.Regression, null);
        }

        double[] values = [.. new HashSet<double>(numbers.Values.ToArray()).Order().Take(MostNumbered + 1)];
        if (values.Length < 2 || values.Length > MostNumbered || Array.Exists(values, value => value % 1 != 0))
        {
            return new TargetTask(ModelTask.Regression, null);
        }

        bool coded = values[^1] - values[0] == values.Length - 1 && values[0] is 0 or 1;
        bool classes = (values.Length == 2 || coded) && table.Rows >= RowsPerClass * values.Length;
        string whole = FormattableString.Invariant(
            $"Column '{column.Name}' has {values.Length} different whole numbers, which were taken for ");
        return classes
            ? new TargetTask(ModelTask.Classification, whole + "classes; --task regression predicts them as numbers.")
            : new TargetTask(ModelTask.Regression, whole + "numbers; --task classification makes them classes.");
    }
}
