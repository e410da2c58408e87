namespace Gramian.Data.Tests.Formats;

/// <summary>Bad tables as text: each is refused in one clear sentence that names the place and the fix.</summary>
public sealed class NastyTextTests
{
    private static readonly string Zeros = new('0', 400);

    // One bad cell at line 4 of a column of numbers, and what the sentence must say.
    public static TheoryData<string, string> BadNumbers => new()
    {
        { "\"1,5\"", "decimal comma" },
        { "\"-1,5\"", "decimal comma" },
        { "\"1,234,567\"", "thousands" },
        { "\"1,234.5\"", "thousands" },
        { "1 000", "thousands" },
        { "1'000", "thousands" },
        { "1_000", "thousands" },
        { "1\u00A0000", "thousands" },
        { "1\u202F000", "thousands" },
        { "NaN", "list this spelling" },
        { "nan", "list this spelling" },
        { "-nan", "list this spelling" },
        { "NAN", "list this spelling" },
        { "Infinity", "infinite" },
        { "-Infinity", "infinite" },
        { "inf", "infinite" },
        { "+inf", "infinite" },
        { "∞", "infinite" },
        { "1e999", "largest double" },
        { "-1e999", "largest double" },
        { "1e309", "largest double" },
        { "9" + Zeros, "largest double" },
        { "12%", "sign beside" },
        { "$12", "sign beside" },
        { "€12.50", "sign beside" },
        { "12 €", "sign beside" },
        { "12kg", "not a number" },
        { "abc", "not a number" },
        { "1.2.3", "not a number" },
        { "1e", "not a number" },
        { "e5", "not a number" },
        { "--1", "not a number" },
        { "+-1", "not a number" },
        { "0x1F", "not a number" },
        { "1d5", "not a number" },
        { "(12)", "not a number" },
        { "1-", "not a number" },
        { "١٢", "not a number" },
        { "１２", "not a number" },
        { "½", "not a number" },
        { "true", "not a number" },
        { ".", "not a number" },
        { "-", "not a number" },
        { "n.a.", "not a number" },
        { "#DIV/0!", "spreadsheet" },
        { "#N/A", "spreadsheet" },
        { "#REF!", "spreadsheet" },
        { "=A1+B1", "formula" },
        { "=SUM(A1:A9)", "formula" },
        { "=1+2", "formula" },
        { "2026-01-02", "not a number" },
        { "1\u0007", "not a number" },
        { "1\u200B", "not a number" },
    };

    // Text of a whole table, and what the sentence must say.
    public static TheoryData<string, string> BadTables => new()
    {
        { "", "empty" },
        { "\n\n\n", "empty" },
        { "   \n\t\n", "empty" },
        { "\uFEFF", "empty" },
        { "a,b\n", "no rows" },
        { "a,b", "no rows" },
        { "a,b\n1,2\n3\n", "line 3: this line has 1 cell, but the first has 2" },
        { "a,b\n1,2\n3,4,5\n", "line 3: this line has 3 cells, but the first has 2" },
        { "a,b\n1,2,\n3,4,\n", "line 2: this line has 3 cells" },
        { "a,b,\n1,2,\n", "column 3 of the header has no name" },
        { "a,,c\n1,2,3\n", "column 2 of the header has no name" },
        { ",a\nx,1\n", "column 1 of the header has no name" },
        { "a,a\n1,2\n", "names must differ" },
        { "a,b,a\n1,2,3\n", "columns 1 and 3" },
        { "a,a [m]\n1,2\n", "names must differ" },
        { "a, a\n1,2\n", "names must differ" },
        { "a,b\n1,\"2\n3,4\n", "line 2: a quote is opened here and never closed" },
        { "\"a,b\n1,2\n", "never closed" },
        { "a,b\n1,2\"2\n", "line 2: a quote stands inside a cell" },
        { "a,b\n1,\"2\"2\n", "line 2: text follows a closing quote" },
        { "a,b\n1,\0\n", "line 2: there is a NUL" },
        { "\0\0\0\0", "NUL" },
        { "a,b\n1,2\n\n\n3,x\n5,6\n7,8\n", "line 5, column 'b'" },
        { "a,b\n\"x\ny\",2\n\"z\",bad\nw,4\nv,5\n", "line 4, column 'b'" },
        { "day\n2026-01-02\n2026-13-02\n2026-01-03\n", "line 3, column 'day': '2026-13-02' is not a date" },
        { "day\n2026-01-02\n2026-02-30\n2026-01-03\n", "not a date" },
        { "day\n2026-01-02\n02.01.2026\n2026-01-03\n", "ISO 8601" },
        { "day\n2026-01-02\n2026-01-03\n7\n", "not a date" },
        { "\"a\nb\",c\n1,2\n", "line break" },
        { "a,b\n=cmd|'/c calc'!A0,2\nx,3\n", "formula" },
    };

    // Tables that look odd but are right.
    public static TheoryData<string, string, string[]> GoodTables => new()
    {
        { "a\n1\n", "a", ["1"] },
        { "a,b\n1,2", "b", ["2"] },
        { "\uFEFFa,b\n1,2\n", "a", ["1"] },
        { "a\n1e-400\n", "a", ["0"] },
        { "a\n1e308\n-1e308\n", "a", ["1E+308", "-1E+308"] },
        { "a\n5e-324\n", "a", ["5E-324"] },
        { "a\n-0\n", "a", ["-0"] },
        { "a\n+1\n.5\n5.\n01\n", "a", ["1", "0.5", "5", "1"] },
        { "a\n1E3\n1e+3\n", "a", ["1000", "1000"] },
        { "a,b\n?,NA\n1,2\n", "a", ["", "1"] },
        { "a,b\n,\n1,2\n", "b", ["", "2"] },
        { "a,b\nNA,1\nNA,2\n", "a", ["", ""] },
        { "a,b\n\"\",1\nx,2\n", "a", ["", "x"] },
        { "a,b\nyes,1\nno,2\n", "a", ["yes", "no"] },
        { "a,b\n1,1\n2,3\ny,4\nz,5\nw,6\n", "a", ["1", "2", "y", "z", "w"] },
        { "a|b\n1|2\n", "b", ["2"] },
        { "x y;z\n1;2\n", "x y", ["1"] },
        { "\"a\"\"b\",c\n1,2\n", "a\"b", ["1"] },
        { "a,b\nü,1\n😀,2\n", "a", ["ü", "😀"] },
        { "a\n2026-02-28T23:00:00+02:00\n", "a", ["2026-02-28T21:00:00Z"] },
        { "a\n2026-02-28 23:00\n", "a", ["2026-02-28T23:00:00Z"] },
        { "a\n0001-01-01\n9999-12-31\n", "a", ["0001-01-01", "9999-12-31"] },
        { "a\r1\r2\r", "a", ["1", "2"] },
        { "a [m/s],b\n1,2\n", "a", ["1"] },
        { "<script>,b\n1,2\n", "<script>", ["1"] },
        { "a;b\n1;\"x,y\"\n2;\"z,w\"\n", "b", ["x,y", "z,w"] },
    };

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void Refuses_a_bad_number_and_names_its_cell(string cell, string says)
    {
        string text = $"id,width\n1,0.5\n2,1.5\n3,{cell}\n4,2.5\n5,3.5\n";
        DataException error = Assert.Throws<DataException>(() => Sample.Csv(text));
        AssertSentence(error, says);
        Assert.Equal(("t.csv", 4L, "width"), (error.File, error.Line, error.Column));
    }

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void Refuses_a_bad_number_after_the_sample_too(string cell, string says)
    {
        string rows = string.Concat(Enumerable.Range(1, 1500).Select(i => $"{i},{i}.5\n"));
        DataException error = Assert.Throws<DataException>(() => Sample.Csv($"id,width\n{rows}0,{cell}\n"));
        AssertSentence(error, says);
        Assert.Equal((1502L, "width"), (error.Line, error.Column));
    }

    [Theory]
    [MemberData(nameof(BadTables))]
    public void Refuses_a_bad_table(string text, string says) =>
        AssertSentence(Assert.Throws<DataException>(() => Sample.Csv(text)), says);

    [Theory]
    [MemberData(nameof(GoodTables))]
    public void Reads_an_odd_but_right_table(string text, string column, string[] cells) =>
        Assert.Equal(cells, Sample.Csv(text).Texts(column));

    [Fact]
    public void Refuses_a_cell_of_a_million_characters() => AssertSentence(
        Assert.Throws<DataException>(() => Sample.Csv($"a,b\n1,{new string('x', 1_000_000)}\n")), "1000000 characters");

    [Fact]
    public void Refuses_more_columns_than_the_limit_and_reads_as_many()
    {
        string Wide(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"c{i}")) + "\n"
            + string.Join(',', Enumerable.Repeat("1", count)) + "\n";
        Assert.Equal(100_000, Sample.Csv(Wide(100_000)).Columns.Count);
        AssertSentence(Assert.Throws<DataException>(() => Sample.Csv(Wide(100_001))), "100001 columns");
    }

    [Fact]
    public void Refuses_a_name_of_a_thousand_and_one_characters() => AssertSentence(
        Assert.Throws<DataException>(() => Sample.Csv($"{new string('n', 1001)},b\n1,2\n")), "1001 characters");

    [Fact]
    public void Refuses_bytes_that_are_not_utf8_and_advises_an_encoding() => AssertSentence(
        Assert.Throws<DataException>(() => Sample.Bytes([(byte)'a', 10, 0xE9, (byte)'x', 10])), "latin1");

    [Theory]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0x80 })]
    public void Refuses_broken_characters_also_at_the_end(byte[] broken)
    {
        AssertSentence(Assert.Throws<DataException>(() => Sample.Bytes([(byte)'a', 10, .. broken])), "encoding");
        AssertSentence(Assert.Throws<DataException>(() => Sample.Bytes([(byte)'a', 10, .. broken, 10, 49, 10])),
            "encoding");
    }

    [Fact]
    public void Characters_may_straddle_chunks()
    {
        string cell = string.Concat(Enumerable.Repeat("é€😀", 9_000));
        Table table = Sample.Csv($"a,b\nx{cell},1\n{cell},2\n");
        Assert.Equal(["x" + cell, cell], table.Texts("a"));
    }

    [Fact]
    public void Types_and_missing_tokens_can_be_overridden()
    {
        var options = new TableReadOptions
        {
            ColumnTypes = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Category, ["b"] = ColumnType.Number },
            MissingTokens = ["-99", "NaN"],
            Units = new Dictionary<string, string> { ["b"] = "kg" },
        };
        Table table = Sample.Csv("a,b\n1,-99\n2,NaN\n=x,3\n", options);
        Assert.Equal(["1", "2", "=x"], table.Texts("a"));
        Assert.Equal(["", "", "3"], table.Texts("b"));
        Assert.Equal("kg", table["b"].Unit);
        AssertSentence(Assert.Throws<DataException>(() => Sample.Csv("a,b\n1,\n", options)), "empty");
    }

    [Fact]
    public void Refuses_a_type_for_a_column_that_is_not_there() => AssertSentence(
        Assert.Throws<DataException>(() => Sample.Csv("a\n1\n", new TableReadOptions
        {
            ColumnTypes = new Dictionary<string, ColumnType> { ["z"] = ColumnType.Number },
        })), "'z'");

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('é')]
    public void Refuses_a_delimiter_that_cannot_be_one(char delimiter) => AssertSentence(
        Assert.Throws<DataException>(() => Sample.Csv("a,b\n1,2\n", new TableReadOptions { Delimiter = delimiter })),
        "delimiter");

    [Fact]
    public void Text_with_a_value_of_its_own_in_most_rows_is_text()
    {
        string rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"name {i},{i}\n"));
        Assert.Equal(ColumnType.Text, Sample.Csv("who,n\n" + rows)["who"].Type);
    }

    [Fact]
    public void A_missing_file_or_a_folder_is_refused()
    {
        AssertSentence(Assert.Throws<DataException>(() => Table.Read("/no/such/file.csv")), "no such file");
        AssertSentence(Assert.Throws<DataException>(() => Table.Read(Path.GetTempPath())), "folder");
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        string rows = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i}\n"));
        Assert.Throws<OperationCanceledException>(() =>
            Sample.Csv("a\n" + rows, new TableReadOptions { CancellationToken = source.Token }));
    }

    internal static void AssertSentence(DataException error, string says)
    {
        Assert.Contains(says, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 10, 400);
    }
}
