using System.IO.Compression;
using System.Text;

namespace Gramian.Data.Tests.Formats;

/// <summary>Bad files of the other formats: each is refused in one clear sentence.</summary>
public sealed class NastyFilesTests
{
    public static TheoryData<string, string> BadJson => new()
    {
        { "", "empty" },
        { "\n \n", "empty" },
        { "1\n", "line 1" },
        { "[1,2]\n", "line 1" },
        { "{\"a\":1}\n{\"a\":\n", "line 2" },
        { "{\"a\":1,}\n", "strict JSON" },
        { "{\"a\":1} // c\n", "strict JSON" },
        { "{\"a\":1}{\"a\":2}\n", "strict JSON" },
        { "{a:1}\n", "strict JSON" },
        { "{'a':1}\n", "strict JSON" },
        { "{\"a\":NaN}\n", "strict JSON" },
        { "{\"a\":Infinity}\n", "strict JSON" },
        { "{\"a\":01}\n", "strict JSON" },
        { "{\"a\":1e999}\n{\"a\":1}\n", "largest double" },
        { "{\"a\":1,\"a\":2}\n", "twice" },
        { "{\"a\":1}\n{\"a\":1,\"a\":2}\n", "line 2, column 'a'" },
        { "{\"a\":[1]}\n", "list or an object" },
        { "{\"a\":{\"b\":1}}\n", "list or an object" },
        { "{\"\":1}\n", "no name" },
        { "{\"a\":1,\"a [m]\":2}\n", "differ only" },
        { "{}\n{}\n", "no columns" },
        { "{\"a\":\"\\ud800\"}\n", "strict JSON" },
        { "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":2}\n", "line 2, column 'a'" },
        { "{\"a\":\"=1+1\"}\n", "formula" },
        { string.Concat(Enumerable.Repeat("[", 100_000)), "strict JSON" },
    };

    public static TheoryData<string, string> BadSparse => new()
    {
        { "", "empty" },
        { "# only a comment\n", "empty" },
        { "x 1:2\n", "the label 'x'" },
        { "1 0:2\n", "count from 1" },
        { "1 -1:2\n", "count from 1" },
        { "1 2:1 1:1\n", "ascend" },
        { "1 2:1 2:1\n", "ascend" },
        { "1 a:1\n", "index:value" },
        { "1 1\n", "index:value" },
        { "1 1:\n", "not a number" },
        { "1 1:nan\n", "list this spelling" },
        { "1 1:inf\n", "infinite" },
        { "1 1:1e999\n", "largest double" },
        { "1 qid:3 1:2\n", "qid" },
        { "1,2 1:2\n", "label" },
        { "nan 1:2\n", "label" },
        { "1 100001:2\n", "limit" },
        { "1 99999999999:2\n", "index:value" },
        { "1 1:2\n1 1:2:3\n", "line 2" },
    };

    [Theory]
    [MemberData(nameof(BadJson))]
    public void Refuses_bad_json_lines(string text, string says) => NastyTextTests.AssertSentence(
        Assert.Throws<DataException>(() => Sample.Bytes(Encoding.UTF8.GetBytes(text), name: "t.jsonl")), says);

    [Theory]
    [MemberData(nameof(BadSparse))]
    public void Refuses_bad_sparse_rows(string text, string says) => NastyTextTests.AssertSentence(
        Assert.Throws<DataException>(() => Sample.Bytes(Encoding.UTF8.GetBytes(text), name: "t.svm")), says);

    [Fact]
    public void Reads_json_lines_with_members_that_come_and_go()
    {
        Table table = Sample.Bytes("{\"a\":1,\"b\":\"x\"}\r\n\r\n{\"b\":null,\"c\":true}\n{\"a\":-2.5e3}"u8.ToArray(),
            name: "t.ndjson");
        Assert.Equal(["1", "", "-2500"], table.Texts("a"));
        Assert.Equal(["x", "", ""], table.Texts("b"));
        Assert.Equal(["", "true", ""], table.Texts("c"));
    }

    [Fact]
    public void Numbers_of_json_keep_their_point_beside_texts_with_a_decimal_comma()
    {
        Table table = Sample.Bytes("{\"a\":1.5}\n{\"a\":\"2,5\"}\n"u8.ToArray(),
            new TableReadOptions { DecimalComma = true }, "t.jsonl");
        Assert.Equal([1.5, 2.5], table.Numbers("a"));
    }

    [Fact]
    public void Reads_sparse_rows()
    {
        Table table = Sample.Bytes("+1 1:0.5 3:-2 # note\n\n-1 2:1e2\n"u8.ToArray(), name: "t.libsvm");
        Assert.Equal([1.0, -1], table.Numbers("label"));
        Assert.Equal([0.5, 0], table.Numbers("x1"));
        Assert.Equal([0, 100.0], table.Numbers("x2"));
        Assert.Equal([-2.0, 0], table.Numbers("x3"));
    }

    [Fact]
    public void A_sparse_table_that_would_be_too_large_is_refused_before_it_is_made()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1 90000:1\n", 20)));
        NastyTextTests.AssertSentence(Assert.Throws<DataException>(() =>
            Sample.Bytes(text, new TableReadOptions { TableLimit = 1_000_000 }, "t.svm")), "limit");
    }

    [Fact]
    public void Reads_gzip_by_its_content_whatever_the_name()
    {
        Assert.Equal([1.0], Sample.Bytes(Gzip("a,b\n1,2\n"u8.ToArray()), name: "t.csv.gz").Numbers("a"));
        Assert.Equal([1.0], Sample.Bytes(Gzip("a,b\n1,2\n"u8.ToArray()), name: "t.csv").Numbers("a"));
        Assert.Equal([1.0], Sample.Bytes(Gzip("{\"a\":1}"u8.ToArray()), name: "t.jsonl.gz").Numbers("a"));
    }

    [Fact]
    public void Refuses_damaged_gzip()
    {
        byte[] packed = Gzip(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 500).Select(i =>
            $"{i},{i * 7}\n"))));
        foreach (int length in Enumerable.Range(0, packed.Length).Where(i => i % 7 == 0))
        {
            Assert.Throws<DataException>(() => Sample.Bytes(packed[..length], name: "t.csv.gz"));
        }

        for (int i = packed.Length - 8; i < packed.Length; i++)
        {
            byte[] wrong = [.. packed];
            wrong[i] ^= 4;
            Assert.Throws<DataException>(() => Sample.Bytes(wrong, name: "t.csv.gz"));
        }

        NastyTextTests.AssertSentence(
            Assert.Throws<DataException>(() => Sample.Bytes("a,b\n1,2\n"u8.ToArray(), name: "t.csv.gz")), "not gzip");
    }

    [Fact]
    public void Stops_a_bomb_early()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] rows = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("0,0\n", 1 << 18)));
            for (int i = 0; i < 40; i++)
            {
                gzip.Write(rows.AsSpan(i == 0 ? 0 : 4));
            }
        }

        NastyTextTests.AssertSentence(
            Assert.Throws<DataException>(() => Sample.Bytes(packed.ToArray(), name: "t.csv.gz")), "bomb");
        NastyTextTests.AssertSentence(Assert.Throws<DataException>(() => Sample.Bytes(
            packed.ToArray(), new TableReadOptions { DecompressedLimit = 1 << 20 }, "t.csv.gz")), "bomb");
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
