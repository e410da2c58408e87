using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Gramian.Data.Formats;
using Gramian.Data.Safetensors;
using Gramian.Numerics;

namespace Gramian.Data.Tests.Formats;

public sealed class NpzFileTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly Table Sample = new(
    [
        new NumberColumn("a", [1.5, double.NaN, -0.0], "m"),
        CategoryColumn.FromText("kind", ["rød", null, "b"]),
        new DateColumn("day", [
            new DateTime(2020, 2, 29, 12, 0, 0, DateTimeKind.Utc).Ticks, DateColumn.MissingTicks,
            new DateTime(1969, 12, 31, 0, 0, 0, DateTimeKind.Utc).Ticks]),
    ]);

    [Fact]
    public void An_array_has_the_bytes_that_the_format_says()
    {
        using var stream = new MemoryStream();
        NpzFile.Write(
            stream, [TensorEntry.FromMatrix("m", Matrix<double>.FromRowMajor(2, 1, [1, -2]))],
            new Dictionary<string, string> { ["t"] = "é" });
        string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }";
        byte[] expected =
        [
            0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, 118, 0,
            .. Encoding.ASCII.GetBytes(header.PadRight(117) + "\n"),
            .. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(-2.0),
        ];
        Assert.Equal(expected, Entry(stream, "m.npy"));
        byte[] text = Entry(stream, "t.npy");
        Assert.Contains("'descr': '<U1', 'fortran_order': False, 'shape': (), ", Encoding.ASCII.GetString(text));
        Assert.Equal([0xE9, 0, 0, 0], text[^4..]);
        Assert.Equal(0, (text.Length - 4) % 64);
    }

    [Fact]
    public void The_same_table_gives_the_same_bytes_and_numbers_read_back()
    {
        using MemoryStream first = Written(Sample), second = Written(Sample);
        Assert.Equal(first.ToArray(), second.ToArray());
        var numbers = new Table(
            [new NumberColumn("a", [1.5, double.NaN, -0.0], "m"), new NumberColumn("b", [1, 2, 3])]);
        using MemoryStream stream = Written(numbers);
        var back = Table.Read(stream, "t.npz");
        Assert.Equal(["a", "b"], back.Columns.Select(column => column.Name));
        Assert.Equal(((NumberColumn)numbers["a"]).Values.ToArray(), ((NumberColumn)back["a"]).Values.ToArray());
    }

    [Fact]
    public void Text_moments_and_units_read_back()
    {
        var written = new Table([
            CategoryColumn.FromText("kind", ["zinc", "größe", "", "a 😀"]),
            new DateColumn("when", [new DateTime(1969, 12, 31, 23, 59, 59, 250, DateTimeKind.Utc).Ticks,
                DateColumn.MissingTicks, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks, 0]),
            new NumberColumn("length", [1, 2, 3, 4], "m")]);
        using MemoryStream stream = Written(written);
        var back = Table.Read(stream, "t.npz");
        Assert.Equal(written.Columns.Select(column => column.Header), back.Columns.Select(column => column.Header));
        Assert.Equal([ColumnType.Category, ColumnType.Date, ColumnType.Number], back.Columns.Select(c => c.Type));
        foreach (Column column in written.Columns)
        {
            Assert.Equal(Cells(column), Cells(back[column.Name]));
        }

        static string[] Cells(Column column) => [.. Enumerable.Range(0, column.Rows).Select(column.Format)];
    }

    [Fact]
    public void X_and_y_read_back_as_columns_and_X_refuses_text()
    {
        using var stream = new MemoryStream();
        new Table([new NumberColumn("p", [1, 2]), new NumberColumn("q", [3, 4]), new NumberColumn("r", [5, 6])])
            .WriteNpz(stream, "q");
        stream.Position = 0;
        var back = Table.Read(stream, "t.npz");
        Assert.Equal(["X1", "X2", "y"], back.Columns.Select(column => column.Name));
        Assert.Equal([5, 6], ((NumberColumn)back["X2"]).Values.ToArray());
        using var none = new MemoryStream();
        Assert.Contains("X holds numbers", Assert.Throws<DataException>(() => Sample.WriteNpz(none, "a")).Message);
    }

    [Fact]
    public void NumPy_loads_what_was_written()
    {
        Assert.SkipUnless(File.Exists(Python) && Run("import numpy").Code == 0, "numpy is not installed");
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.Create(path))
            {
                Sample.WriteNpz(file);
            }

            (int code, string output) = Run($"""
                import numpy
                z = numpy.load(r'{path}', allow_pickle=False)
                print(z['a [m]'].dtype, z['a [m]'].tolist(), z['kind'].tolist() == ['r\xf8d', '', 'b'])
                print([str(d) for d in z['day']])
                """);
            Assert.Equal(0, code);
            Assert.Equal(
                "float64 [1.5, nan, -0.0] True\n['2020-02-29T12:00:00.000000', 'NaT', '1969-12-31T00:00:00.000000']\n",
                output);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static MemoryStream Written(Table table)
    {
        var stream = new MemoryStream();
        table.WriteNpz(stream);
        stream.Position = 0;
        return stream;
    }

    private static byte[] Entry(MemoryStream stream, string name)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        using Stream content = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static (int Code, string Output) Run(string script)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", script])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
