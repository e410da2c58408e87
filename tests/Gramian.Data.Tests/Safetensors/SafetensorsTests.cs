using System.Buffers.Binary;
using System.Text;
using Gramian.Data.Safetensors;
using Gramian.Numerics;

namespace Gramian.Data.Tests.Safetensors;

public sealed class SafetensorsTests
{
    private static readonly Dictionary<string, string> Words = new() { ["b"] = "größe \"x\"\n", ["a"] = "1" };

    public static TheoryData<string, int> BadHeaders => new()
    {
        { "", 0 },
        { "[]", 0 },
        { " {}", 0 },
        { "{", 0 },
        { "{}", 8 },
        { "{} x", 0 },
        { "{/*c*/}", 0 },
        { "{\"a\":1}", 0 },
        { "{\"__metadata__\":{\"x\":1}}", 0 },
        { "{\"__metadata__\":{\"x\":null}}", 0 },
        { "{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"}}", 0 },
        { "{\"__metadata__\":{\"sha256\":\"not json\"}}", 0 },
        { "{\"__metadata__\":{\"sha256\":\"{\\\"gone\\\":\\\"0\\\"}\"}}", 0 },
        { "{\"__metadata__\":{\"header_sha256\":\"0\"}}", 0 },
        { Tensor("F64", "[1]", "[0,8]") + ",", 8 },
        { Tensor("F64", "[1]", "[0,8]"), 7 },
        { Tensor("F64", "[1]", "[0,8]"), 9 },
        { Tensor("F99", "[1]", "[0,8]"), 8 },
        { Tensor("F64", "[2]", "[0,8]"), 8 },
        { Tensor("F64", "[-1]", "[0,8]"), 8 },
        { Tensor("F64", "[1.5]", "[0,8]"), 8 },
        { Tensor("F64", "[1e999]", "[0,8]"), 8 },
        { Tensor("F64", "[2147483648]", "[0,8]"), 8 },
        { Tensor("F64", "[9223372036854775808]", "[0,8]"), 8 },
        { Tensor("F64", "[4611686018427387904,4]", "[0,0]"), 0 },
        { Tensor("F64", "[2305843009213693953]", "[0,8]"), 8 },
        { Tensor("F64", "[1]", "[8,16]"), 16 },
        { Tensor("F64", "[1]", "[8,0]"), 8 },
        { Tensor("F64", "[1]", "[0,9223372036854775807]"), 8 },
        { Tensor("F64", "[1]", "[0,8,9]"), 8 },
        { Tensor("F64", "[1,1,1,1,1,1,1,1,1]", "[0,8]"), 8 },
        { "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8],\"more\":1}}", 8 },
        { "{\"x\":{\"dtype\":\"F64\",\"shape\":[1]}}", 8 },
        { "{\"x\":{\"dtype\":\"F64\",\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8 },
        { "{\"x\":" + new string('[', 40) + new string(']', 40) + "}", 0 },
        { "{\"x\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"y\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8 },
    };

    [Fact]
    public void Writes_and_reads_exact_bits()
    {
        double[] odd = [0.1, -0.0, double.Epsilon, double.MaxValue, double.NaN, double.NegativeInfinity];
        Matrix<double> square = Matrix<double>.FromArray(new double[,] { { 1, 9 }, { 2, 3 } });
        using SafetensorsReader reader = Read(Write([
            TensorEntry.FromVector("z", odd), TensorEntry.FromMatrix("m", square),
            TensorEntry.FromLowerTriangle("l", square), TensorEntry.FromVector("i", [3, -4])]));
        Assert.Equal(odd.Select(BitConverter.DoubleToInt64Bits),
            reader.ReadVector("z").Select(BitConverter.DoubleToInt64Bits));
        Matrix<double> matrix = reader.ReadMatrix("m");
        Assert.Equal((1.0, 9.0, 2.0, 3.0), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        Matrix<double> lower = reader.ReadLowerTriangle("l", 2);
        Assert.Equal((1.0, 0.0, 2.0, 3.0), (lower[0, 0], lower[0, 1], lower[1, 0], lower[1, 1]));
        Assert.Equal([3, -4], reader.ReadIntegers("i"));
        Assert.Equal("größe \"x\"\n", reader.Metadata["b"]);
        Assert.True(reader.HasDigests);
        reader.VerifyAll();
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_whatever_the_order()
    {
        TensorEntry a = TensorEntry.FromVector("a", [1.0]);
        TensorEntry b = TensorEntry.FromVector("b", [2.0, 3]);
        Assert.Equal(Write([a, b]), Write([b, a]));
        Assert.Equal(0, (BinaryPrimitives.ReadInt64LittleEndian(Write([a, b])) + 8) % 8);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] whole = Write([TensorEntry.FromVector("a", [1.0, 2]), TensorEntry.FromVector("b", [3.0])]);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<DataException>(() => Read(whole[..length]));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        byte[] whole = Write([TensorEntry.FromVector("a", [1.0, 2]), TensorEntry.FromVector("b", [3.0])]);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DataException>(() => ReadAll(damaged));
        }
    }

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Refuses_a_bad_header(string header, int dataLength) =>
        Assert.Throws<DataException>(() => Read(Raw(header, dataLength)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1L << 31)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData((16 << 20) + 1)]
    public void Refuses_a_header_length_that_lies(long length)
    {
        byte[] bytes = Raw("{}", 100);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        Assert.Throws<DataException>(() => Read(bytes));
    }

    [Fact]
    public void Reads_files_of_other_writers_without_digests()
    {
        using SafetensorsReader reader = Read(Raw(Tensor("F64", "[1]", "[0,8]"), 8));
        Assert.Equal([0.0], reader.ReadVector("x"));
        Assert.False(reader.HasDigests);
    }

    [Fact]
    public void Refuses_names_that_are_reserved_or_double()
    {
        Assert.Throws<ArgumentException>(() => Write([TensorEntry.FromVector("__metadata__", [1.0])]));
        Assert.Throws<ArgumentException>(() =>
            Write([TensorEntry.FromVector("a", [1.0]), TensorEntry.FromVector("a", [1.0])]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(
            new MemoryStream(), new Dictionary<string, string> { ["sha256"] = "" }, []));
    }

    [Fact]
    public void Refuses_an_array_of_another_kind_or_name()
    {
        using SafetensorsReader reader = Read(Write([TensorEntry.FromVector("a", [1.0, 2])]));
        Assert.Throws<DataException>(() => reader.ReadVector("b"));
        Assert.Throws<DataException>(() => reader.ReadIntegers("a"));
        Assert.Throws<DataException>(() => reader.ReadMatrix("a"));
        Assert.Throws<DataException>(() => reader.ReadLowerTriangle("a", 2));
    }

    private static string Tensor(string type, string shape, string offsets) =>
        $"{{\"x\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}}}";

    private static byte[] Write(TensorEntry[] tensors)
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, Words, tensors);
        return stream.ToArray();
    }

    private static SafetensorsReader Read(byte[] bytes) => SafetensorsReader.Open(new MemoryStream(bytes), "t");

    private static void ReadAll(byte[] bytes)
    {
        using SafetensorsReader reader = Read(bytes);
        reader.VerifyAll();
        if (!reader.HasDigests)
        {
            throw DataException.At("a flip in the names of the digests took them away", null);
        }
    }

    private static byte[] Raw(string header, int dataLength)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. new byte[dataLength]];
    }
}
