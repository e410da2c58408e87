using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gramian.Data.Tests.Formats;

public sealed class NpyReaderTests
{
    private const string Good = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

    public static TheoryData<string, string> BadHeaders => new()
    {
        { "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", "Python objects" },
        { "{'descr': '<U5', 'fortran_order': False, 'shape': (2, 3), }", "one dimension" },
        { "{'descr': '<U0', 'fortran_order': False, 'shape': (2,), }", "is not text of 1 to" },
        { "{'descr': '<U999999999', 'fortran_order': False, 'shape': (2,), }", "is not text of 1 to" },
        { "{'descr': '<U100', 'fortran_order': False, 'shape': (2,), }", "ends before" },
        { "{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }", "which is no character" },
        { "{'descr': '<M8[Y]', 'fortran_order': False, 'shape': (2,), }", "ns are known" },
        { "{'descr': '<M8[D]', 'fortran_order': False, 'shape': (1,), }", "years 1 to 9999" },
        { "{'descr': '|S5', 'fortran_order': False, 'shape': (2,), }", "not a plain real number" },
        { "{'descr': '<c16', 'fortran_order': False, 'shape': (2, 3), }", "not a plain real number" },
        { "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'x': 1}", "exactly descr" },
        { "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}", "exactly descr" },
        { "{'descr': '<f8', 'shape': (2, 3)}", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3)}", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (-2, 3)}", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} import os", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3", "exactly descr" },
        { "", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3, 1)}", "more than 2 dimensions" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3)}", "empty" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 0)}", "empty" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 4)}", "ends before" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2)}", "bytes after" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 3)}", "limit" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 9223372036854775807)}", "columns" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 3)}", "exactly descr" },
        { "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000, 10)}", "ends before" },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reads_every_version(byte version)
    {
        Table table = Sample.Bytes(Array(Good, Doubles(1, 2, 3, 4, double.NaN, 6), version), name: "t.npy");
        Assert.Equal([1.0, 4], table.Numbers("x1"));
        Assert.True(table["x2"].IsMissing(1));
        Assert.Equal([3.0, 6], table.Numbers("x3"));
    }

    [Fact]
    public void Reads_column_order_and_other_types()
    {
        Assert.Equal([1.0, 2], Sample.Bytes(
            Array(Good.Replace("False", "True"), Doubles(1, 2, 3, 4, 5, 6)), name: "t.npy").Numbers("x1"));
        Assert.Equal([-1.0, 2, 3], Sample.Bytes(
            Array("{'descr':'|i1','fortran_order':False,'shape':(3,)}", [255, 2, 3]), name: "t.npy").Numbers("x"));
        Assert.Equal([258.0], Sample.Bytes(
            Array("{'descr':'>u2','fortran_order':False,'shape':(1,)}", [1, 2]), name: "t.npy").Numbers("x"));
        Assert.Equal([1.0, 0], Sample.Bytes(
            Array("{'descr':'|b1','fortran_order':False,'shape':(2,)}", [1, 0]), name: "t.npy").Numbers("x"));
    }

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Refuses_a_bad_header(string header, string says) => NastyTextTests.AssertSentence(
        Assert.Throws<DataException>(() =>
            Sample.Bytes(Array(header, Doubles(1, 2, 3, 4, 5, 6)), name: "t.npy")), says);

    [Fact]
    public void Refuses_infinity_integers_that_are_not_exact_and_other_files()
    {
        Says(Array(Good, Doubles(1, 2, 3, 4, double.PositiveInfinity, 6)), "infinite");
        byte[] large = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(large, (1L << 53) + 1);
        Says(Array("{'descr':'<i8','fortran_order':False,'shape':(1,)}", large), "2^53");
        Says("hello, world"u8.ToArray(), "no NumPy array");
        Says([], "empty");
        Says([0x93, 78, 85, 77, 80, 89, 9, 0, 0, 0], "version 9");
        Says([0x93, 78, 85, 77, 80, 89, 2, 0, 255, 255, 255, 127], "limit of 10000");

        static void Says(byte[] bytes, string says) => NastyTextTests.AssertSentence(
            Assert.Throws<DataException>(() => Sample.Bytes(bytes, name: "t.npy")), says);
    }

    [Fact]
    public void Reads_archives_and_refuses_bad_ones()
    {
        byte[] y = Array("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", Doubles(7, 8));
        byte[] x = Array(Good, Doubles(1, 2, 3, 4, 5, 6));
        Table table = Sample.Bytes(Zip(("y.npy", y), ("X.npy", x)), name: "t.npz");
        Assert.Equal(["y", "X1", "X2", "X3"], table.Columns.Select(c => c.Name));
        Assert.Equal([7.0, 8], table.Numbers("y"));
        byte[] longer = Array("{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}", Doubles(7, 8, 9));
        Says(Zip(("y.npy", y), ("z.npy", longer)), "rows");
        Says(Zip(("y.npy", y), ("y.npy", y)), "same name");
        Says(Zip(("readme.txt", y)), "no .npy");
        Says(Zip(), "arrays");
        Says("PK not a zip"u8.ToArray(), "zip");
        byte[] whole = Zip(("y.npy", y), ("X.npy", x));
        for (int length = 0; length < whole.Length; length += 5)
        {
            Assert.Throws<DataException>(() => Sample.Bytes(whole[..length], name: "t.npz"));
        }

        static void Says(byte[] bytes, string says) => NastyTextTests.AssertSentence(
            Assert.Throws<DataException>(() => Sample.Bytes(bytes, name: "t.npz")), says);
    }

    private static byte[] Array(string header, byte[] data, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header + "\n");
        byte[] size = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(size, text.Length);
        }

        return [0x93, .. "NUMPY"u8, version, 0, .. size, .. text, .. data];
    }

    private static byte[] Doubles(params double[] values) =>
        [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }
}
