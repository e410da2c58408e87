using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Sparse;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>Represents what a LIBSVM model file holds, ready to predict. Immutable, and safe to share.</summary>
/// <remarks>
/// Columns of the file that no support vector uses are not kept; <see cref="Features"/> names those that are.
/// </remarks>
public sealed class LibsvmModel
{
    private const int BlockRows = 4096;

    internal LibsvmModel(
        LibsvmKind kind, LibsvmKernel form, double[] labels, int[] supportCounts, int[] features,
        SupportVectorExpansion expansion, PlattScaling[]? scalings, double? noise)
    {
        (Kind, Form, LabelArray, CountArray, FeatureArray) = (kind, form, labels, supportCounts, features);
        (Expansion, Scalings, NoiseScale) = (expansion, scalings, noise);
    }

    /// <summary>The kind of machine.</summary>
    public LibsvmKind Kind { get; }

    /// <summary>The kernel as the file names it.</summary>
    public LibsvmKernel Form { get; }

    /// <summary>Whether the model tells classes apart.</summary>
    public bool IsClassification => Kind is LibsvmKind.CostClassification or LibsvmKind.ShareClassification;

    /// <summary>The labels of the classes; none for one class and for values.</summary>
    public IReadOnlyList<double> Labels => LabelArray;

    /// <summary>The number of support vectors of each class; none for one class and for values.</summary>
    public IReadOnlyList<int> SupportCounts => CountArray;

    /// <summary>The numbers, from 1 and ascending, of the columns of <see cref="Expansion"/>.</summary>
    public IReadOnlyList<int> Features => FeatureArray;

    /// <summary>
    /// The machines as functions; beside the features there is a last column, for what a query has in columns that no
    /// support vector uses: the root of the sum of its squares there.
    /// </summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>The scalings to probabilities, one for each pair of classes; null for none.</summary>
    public IReadOnlyList<PlattScaling>? Scalings { get; }

    /// <summary>The scale of the Laplace noise of a regression with probabilities; null for none.</summary>
    public double? NoiseScale { get; }

    internal double[] LabelArray { get; }

    internal int[] CountArray { get; }

    internal int[] FeatureArray { get; }

    /// <summary>Takes a fitted classification, one against one.</summary>
    /// <param name="fitted">The classification.</param>
    /// <exception cref="ArgumentException">
    /// LIBSVM does not have the kernel or the scheme, or a label is not a whole number.
    /// </exception>
    public static LibsvmModel Of(FittedSupportVectorClassifier fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        TrainedClassifier training = fitted.Training;
        if (training.Scheme != MulticlassScheme.OneVersusOne)
        {
            throw new ArgumentException("LIBSVM knows one class against one only, not against the rest.",
                nameof(fitted));
        }

        foreach (double label in training.Labels)
        {
            if (label != Math.Floor(label) || Math.Abs(label) > int.MaxValue)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"LIBSVM's labels are whole numbers, but one was {label}."), nameof(fitted));
            }
        }

        return Make(
            LibsvmKind.CostClassification, fitted.Expansion, training.LabelArray, [.. training.SupportCounts],
            training.Scalings?.ToArray());
    }

    /// <summary>Takes a fitted regression.</summary>
    /// <param name="fitted">The regression.</param>
    /// <exception cref="ArgumentException">LIBSVM does not have the kernel.</exception>
    public static LibsvmModel Of(FittedSupportVectorRegressor fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        return Make(LibsvmKind.WidthRegression, fitted.Expansion, [], [], null);
    }

    /// <summary>Takes a fitted support of a distribution.</summary>
    /// <param name="fitted">The support.</param>
    /// <exception cref="ArgumentException">LIBSVM does not have the kernel.</exception>
    public static LibsvmModel Of(FittedOneClass fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        return Make(LibsvmKind.OneClass, fitted.Expansion, [], [], null);
    }

    /// <summary>The same as another kind of the same task, which only the file tells apart.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentException">The kind is of another task.</exception>
    public LibsvmModel As(LibsvmKind kind)
    {
        bool isClassification = kind is LibsvmKind.CostClassification or LibsvmKind.ShareClassification;
        return isClassification == IsClassification && kind == LibsvmKind.OneClass == (Kind == LibsvmKind.OneClass)
            ? With(kind, FeatureArray, NoiseScale)
            : throw new ArgumentException(
                $"A model of the kind {Kind} cannot be one of the kind {kind}.", nameof(kind));
    }

    /// <summary>The same with other numbers for its columns, and noise for values.</summary>
    /// <param name="features">The numbers, from 1 and ascending, one for each column but the last.</param>
    /// <param name="noise">The scale of the Laplace noise; null for none.</param>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    public LibsvmModel WithFeatures(IReadOnlyList<int> features, double? noise = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        Guard.Length(features.Count, FeatureArray.Length, nameof(features));
        return With(Kind, [.. features], noise);
    }

    /// <summary>The decision values of each machine.</summary>
    /// <param name="queries">The queries, by the columns of <see cref="Features"/> and the last one.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options);

    /// <summary>The decision values of each machine at sparse queries.</summary>
    /// <param name="queries">The queries, as <see cref="Queries"/> makes them.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public Matrix<double> DecisionValues(SparsePoints queries, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (Expansion.Vectors is null)
        {
            return Expansion.Evaluate(queries, options);
        }

        // Dense support vectors have the faster engine; queries are written out a block at a time.
        var values = new Matrix<double>(queries.Count, Expansion.Offsets.Count);
        for (int begin = 0; begin < queries.Count; begin += BlockRows)
        {
            int count = Math.Min(BlockRows, queries.Count - begin);
            int[] rows = [.. Enumerable.Range(begin, count)];
            using Matrix<double> block = Expansion.Evaluate(queries.Select(rows).ToPoints(), options);
            block.View.CopyTo(values.View.Slice(begin, 0, count, values.Columns));
        }

        return values;
    }

    /// <summary>Rows of a file as queries: by the columns of <see cref="Features"/> and the last one.</summary>
    /// <param name="table">The rows.</param>
    public SparsePoints Queries(SparseTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] places = [.. table.Features.Select(feature => Array.BinarySearch(FeatureArray, feature))];
        CsrMatrix<double> cells = table.Values;
        int[] starts = new int[table.Rows + 1];
        var columns = new List<int>(cells.Entries);
        var values = new List<double>(cells.Entries);
        for (int row = 0; row < table.Rows; row++)
        {
            double others = 0;
            for (int e = cells.RowStarts[row]; e < cells.RowStarts[row + 1]; e++)
            {
                int place = places[cells.ColumnIndices[e]];
                if (place >= 0)
                {
                    columns.Add(place);
                    values.Add(cells.Values[e]);
                }
                else
                {
                    others += cells.Values[e] * cells.Values[e];
                }
            }

            if (others > 0)
            {
                columns.Add(FeatureArray.Length);
                values.Add(Math.Sqrt(others));
            }

            starts[row + 1] = columns.Count;
        }

        return new SparsePoints(new CsrMatrix<double>(
            table.Rows, FeatureArray.Length + 1, starts, [.. columns], [.. values]));
    }

    /// <summary>The predictions from decision values: labels by votes, 1 or −1 for one class, values.</summary>
    /// <param name="decisions">The decision values, [m, f].</param>
    public double[] Decide(Matrix<double> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        if (IsClassification)
        {
            return ClassVote.Decide(MulticlassScheme.OneVersusOne, LabelArray, decisions, scalings: null);
        }

        double[] values = decisions.View.ColumnToArray(0);
        return Kind == LibsvmKind.OneClass ? [.. values.Select(value => value > 0 ? 1.0 : -1.0)] : values;
    }

    /// <summary>The probabilities of the classes from decision values; null when the model has none.</summary>
    /// <param name="decisions">The decision values, [m, f].</param>
    public Matrix<double>? Probabilities(Matrix<double> decisions) => Scalings is null
        ? null
        : ClassVote.Probabilities(LabelArray.Length, decisions, Scalings);

    /// <summary>Takes machines whose classes come in the order of their support vectors.</summary>
    /// <exception cref="ArgumentException">LIBSVM does not have the kernel.</exception>
    internal static LibsvmModel Make(
        LibsvmKind kind, SupportVectorExpansion expansion, double[] labels, int[] counts, PlattScaling[]? scalings)
    {
        LibsvmKernel form = LibsvmKernel.From(expansion.Kernel, out double factor);
        int d = expansion.Dimension;
        var coefficients = expansion.Coefficients.Copy();
        for (int i = 0; i < coefficients.Rows; i++)
        {
            foreach (ref double coefficient in coefficients.Row(i))
            {
                coefficient *= factor;
            }
        }

        return new LibsvmModel(
            kind, form, labels, counts, [.. Enumerable.Range(1, d)],
            Widen(expansion, form.ToKernel(), coefficients), scalings, noise: null);
    }

    // With a last column for what queries have elsewhere, which is 0 in every support vector.
    private static SupportVectorExpansion Widen(
        SupportVectorExpansion expansion, Kernel kernel, Matrix<double> coefficients)
    {
        int d = expansion.Dimension;
        if (expansion.SparseVectors?.Values is { } cells)
        {
            return new SupportVectorExpansion(
                kernel, new SparsePoints(new CsrMatrix<double>(
                    cells.Rows, d + 1, cells.RowStarts.ToArray(), cells.ColumnIndices.ToArray(),
                    cells.Values.ToArray())),
                coefficients, expansion.OffsetArray);
        }

        Matrix<double>? vectors = null;
        if (expansion.Vectors is { } points)
        {
            vectors = new Matrix<double>(points.Count, d + 1);
            points.Values.CopyTo(vectors.View.Slice(0, 0, points.Count, d));
        }

        return new SupportVectorExpansion(
            kernel, vectors is null ? null : new Points(vectors), coefficients, expansion.OffsetArray, d + 1);
    }

    private LibsvmModel With(LibsvmKind kind, int[] features, double? noise) => new(
        kind, Form, LabelArray, CountArray, features, Expansion, Scalings?.ToArray(), noise);
}
