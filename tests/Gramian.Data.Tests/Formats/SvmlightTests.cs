using System.Text;

namespace Gramian.Data.Tests.Formats;

public sealed class SvmlightTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Sparse_rows_keep_labels_columns_and_bits()
    {
        SparseTable table = Read("+1 3:0.1 2147483647:-2e-308 # far\n\n-1.5\n2 1:5e-324\t3:1e300\n");
        Assert.Equal([1, -1.5, 2], table.Labels);
        Assert.Equal([1, 3, int.MaxValue], table.Features);
        Assert.Equal(-2e-308, table.Values[0, 2]);
        Assert.Equal(4, table.Values.Entries);
        SparseTable again = Read(Text(table.WriteSvmlight));
        Assert.Equal(table.Labels, again.Labels);
        Assert.Equal(table.Features, again.Features);
        Assert.Equal(table.Values.Values.ToArray(), again.Values.Values.ToArray());
        Assert.Equal(table.Values.RowStarts.ToArray(), again.Values.RowStarts.ToArray());
    }

    [Theory]
    [InlineData("1 0:1", "ascend, but 0 follows 0")]
    [InlineData("1 2:1 2:1", "2 follows 2")]
    [InlineData("1 2147483648:1", "index:value")]
    [InlineData("1 1:1e999", "'1e999'")]
    [InlineData("1 1:nan", "'nan'")]
    [InlineData("x 1:1", "the label")]
    [InlineData("1 qid:3 1:1", "ranking")]
    [InlineData("", "empty")]
    public void What_is_no_sparse_row_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<DataException>(() => Read(text)).Message);

    [Fact]
    public void A_dense_table_is_written_without_its_zeros_and_reads_back()
    {
        var table = new Table(
        [
            new NumberColumn("a", [0.1, 0, -3]), CategoryColumn.FromText("kind", ["x", "y", "x"]),
            new NumberColumn("b", [0, 0, double.Epsilon]),
        ]);
        string text = Text(writer => table.WriteSvmlight(writer, "kind"));
        Assert.Equal("1 1:0.1\n2\n1 1:-3 2:5E-324\n", text);
        Table read = Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.svm",
            new TableReadOptions { Format = TableFormat.Svmlight });
        Assert.Equal([0.1, 0, -3], ((NumberColumn)read["x1"]).Values.ToArray());
        Assert.Equal([0, 0, double.Epsilon], ((NumberColumn)read["x2"]).Values.ToArray());
    }

    [Fact]
    public void A_table_that_it_cannot_hold_is_refused()
    {
        var table = new Table(
            [new NumberColumn("a", [1, double.NaN]), CategoryColumn.FromText("kind", ["x", null])]);
        Assert.Contains("row 2 of 'a'", Refusal(table.SelectColumns(["a"]), "a"));
        Assert.Contains("row 2 of 'kind'", Refusal(
            new Table([new NumberColumn("a", [1, 2]), table["kind"]]), "kind"));
        Assert.Contains("column 'kind' does not", Refusal(table, "a"));
        Assert.Contains("no column 'c'", Refusal(table, "c"));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        SparseTable table = Read("1 2:3 4:5");
        Assert.Throws<ArgumentException>(() => new SparseTable([1, 2], [2, 4], table.Values));
        Assert.Throws<ArgumentException>(() => new SparseTable([1], [2], table.Values));
        Assert.Throws<ArgumentException>(() => new SparseTable([1], [0, 4], table.Values));
        Assert.Throws<ArgumentException>(() => new SparseTable([1], [4, 4], table.Values));
    }

    private static string Refusal(Table table, string label) =>
        Assert.Throws<DataException>(() => table.WriteSvmlight(TextWriter.Null, label)).Message;

    private static string Text(Action<TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        return writer.ToString();
    }

    private SparseTable Read(string text)
    {
        File.WriteAllText(path, text);
        return SparseTable.ReadSvmlight(path);
    }
}
