using System.Text;

namespace Gramian.Data.Tests;

/// <summary>Reads tables from text in memory.</summary>
internal static class Sample
{
    public static Table Csv(string text, TableReadOptions? options = null) => Bytes(Encoding.UTF8.GetBytes(text),
        options);

    public static Table Bytes(byte[] bytes, TableReadOptions? options = null, string name = "t.csv")
    {
        using var stream = new MemoryStream(bytes);
        return Table.Read(stream, name, options);
    }

    public static double[] Numbers(this Table table, string column) => ((NumberColumn)table[column]).Values.ToArray();

    public static string[] Texts(this Table table, string column) =>
        [.. Enumerable.Range(0, table.Rows).Select(table[column].Format)];
}
