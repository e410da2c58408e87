using System.Globalization;

namespace Gramian.Data.Formats;

/// <summary>
/// Represents the header of a NumPy array: a Python literal of three members, and nothing else is accepted.
/// </summary>
internal sealed record NpyHeader(string Descriptor, bool FortranOrder, long[] Shape)
{
    private const int DimensionLimit = 2;

    /// <summary>Reads "{'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), }".</summary>
    public static NpyHeader Parse(string text, string file)
    {
        var scanner = new Scanner(text, file);
        (string? descriptor, bool? fortran, long[]? shape) = (null, null, null);
        scanner.Expect('{');
        while (!scanner.Accept('}'))
        {
            string key = scanner.Quoted();
            scanner.Expect(':');
            switch (key)
            {
                case "descr" when descriptor is null:
                    descriptor = scanner.Quoted();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = scanner.Word() switch { "True" => true, "False" => false, _ => throw scanner.Bad() };
                    break;
                case "shape" when shape is null:
                    shape = scanner.Tuple();
                    break;
                default:
                    throw scanner.Bad();
            }

            if (!scanner.Accept(','))
            {
                scanner.Expect('}');
                break;
            }
        }

        scanner.End();
        return descriptor is not null && fortran is not null && shape is not null
            ? new NpyHeader(descriptor, fortran.Value, shape)
            : throw scanner.Bad();
    }

    private sealed class Scanner(string text, string file)
    {
        private int at;

        public DataException Bad() => DataException.At(
            "the header of the array is not one that NumPy writes for plain numbers "
            + "(exactly descr, fortran_order and shape; no structured types)", file);

        public bool Accept(char wanted)
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at >= text.Length || text[at] != wanted)
            {
                return false;
            }

            at++;
            return true;
        }

        public void Expect(char wanted)
        {
            if (!Accept(wanted))
            {
                throw Bad();
            }
        }

        public string Quoted()
        {
            char quote = Accept('\'') ? '\'' : Accept('"') ? '"' : throw Bad();
            int end = text.IndexOf(quote, at);
            if (end < 0)
            {
                throw Bad();
            }

            string inside = text[at..end];
            at = end + 1;
            return inside;
        }

        public string Word()
        {
            Accept('\0');
            int start = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
            }

            return text[start..at];
        }

        public long[] Tuple()
        {
            var sizes = new List<long>();
            Expect('(');
            while (!Accept(')'))
            {
                sizes.Add(long.TryParse(Word().TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture,
                    out long size)
                    ? size
                    : throw Bad());
                if (sizes.Count > DimensionLimit)
                {
                    throw DataException.At("the array has more than 2 dimensions; a table has rows and columns", file);
                }

                if (!Accept(','))
                {
                    Expect(')');
                    break;
                }
            }

            return [.. sizes];
        }

        public void End()
        {
            if (!text.AsSpan(at).Trim(" \n").IsEmpty)
            {
                throw Bad();
            }
        }
    }
}
