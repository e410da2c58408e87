using System.Buffers.Binary;
using System.Text;

namespace Gramian.Data.Formats;

/// <summary>Reads a NumPy array, versions 1 to 3 of the format; in numbers NaN is a missing cell.</summary>
internal static class NpyReader
{
    private const int HeaderLimit = 10_000;     // as NumPy's own safe limit
    private const int ChunkBytes = 1 << 16;
    private const long LargestExactInteger = 1L << 53;

    private delegate double Convert(ReadOnlySpan<byte> bytes);

    public static Table Read(Stream stream, string file, TableReadOptions options)
    {
        Column[] columns = ReadColumns(stream, ("x", null), file, options);
        TableReader.CheckOverrides([.. columns.Select(column => column.Name)], file, options);
        return new Table(columns, file);
    }

    /// <summary>Reads an array to its end as columns: one column of the name, or name1, name2, ….</summary>
    public static Column[] ReadColumns(
        Stream stream, (string Name, string? Unit) name, string file, TableReadOptions options)
    {
        NpyHeader header = ReadHeader(stream, file);
        if (NpyTextReader.Reads(header))
        {
            return [NpyTextReader.Read(stream, header, name, file, options)];
        }

        double[][] columns = ReadNumbers(stream, header, file, options);
        string[] names = columns.Length == 1 ? [name.Name] : Numbered(name.Name, columns.Length);
        return [.. names.Zip(columns, (own, values) => TableReader.FromNumbers(
            (own, values), file, options, name.Unit))];
    }

    /// <summary>The names prefix1, prefix2, ….</summary>
    public static string[] Numbered(string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"{prefix}{i}"))];

    private static double[][] ReadNumbers(Stream stream, NpyHeader header, string file, TableReadOptions options)
    {
        (int size, Convert convert) = Converter(header.Descriptor, file);
        long rows = header.Shape.Length > 0 ? header.Shape[0] : 1;
        long width = header.Shape.Length > 1 ? header.Shape[1] : 1;
        if (width > options.ColumnLimit)
        {
            throw Refuse.TooManyColumns(file, (int)Math.Min(width, int.MaxValue), options.ColumnLimit);
        }

        if (rows == 0 || width == 0)
        {
            throw DataException.At("the array is empty", file);
        }

        if (rows > Array.MaxLength || rows > options.TableLimit / width)
        {
            throw Refuse.TooLarge(file, rows, width, options.TableLimit);
        }

        var columns = new GrowingColumns((int)rows, (int)width, header.FortranOrder);
        ReadNumbers(stream, file, options, rows * width, size, convert, columns);
        return columns.Values;
    }

    private static NpyHeader ReadHeader(Stream stream, string file)
    {
        Span<byte> start = stackalloc byte[8];
        int count = stream.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        if (count == 0)
        {
            throw Refuse.NothingInside(file);
        }

        if (count < 8 || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw DataException.At("this is no NumPy array: it does not begin with \\x93NUMPY", file);
        }

        if (start[6] is < 1 or > 3)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the array has format version {start[6]}; versions 1 to 3 are known"), file);
        }

        Span<byte> sizeBytes = stackalloc byte[4];
        int sizeLength = start[6] == 1 ? 2 : 4;
        Fill(stream, sizeBytes[..sizeLength], file);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(sizeBytes);
        if (size > HeaderLimit)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the header of the array has {size} bytes, more than the limit of {HeaderLimit}"), file);
        }

        byte[] text = new byte[size];
        Fill(stream, text, file);
        return NpyHeader.Parse(Encoding.UTF8.GetString(text), file);
    }

    private static void ReadNumbers(
        Stream stream, string file, TableReadOptions options, long count, int size, Convert convert,
            GrowingColumns columns)
    {
        byte[] chunk = new byte[ChunkBytes / size * size];
        for (long done = 0; done < count;)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int take = (int)Math.Min(chunk.Length / size, count - done);
            Fill(stream, chunk.AsSpan(0, take * size), file);
            for (int i = 0; i < take; i++, done++)
            {
                double value = convert(chunk.AsSpan(i * size, size));
                columns.Add(double.IsInfinity(value) ? throw Infinite(file, done) : value);
            }
        }

        RefuseMore(stream, file);
    }

    /// <summary>Refuses bytes after the elements.</summary>
    public static void RefuseMore(Stream stream, string file)
    {
        if (stream.ReadByte() >= 0)
        {
            throw DataException.At("there are bytes after the end of the array", file);
        }
    }

    private static DataException Infinite(string file, long element) => DataException.At(
        FormattableString.Invariant($"element {element} of the array is infinite; numbers must be finite"), file);

    /// <summary>Reads all of some bytes, or refuses the file.</summary>
    public static void Fill(Stream stream, Span<byte> destination, string file)
    {
        try
        {
            if (stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length)
            {
                return;
            }
        }
        catch (InvalidDataException error)
        {
            throw DataException.At("the compressed data are damaged", file, innerException: error);
        }

        throw DataException.At("the file ends before the array does", file);
    }

    private static (int Size, Convert Convert) Converter(string descriptor, string file)
    {
        bool big = descriptor.StartsWith('>');
        return descriptor.TrimStart('<', '>', '|', '=') switch
        {
            "f8" => (8, big ? BinaryPrimitives.ReadDoubleBigEndian : BinaryPrimitives.ReadDoubleLittleEndian),
            "f4" => (4, big ? b => BinaryPrimitives.ReadSingleBigEndian(b) : b =>
            BinaryPrimitives.ReadSingleLittleEndian(b)),
            "f2" => (2, big ? b => (double)BinaryPrimitives.ReadHalfBigEndian(b)
                : b => (double)BinaryPrimitives.ReadHalfLittleEndian(b)),
            "i8" => (8, b => Exact(big ? BinaryPrimitives.ReadInt64BigEndian(b)
            : BinaryPrimitives.ReadInt64LittleEndian(b), file)),
            "u8" => (8, b => Exact(big ? BinaryPrimitives.ReadUInt64BigEndian(b)
            : BinaryPrimitives.ReadUInt64LittleEndian(b), file)),
            "i4" => (4, b => big ? BinaryPrimitives.ReadInt32BigEndian(b) : BinaryPrimitives.ReadInt32LittleEndian(b)),
            "u4" => (4, b => big ? BinaryPrimitives.ReadUInt32BigEndian(b)
            : BinaryPrimitives.ReadUInt32LittleEndian(b)),
            "i2" => (2, b => big ? BinaryPrimitives.ReadInt16BigEndian(b) : BinaryPrimitives.ReadInt16LittleEndian(b)),
            "u2" => (2, b => big ? BinaryPrimitives.ReadUInt16BigEndian(b)
            : BinaryPrimitives.ReadUInt16LittleEndian(b)),
            "i1" => (1, b => (sbyte)b[0]),
            "u1" or "b1" => (1, b => b[0]),
            "O" => throw DataException.At("the array holds Python objects, which are never loaded; save numbers", file),
            _ => throw DataException.At(
                $"the element type '{DataException.Show(descriptor)}' is not a plain real number", file),
        };
    }

    private static double Exact(Int128 value, string file) => Int128.Abs(value) <= LargestExactInteger
        ? (double)value
        : throw DataException.At(FormattableString.Invariant(
            $"the integer {value} is beyond 2^53 and cannot be held exactly"), file);
}
