using System.Globalization;
using System.Text;

namespace Gramian.Data.Formats;

/// <summary>Collects the cells of one column, finds its type from a first sample, and holds it to that type.</summary>
/// <remarks>
/// The first cells that are not missing are kept as text. Then: all numbers → number; all ISO 8601 → date; more than
/// half numbers (or spellings meant as numbers) → an error that names the first cell that is none; else → category.
/// After that a number column holds 8 bytes per cell. At the end a category column with more than 50 levels, most of
/// them in one row only, becomes text.
/// </remarks>
internal sealed class ColumnBuilder
{
    private const int TextLevels = 50;
    private const int ShortCell = 256;
    private readonly TableReadOptions options;
    private readonly string file;
    private readonly int sampleSize;
    private readonly bool forced;
    private readonly bool plainNumbers;     // no decimal comma, and no missing token that is a number
    private readonly ColumnEvidence evidence = new();
    private readonly List<string?> sample = [];
    private readonly Dictionary<string, int> levels = new(StringComparer.Ordinal);
    private ColumnType? type;
    private double[] numbers = [];
    private long[] ticks = [];
    private int[] codes = [];

    public ColumnBuilder(string name, string? unit, TableReadOptions options, string file, int sampleSize)
    {
        Name = name;
        Unit = options.Units.TryGetValue(name, out string? given) ? given : unit;
        this.options = options;
        this.file = file;
        this.sampleSize = sampleSize;
        forced = options.ColumnTypes.TryGetValue(name, out ColumnType wanted)
            || options.ExpectedTypes.TryGetValue(name, out wanted);
        type = forced ? wanted : null;
        plainNumbers = !options.DecimalComma
            && !options.MissingTokens.Any(token => NumberText.TryParse(token, decimalComma: false, out _));
    }

    public string Name { get; }

    public string? Unit { get; }

    public int Rows { get; private set; }

    /// <summary>Adds a cell of UTF-8 text; outer blanks do not count.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line)
    {
        if (type == ColumnType.Number && plainNumbers
            && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value))
        {
            Append(ref numbers, value);     // the hot path: no decoding, no search among the missing tokens
            return;
        }

        if (cell.Length > ShortCell)
        {
            Add(Encoding.UTF8.GetString(cell), line);
            return;
        }

        Span<char> characters = stackalloc char[ShortCell];
        Add(characters[..Encoding.UTF8.GetChars(cell, characters)], line);
    }

    /// <summary>Adds a cell that is written as a number in JSON, whatever the decimal mark of text.</summary>
    public void AddNumber(ReadOnlySpan<byte> cell, long line)
    {
        Span<char> comma = stackalloc char[ShortCell];
        if (options.DecimalComma && cell.Length <= ShortCell)
        {
            Span<char> characters = comma[..Encoding.UTF8.GetChars(cell, comma)];
            characters.Replace('.', ',');
            Add(characters, line);
        }
        else
        {
            Add(cell, line);
        }
    }

    /// <summary>Adds a cell of text; outer blanks do not count.</summary>
    public void Add(ReadOnlySpan<char> cell, long line)
    {
        if (cell.Length > options.CellLimit)
        {
            throw DataException.At(FormattableString.Invariant(
                $"a cell has {cell.Length} characters, more than {options.CellLimit}; is a quote left open?"),
                file, line, Name, cell.ToString());
        }

        cell = cell.Trim();
        if (IsMissing(cell))
        {
            AddMissing();
        }
        else if (type is ColumnType known)
        {
            Append(known, cell, line);
        }
        else
        {
            evidence.Weigh(cell, line, options.DecimalComma, file, Name);
            sample.Add(cell.ToString());
            Rows++;
            if (evidence.Cells >= sampleSize)
            {
                Decide();
            }
        }
    }

    /// <summary>Adds a missing cell.</summary>
    public void AddMissing()
    {
        switch (type)
        {
            case ColumnType.Number: Append(ref numbers, double.NaN); break;
            case ColumnType.Date: Append(ref ticks, DateColumn.MissingTicks); break;
            case null: sample.Add(null); Rows++; break;
            default: Append(ref codes, -1); break;
        }
    }

    /// <summary>Ends the column.</summary>
    public Column Build()
    {
        if (type is null)
        {
            Decide();
        }

        switch (type)
        {
            case ColumnType.Number:
                Array.Resize(ref numbers, Rows);
                return new NumberColumn(Name, numbers, Unit);
            case ColumnType.Date:
                Array.Resize(ref ticks, Rows);
                return new DateColumn(Name, ticks, Unit);
            default:
                Array.Resize(ref codes, Rows);
                string[] names = [.. levels.Keys];
                return IsText()
                    ? new TextColumn(Name, Array.ConvertAll(codes, code => code < 0 ? null : names[code]), Unit)
                    : new CategoryColumn(Name, codes, names, Unit);
        }
    }

    private bool IsText()
    {
        int present = Rows - codes.AsSpan(0, Rows).Count(-1);
        return type == ColumnType.Text || (!forced && levels.Count > TextLevels && levels.Count > present / 2);
    }

    private bool IsMissing(ReadOnlySpan<char> cell)
    {
        foreach (string token in options.MissingTokens)
        {
            if (cell.SequenceEqual(token))
            {
                return true;
            }
        }

        return cell.IsEmpty ? throw EmptyCell() : false;
    }

    // Only when the caller took "" from the missing tokens: then an empty cell is an error, whatever the column.
    private DataException EmptyCell() => DataException.At(
        "a cell is empty, and empty cells were not listed among the missing tokens", file, null, Name, "");

    private void Decide()
    {
        type = evidence.Decide(file, Name);
        string?[] cells = [.. sample];
        sample.Clear();
        sample.TrimExcess();
        Rows = 0;
        foreach (string? cell in cells)
        {
            if (cell is null)
            {
                AddMissing();
            }
            else
            {
                Append(type.Value, cell, line: 0);
            }
        }
    }

    private void Append(ColumnType known, ReadOnlySpan<char> cell, long line)
    {
        switch (known)
        {
            case ColumnType.Number:
                Append(ref numbers, NumberText.TryParse(cell, options.DecimalComma, out double value)
                    ? value
                    : throw Refuse.NotANumber(cell, options.DecimalComma, file, line, Name));
                break;
            case ColumnType.Date:
                Append(ref ticks, DateText.TryParse(cell, out long moment)
                    ? moment
                    : throw Refuse.NotADate(cell, file, line, Name));
                break;
            default:
                if (!forced && Refuse.IsFormula(cell))
                {
                    throw Refuse.Formula(cell, file, line, Name);
                }

                Append(ref codes, CodeOf(cell));
                break;
        }
    }

    private int CodeOf(ReadOnlySpan<char> cell)
    {
        if (!levels.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out int code))
        {
            code = levels.Count;
            levels.Add(cell.ToString(), code);
        }

        return code;
    }

    private void Append<T>(ref T[] values, T value)
    {
        if (Rows >= values.Length)
        {
            Array.Resize(ref values, Math.Max(64, checked(values.Length * 2)));
        }

        values[Rows++] = value;
    }
}
