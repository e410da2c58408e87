using System.IO.Compression;
using System.Text;

namespace Gramian.Cli.Tests.Verbs;

/// <summary>Tables that cannot be used: exit code 1, one line that names the place, nothing written.</summary>
public sealed class BadTableTests
{
    private static readonly string TooWide = string.Join(',', Enumerable.Range(0, 100_001).Select(i => $"c{i}"));

    // Name, text, what the message must say.
    private static readonly (string Name, string Text, string Said)[] Tables =
    [
        ("empty", "", "empty"),
        ("header only", "x,y\n", "no rows"),
        ("ragged", "x,y\n1,2\n3\n", "line 3"),
        ("too many cells", "x,y\n1,2\n3,4,5\n", "line 3"),
        ("unclosed quote", "x,y\n1,\"2\n3,4\n", "line"),
        ("twice the same name", "x,x,y\n1,2,3\n2,3,4\n", "x"),
        ("no row of names", "1,2\n3,4\n", "no row of names"),
        ("no such target", "x,z\n1,2\n3,4\n", "'y'"),
        ("target only", "y\n1\n2\n", "'y'"),
        ("text target", "x,y\n1,a b c d\n2,e f g\n3,h i\n4,k\n", "'y'"),
        ("one class", "x,y\n1,a\n2,a\n3,a\n4,a\n5,a\n6,a\n7,a\n8,a\n", "'y'"),
        ("missing target", "x,y\n1,2\n3,\n5,6\n", "'y'"),
        ("constant target", "x,y\n1,2\n3,2\n5,2\n", "'y'"),
        ("constant inputs", "x,y\n1,2\n1,3\n1,4\n", "input"),
        ("1e999", "x,y\n1,2\n2,3\n3,4\n4,5\n5,1e999\n", "line 6"),
        ("nan", "x,y\n1,2\n2,3\n3,4\n4,5\n5,nan\n", "line 6"),
        ("Infinity", "x,y\n1,2\nInfinity,3\n3,4\n4,5\n5,6\n", "line 3"),
        ("decimal comma", "x,y\n1,2\n2,3\n\"3,5\",4\n4,5\n", "line 4"),
        ("formula", "x,y\n1,2\n2,=A1\n3,4\n4,5\n", "line 3"),
        ("NUL", "x,y\n1,2\n2,\0\n3,4\n", "line 3"),
        ("too many columns", TooWide + "\n", "columns"),
        ("a million characters", "x,y\n" + new string('1', 1_000_000) + ",2\n", "line 2"),
    ];

    public static TheoryData<string> Names => [.. Tables.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_in_one_line(string name)
    {
        (_, string text, string said) = Tables.Single(table => table.Name == name);
        using var folder = new TestFolder();
        folder.Write("t.csv", text);
        InProcess.Run("fit", folder["t.csv"], "--target", "y", "-o", folder["m.gram"]).AssertRefused(1, said);
        Assert.Equal(["t.csv"], folder.Files);
    }

    [Fact]
    public void Numbers_that_are_no_classes_are_refused_as_such()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", Samples.Small(30));
        folder.Run("fit", "t.csv", "--target", "y", "--class-weight", "balanced")
            .AssertRefused(1, "30 different numbers in 30 rows, which are no classes");
    }

    [Theory]
    [InlineData("density")]
    [InlineData("outliers")]
    [InlineData("compare-distributions")]
    public void Numbers_whose_squares_overflow_are_refused_with_their_row(string verb)
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "x\n1\n2\n-1e300\n4\n");
        string[] tables = verb == "compare-distributions" ? ["t.csv", "t.csv"] : ["t.csv"];
        folder.Run([verb, .. tables]).AssertRefused(1, "column 'x'", "row 3");
    }

    [Fact]
    public void A_table_that_is_not_there_is_refused()
    {
        using var folder = new TestFolder();
        folder.Run("fit", "none.csv", "--target", "y").AssertRefused(1, "none.csv", "no such file");
        folder.Run("fit", ".", "--target", "y").AssertRefused(1, "folder");
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_gzip_that_is_cut_is_refused()
    {
        using var folder = new TestFolder();
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(Samples.Small(500)));
        }

        File.WriteAllBytes(folder["t.csv.gz"], bytes.ToArray()[..(int)(bytes.Length / 2)]);
        folder.Run("fit", "t.csv.gz", "--target", "y").AssertRefused(1, "t.csv.gz");
        Assert.Equal(["t.csv.gz"], folder.Files);
    }

    [Fact]
    public void The_place_is_a_field_of_the_error_as_json()
    {
        using var folder = new TestFolder();
        folder.Write("t.csv", "x,y\n1,2\n2,3\n3,4\n4,5\n5,1e999\n");
        RunResult run = folder.Run("fit", "t.csv", "--target", "y", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("data", (string?)run.Json["error"]!["code"]);
        Assert.Equal("t.csv, line 6, column 'y'", (string?)run.Json["error"]!["where"]);
    }
}
