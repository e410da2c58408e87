using System.Globalization;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Sparse;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>Reads LIBSVM model files, which are not trusted: no count is believed before its lines are there.</summary>
public static class LibsvmReader
{
    private const long MostCells = 1 << 27;     // of support vectors by columns that they use, 1 GiB; sparse above
    private const int MostClasses = 1 << 14;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="DataException">It is not a LIBSVM model, or one that cannot be true.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LibsvmModel Load(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader, path);
    }

    /// <summary>Reads the text of a model file.</summary>
    /// <param name="reader">Gives the text.</param>
    /// <param name="file">What the text is called in messages.</param>
    /// <exception cref="DataException">It is not a LIBSVM model, or one that cannot be true.</exception>
    public static LibsvmModel Read(TextReader reader, string file)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var header = new Header(file);
        long line = header.Read(reader);
        bool isClassification = header.Kind is LibsvmKind.CostClassification or LibsvmKind.ShareClassification;
        int classes = header.CheckClasses(isClassification);
        int columns = isClassification ? classes - 1 : 1;
        var vectors = new Vectors(file, columns);
        while (reader.ReadLine() is string text)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                vectors.Add(text, line);
            }
        }

        if (vectors.Count != header.Total)
        {
            throw DataException.At(FormattableString.Invariant(
                $"'total_sv' says {header.Total} support vectors, but {vectors.Count} follow"), file);
        }

        long pairs = isClassification ? classes * (classes - 1L) / 2 : 1;
        if (pairs * vectors.Count > MostCells)
        {
            throw DataException.At(FormattableString.Invariant(
                $"{vectors.Count} support vectors in {pairs} machines are more than is accepted"), file);
        }

        double[] offsets = header.Numbers("rho", isClassification ? classes * (classes - 1) / 2 : 1)!;
        (int[] features, SparsePoints points) = vectors.Gather();
        Kernel kernel;
        try
        {
            kernel = header.Form.ToKernel();
        }
        catch (ArgumentException refusal)
        {
            throw DataException.At($"the kernel has numbers that are not supported: {refusal.Message}", file);
        }

        int[] counts = isClassification ? header.Counts(classes) : [];
        Matrix<double> coefficients = vectors.Coefficients(counts, offsets.Length);
        SupportVectorExpansion expansion = points.IsSparse || (long)points.Count * points.Dimension > MostCells
            ? new SupportVectorExpansion(kernel, points, coefficients, offsets)
            : new SupportVectorExpansion(
                kernel, points.Count == 0 ? null : points.ToPoints(), coefficients, offsets, points.Dimension);
        (PlattScaling[]? scalings, double? noise) = header.Probabilities(isClassification, offsets.Length);
        return new LibsvmModel(
            header.Kind, header.Form, isClassification ? header.Labels(classes) : [], counts, features, expansion,
            scalings, noise);
    }

    private static double Number(string text, string file, long line)
    {
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : throw DataException.At($"'{DataException.Show(text)}' is not a finite number", file, line, value: text);
    }

    // The lines before "SV": a name and numbers, each name once.
    private sealed class Header(string file)
    {
        private static readonly string[] Known =
        [
            "svm_type", "kernel_type", "degree", "gamma", "coef0", "nr_class", "total_sv", "rho", "label", "probA",
            "probB", "nr_sv",
        ];

        private readonly Dictionary<string, (string[] Values, long Line)> lines = new(StringComparer.Ordinal);

        public LibsvmKind Kind => (LibsvmKind)Choice("svm_type", LibsvmWriter.KindNames);

        public int Total => Whole("total_sv", 0, int.MaxValue);

        public LibsvmKernel Form
        {
            get
            {
                int form = Choice("kernel_type", LibsvmKernel.Names);
                return new LibsvmKernel(
                    form,
                    form == LibsvmKernel.PolynomialForm ? Whole("degree", 1, 64) : 0,
                    form == LibsvmKernel.LinearForm ? 0 : Numbers("gamma", 1)![0],
                    form is LibsvmKernel.PolynomialForm or LibsvmKernel.SigmoidForm ? Numbers("coef0", 1)![0] : 0);
            }
        }

        public long Read(TextReader reader)
        {
            for (long line = 1; reader.ReadLine() is string text; line++)
            {
                string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words is ["SV"])
                {
                    return line;
                }

                if (words.Length == 0 || !Known.Contains(words[0], StringComparer.Ordinal))
                {
                    throw DataException.At(
                        $"'{DataException.Show(text)}' is not a line of a LIBSVM model", file, line, value: text);
                }

                if (!lines.TryAdd(words[0], (words[1..], line)))
                {
                    throw DataException.At($"'{words[0]}' is there twice", file, line);
                }
            }

            throw DataException.At("the file ends before the line 'SV'; it is not a whole LIBSVM model", file);
        }

        public int CheckClasses(bool isClassification)
        {
            int classes = Whole("nr_class", isClassification ? 1 : 2, MostClasses);
            return isClassification || classes == 2
                ? classes
                : throw DataException.At("'nr_class' must be 2 in a model that knows no classes", file,
                    lines["nr_class"].Line);
        }

        public double[] Labels(int classes) => Numbers("label", classes)!;

        public int[] Counts(int classes)
        {
            double[] counts = Numbers("nr_sv", classes)!;
            double total = 0;
            foreach (double count in counts)
            {
                total += count;
                if (count < 0 || count != Math.Floor(count))
                {
                    throw DataException.At("'nr_sv' must hold whole numbers", file, lines["nr_sv"].Line);
                }
            }

            return total == Total
                ? [.. counts.Select(count => (int)count)]
                : throw DataException.At(FormattableString.Invariant(
                    $"'nr_sv' adds up to {total}, but 'total_sv' is {Total}"), file, lines["nr_sv"].Line);
        }

        public (PlattScaling[]? Scalings, double? Noise) Probabilities(bool isClassification, int pairs)
        {
            if (!lines.ContainsKey("probA"))
            {
                return (null, null);
            }

            double[] a = Numbers("probA", pairs)!;
            if (!isClassification)
            {
                return (null, a[0]);
            }

            double[] b = Numbers("probB", pairs)!;
            return ([.. a.Zip(b, (first, second) => new PlattScaling(first, second))], null);
        }

        public double[]? Numbers(string name, int count)
        {
            if (!lines.TryGetValue(name, out (string[] Values, long Line) found))
            {
                throw DataException.At($"there is no line '{name}'", file);
            }

            return found.Values.Length == count
                ? [.. found.Values.Select(value => Number(value, file, found.Line))]
                : throw DataException.At(FormattableString.Invariant(
                    $"'{name}' must have {count} numbers, but it has {found.Values.Length}"), file, found.Line);
        }

        private int Whole(string name, int least, int most)
        {
            double value = Numbers(name, 1)![0];
            return value >= least && value <= most && value == Math.Floor(value)
                ? (int)value
                : throw DataException.At(FormattableString.Invariant(
                    $"'{name}' must be a whole number from {least} to {most}, but it was {value}"),
                    file, lines[name].Line);
        }

        private int Choice(string name, IReadOnlyList<string> choices)
        {
            if (!lines.TryGetValue(name, out (string[] Values, long Line) found))
            {
                throw DataException.At($"there is no line '{name}'; this is not a LIBSVM model", file);
            }

            int index = found.Values.Length == 1 ? choices.ToList().IndexOf(found.Values[0]) : -1;
            return index >= 0
                ? index
                : throw DataException.At(
                    $"'{name}' must be one of {string.Join(", ", choices)}, but it was "
                    + $"'{DataException.Show(string.Join(' ', found.Values))}'", file, found.Line);
        }
    }

    // The support vectors as they come, sparse: what is kept is in proportion to what was read.
    private sealed class Vectors(string file, int columns)
    {
        private readonly List<double> coefficients = [];
        private readonly List<int> starts = [0];
        private readonly List<int> indices = [];
        private readonly List<double> values = [];

        public int Count => starts.Count - 1;

        public void Add(string text, long line)
        {
            string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < columns)
            {
                throw DataException.At(FormattableString.Invariant(
                    $"a support vector needs {columns} coefficients, but there are {words.Length}"), file, line);
            }

            for (int c = 0; c < columns; c++)
            {
                coefficients.Add(Number(words[c], file, line));
            }

            int last = 0;
            foreach (string word in words.AsSpan(columns))
            {
                int colon = word.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0 || !int.TryParse(
                    word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    || index <= last)
                {
                    throw DataException.At(
                        "a support vector is written index:value, indices ascending from 1", file, line, value: word);
                }

                indices.Add(index);
                values.Add(Number(word[(colon + 1)..], file, line));
                last = index;
            }

            starts.Add(indices.Count);
        }

        // Columns that a vector uses, numbered anew, and a last one that none uses.
        public (int[] Features, SparsePoints Points) Gather()
        {
            int[] features = [.. indices.Distinct().Order()];
            int[] places = [.. indices.Select(index => Array.BinarySearch(features, index))];
            try
            {
                return (features, new SparsePoints(new CsrMatrix<double>(
                    Count, features.Length + 1, [.. starts], places, [.. values])));
            }
            catch (ArgumentException refusal)
            {
                throw DataException.At(refusal.Message, file);
            }
        }

        public Matrix<double> Coefficients(int[] counts, int machines)
        {
            var spread = new Matrix<double>(Count, machines);
            int owner = 0;
            int left = counts.Length > 0 ? counts[0] : int.MaxValue;
            for (int i = 0; i < Count; i++)
            {
                while (left == 0)
                {
                    left = counts[++owner];
                }

                left--;
                for (int c = 0; c < columns; c++)
                {
                    int other = c < owner ? c : c + 1;
                    int machine = counts.Length > 0 ? LibsvmWriter.PairIndex(owner, other, columns + 1) : 0;
                    spread[i, machine] = coefficients[(i * columns) + c];
                }
            }

            return spread;
        }
    }
}
