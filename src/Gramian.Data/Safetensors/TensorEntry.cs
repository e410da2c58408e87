using System.Runtime.InteropServices;
using Gramian.Numerics;

namespace Gramian.Data.Safetensors;

/// <summary>Represents one array to be written, handed over in pieces so that no copy is needed.</summary>
public sealed class TensorEntry
{
    private readonly int pieces;
    private readonly Piece piece;

    private TensorEntry(string name, TensorType type, long[] shape, int pieces, Piece piece)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Type, Shape, this.pieces, this.piece) = (name, type, shape, pieces, piece);
        long count = 1;
        foreach (long size in shape)
        {
            count = checked(count * size);
        }

        Length = checked(count * TensorTypes.Size(type));
    }

    private delegate ReadOnlySpan<byte> Piece(int index);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public TensorType Type { get; }

    /// <summary>The sizes, row-major.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>An array of one dimension.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The numbers; borrowed.</param>
    public static TensorEntry FromVector(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TensorEntry(name, TensorType.Float64, [values.Length], 1, _ =>
            MemoryMarshal.AsBytes<double>(values));
    }

    /// <summary>An array of integers of one dimension.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The integers; borrowed.</param>
    public static TensorEntry FromVector(string name, int[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TensorEntry(name, TensorType.Int32, [values.Length], 1, _ => MemoryMarshal.AsBytes<int>(values));
    }

    /// <summary>An array of two dimensions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The matrix; borrowed.</param>
    public static TensorEntry FromMatrix(string name, Matrix<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TensorEntry(name, TensorType.Float64, [values.Rows, values.Columns], values.Rows,
            row => MemoryMarshal.AsBytes<double>(values.Row(row)));
    }

    /// <summary>The lower triangle of a square matrix by rows, n(n + 1)/2 numbers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The matrix; borrowed.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static TensorEntry FromLowerTriangle(string name, Matrix<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Guard.Length(values.Columns, values.Rows, nameof(values));
        return new TensorEntry(name, TensorType.Float64, [(long)values.Rows * (values.Rows + 1L) / 2], values.Rows,
            row => MemoryMarshal.AsBytes<double>(values.Row(row)[..(row + 1)]));
    }

    internal void WriteTo(Action<ReadOnlySpan<byte>> sink)
    {
        long written = 0;
        for (int i = 0; i < pieces; i++)
        {
            ReadOnlySpan<byte> bytes = piece(i);
            written += bytes.Length;
            sink(bytes);
        }

        Guard.Length(written, Length, Name);
    }
}
