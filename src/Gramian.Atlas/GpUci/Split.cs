using Gramian.Data;

namespace Gramian.Atlas.GpUci;

/// <summary>One division of a set: the training rows and the test rows, as tables in the units of the file.</summary>
/// <param name="Train">The training rows.</param>
/// <param name="Test">The test rows.</param>
/// <param name="Repeats">Whether each test row also comes, cell by cell, among the training rows.</param>
internal sealed record Split(Table Train, Table Test, bool[] Repeats)
{
    public static Split Of(UciSet set, int index)
    {
        bool[] test = set.TestRows[index];
        int[] rows = [.. Enumerable.Range(0, test.Length)];
        var (train, held) = (set.Table.SelectRows([.. rows.Where(row => !test[row])]),
            set.Table.SelectRows([.. rows.Where(row => test[row])]));
        HashSet<string> seen = [.. Enumerable.Range(0, train.Rows).Select(row => Text(train, row))];
        return new Split(
            train, held, [.. Enumerable.Range(0, held.Rows).Select(row => seen.Contains(Text(held, row)))]);
    }

    private static string Text(Table table, int row) =>
        string.Join(',', table.Columns.Select(column => column.Format(row)));
}
