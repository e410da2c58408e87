using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gramian.Data;

namespace Gramian.Models;

/// <summary>Hashes the content of tables, so that the same data are recognised whatever file they came in.</summary>
/// <remarks>
/// SHA-256 over: the number of rows; then for each column its name, unit ("" for none) and type as UTF-8 texts preceded
/// by their lengths, and its cells: numbers as their 64 bits, others as the text that <see cref="Column.Format"/>
/// gives.
/// Integers are little-endian, 64 bits for the rows and 32 for lengths.
/// </remarks>
public static class TableDigest
{
    /// <summary>The digest in lower-case hexadecimal.</summary>
    /// <param name="table">The table.</param>
    public static string Sha256(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, table.Rows);
        hash.AppendData(number);
        foreach (Column column in table.Columns)
        {
            Append(hash, column.Name);
            Append(hash, column.Unit ?? "");
            Append(hash, column.Type.ToString());
            for (int row = 0; row < column.Rows; row++)
            {
                if (column is NumberColumn numbers)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(number, numbers.Values[row]);
                    hash.AppendData(number);
                }
                else
                {
                    Append(hash, column.Format(row));
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
