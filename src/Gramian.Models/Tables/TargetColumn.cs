using Gramian.Data;

namespace Gramian.Models.Tables;

/// <summary>Finds the target of a table and refuses what cannot be one.</summary>
internal static class TargetColumn
{
    public static NumberColumn Of(Table table, string name)
    {
        Column column = table[name];
        if (column is CategoryColumn category)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the target is a category of {category.Levels.Count} levels, and a regression predicts numbers")
                + "; choose a column of numbers, or a model for classes", table.Source, null, column.Name);
        }

        if (column is not NumberColumn numbers)
        {
            throw DataException.At(
                column is DateColumn
                    ? "the target is a date; choose a column of numbers or of categories"
                    : "the target is free text, nearly every row its own; choose a column of numbers or of categories",
                table.Source, null, column.Name);
        }

        int missing = numbers.Values.IndexOf(double.NaN);
        return missing < 0
            ? numbers
            : throw DataException.At(FormattableString.Invariant(
                $"the target of row {missing + 1} is missing; fill it or leave the row out"),
                table.Source, null, column.Name, remedy: DataRemedy.CompleteRows);
    }
}
