using System.Globalization;
using Gramian.Data;
using Gramian.Data.Encoders;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>
/// Represents what svm-scale keeps in its file: the linear map of each column, and of the target. Immutable.
/// </summary>
/// <remarks>
/// A line "j a b" below "lower upper" says that column j becomes lower + (upper − lower)(x − a)/(b − a), so that any
/// standardisation can be written: a and b are one scale below and above the mean, for −1 and 1.
/// </remarks>
public sealed class LibsvmScaling
{
    private readonly SortedDictionary<int, Standardizer?> columns;

    private LibsvmScaling(SortedDictionary<int, Standardizer?> columns, Standardizer? target) =>
        (this.columns, Target) = (columns, target);

    /// <summary>The numbers of the columns, from 1 and ascending.</summary>
    public IReadOnlyCollection<int> Features => columns.Keys;

    /// <summary>The map of the target; null when it is left as it is.</summary>
    public Standardizer? Target { get; }

    /// <summary>The map of a column; null when it is the same in every row, and so left out.</summary>
    /// <param name="feature">The number of the column, from 1.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public Standardizer? this[int feature] => columns[feature];

    /// <summary>Makes a scaling of columns.</summary>
    /// <param name="columns">The map of each column by its number, from 1; null for one that is left out.</param>
    public static LibsvmScaling Of(IEnumerable<KeyValuePair<int, Standardizer?>> columns) =>
        new(new SortedDictionary<int, Standardizer?>(columns.ToDictionary()), target: null);

    /// <summary>Whether a column is there.</summary>
    /// <param name="feature">The number of the column, from 1.</param>
    public bool Contains(int feature) => columns.ContainsKey(feature);

    /// <summary>Reads a file that svm-scale wrote.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="DataException">It is not such a file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LibsvmScaling Load(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader, path);
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <param name="reader">Gives the text.</param>
    /// <param name="file">What the text is called in messages.</param>
    /// <exception cref="DataException">It is not such a file.</exception>
    public static LibsvmScaling Read(TextReader reader, string file)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lines = new Lines(reader, file);
        Standardizer? target = null;
        string? section = lines.Next();
        if (section == "y")
        {
            double[] ends = lines.Numbers(2), range = lines.Numbers(2);
            target = lines.Map(ends, range[0], range[1])
                ?? throw lines.Bad("the target is the same in every row");
            section = lines.Next();
        }

        if (section != "x")
        {
            throw lines.Bad("a file of svm-scale has a line 'x' and what follows it");
        }

        double[] limits = lines.Numbers(2);
        var columns = new SortedDictionary<int, Standardizer?>();
        int last = 0;
        while (lines.NumbersOrEnd(3) is { } line)
        {
            if (!(line[0] > last && line[0] <= int.MaxValue && line[0] == Math.Floor(line[0])))
            {
                throw lines.Bad("columns are numbered from 1 and ascend");
            }

            last = (int)line[0];
            columns.Add(last, lines.Map(limits, line[1], line[2]));
        }

        return new LibsvmScaling(columns, target);
    }

    /// <summary>Writes a file for svm-scale -r.</summary>
    /// <param name="writer">Receives the text.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Target is { } target)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"y\n-1 1\n{target.Mean - target.Scale:G17} {target.Mean + target.Scale:G17}\n"));
        }

        writer.Write("x\n-1 1\n");
        foreach ((int feature, Standardizer? map) in columns)
        {
            (double mean, double scale) = map is null ? (0, 0) : (map.Mean, map.Scale);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{feature} {mean - scale:G17} {mean + scale:G17}\n"));
        }
    }

    private sealed class Lines(TextReader reader, string file)
    {
        private long number;

        public DataException Bad(string problem) => DataException.At(problem, file, number);

        public string? Next()
        {
            number++;
            return reader.ReadLine()?.Trim();
        }

        public double[] Numbers(int count) => NumbersOrEnd(count)
            ?? throw Bad("the file ends early; it is not a whole file of svm-scale");

        public double[]? NumbersOrEnd(int count)
        {
            string? text = Next();
            while (text is { Length: 0 })
            {
                text = Next();
            }

            if (text is null)
            {
                return null;
            }

            string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            double[] values = [.. words.Take(count + 1).Select(word => double.TryParse(
                word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
            return values.Length == count && Array.TrueForAll(values, double.IsFinite)
                ? values
                : throw Bad(FormattableString.Invariant($"here {count} finite numbers are expected"));
        }

        public Standardizer? Map(double[] limits, double least, double most)
        {
            double scale = (most - least) / (limits[1] - limits[0]);
            double mean = least - (limits[0] * scale);
            return least == most ? null
                : scale > 0 && double.IsFinite(scale) && double.IsFinite(mean) ? new Standardizer(mean, scale)
                : throw Bad("the larger number must come second, and both be of a usual size");
        }
    }
}
