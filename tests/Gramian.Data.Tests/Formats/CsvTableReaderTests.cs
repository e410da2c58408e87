using System.Text;

namespace Gramian.Data.Tests.Formats;

public sealed class CsvTableReaderTests
{
    [Fact]
    public void Reads_numbers_categories_dates_and_units()
    {
        Table table = Sample.Csv("length [m],colour,day,n\n1.5,red,2026-01-02,1\n-2e3,blue,2026-01-03T12:30:00Z,NA\n");
        Assert.Equal(2, table.Rows);
        Assert.Equal("m", table["length"].Unit);
        Assert.Equal([1.5, -2000.0], table.Numbers("length [m]"));
        Assert.Equal(["red", "blue"], table.Texts("colour"));
        Assert.Equal(["2026-01-02", "2026-01-03T12:30:00Z"], table.Texts("day"));
        Assert.True(table["n"].IsMissing(1));
        Assert.Equal([ColumnType.Number, ColumnType.Category, ColumnType.Date, ColumnType.Number],
            table.Columns.Select(c => c.Type));
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\r\n1\t2\r\n")]
    [InlineData("a|b\r1|2\r")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"")]
    [InlineData("a , b\n 1 , 2 \n")]
    [InlineData("\n\na,b\n\n1,2\n\n")]
    [InlineData("sep=;\na;b\n1;2\n")]
    public void Finds_the_delimiter_and_the_line_ends(string text)
    {
        Table table = Sample.Csv(text);
        Assert.Equal([1.0], table.Numbers("a"));
        Assert.Equal([2.0], table.Numbers("b"));
    }

    [Fact]
    public void Reads_a_decimal_comma_only_when_asked()
    {
        var options = new TableReadOptions { DecimalComma = true };
        Assert.Equal([1.5], Sample.Csv("a;b\n1,5;2\n", options).Numbers("a"));
        DataException error = Assert.Throws<DataException>(() => Sample.Csv("a;b\n1,5;2\n"));
        Assert.Contains("decimal comma", error.Message);
        Assert.Equal(("a", 2L, "1,5"), (error.Column, error.Line, error.Value));
        Assert.Throws<DataException>(() => Sample.Csv("a;b\n1.5;2\n", options));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("latin1", false)]
    public void Reads_encodings(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] text = encoding.GetBytes("größe,b\n1,é\n2,é\n");
        byte[] bytes = marked ? [.. encoding.GetPreamble(), .. text] : text;
        Table table = Sample.Bytes(bytes, new TableReadOptions { Encoding = marked ? null : encoding });
        Assert.Equal("größe", table.Columns[0].Name);
        Assert.Equal(["é", "é"], table.Texts("b"));
    }

    [Fact]
    public void Without_a_header_columns_are_numbered()
    {
        Table table = Sample.Csv("1,2\n3,4\n");
        Assert.Equal(["column1", "column2"], table.Columns.Select(c => c.Name));
        Assert.Equal([1.0, 3.0], table.Numbers("column1"));
    }

    [Fact]
    public void Quoted_cells_may_hold_delimiters_quotes_and_line_breaks()
    {
        Table table = Sample.Csv("a,b\n\"x,y\",1\n\"say \"\"hi\"\"\nthere\",2\n");
        Assert.Equal(["x,y", "say \"hi\"\nthere"], table.Texts("a"));
    }
}
