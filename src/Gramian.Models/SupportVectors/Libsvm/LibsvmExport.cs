using System.Globalization;
using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.TableClasses;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>
/// Represents a model of tables as LIBSVM's programs take it: the model file, and how rows become what it reads.
/// Immutable.
/// </summary>
/// <remarks>
/// The standardisation of plain columns of numbers goes into the model where the kernel allows it: the linear one, and
/// rbf when all columns have the same scale. Otherwise the model reads standardised columns, and
/// <see cref="Scaling"/> is the file with which svm-scale makes them. Categories, dates and marks of missing cells have
/// no such file; <see cref="Rows"/> writes them, and anything else, with all digits.
/// </remarks>
public sealed class LibsvmExport
{
    private readonly FittedTablePipeline pipeline;
    private readonly double[] lengths;         // [d], by which a feature is divided once more

    private LibsvmExport(
        LibsvmModel model, FittedTablePipeline pipeline, double[] lengths, bool takesColumns, LibsvmScaling? scaling)
    {
        (Model, this.pipeline, this.lengths) = (model, pipeline, lengths);
        (TakesColumns, Scaling) = (takesColumns, scaling);
    }

    /// <summary>What the model file holds.</summary>
    public LibsvmModel Model { get; }

    /// <summary>Whether the model reads the numbers of a table's columns as they are.</summary>
    public bool TakesColumns { get; }

    /// <summary>What svm-scale must do before; null when nothing, or when it cannot.</summary>
    public LibsvmScaling? Scaling { get; }

    /// <summary>Makes the model that LIBSVM reads.</summary>
    /// <param name="model">A support vector machine.</param>
    /// <exception cref="ArgumentException">It is another model, or LIBSVM does not have its kernel.</exception>
    public static LibsvmExport Of(TableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (LibsvmKind kind, SupportVectorExpansion machine) = model switch
        {
            TableClassifier { Classifier: SupportVectorModel classes } =>
                (LibsvmKind.CostClassification, classes.Expansion),
            TableClassifier { Classifier: OneClassModel support } => (LibsvmKind.OneClass, support.Expansion),
            TrainedModel { Regressor: SupportVectorRegressionModel values } =>
                (LibsvmKind.WidthRegression, values.Expansion),
            TableClassifier { Classifier: CalibratedClassModel } => throw new ArgumentException(
                "LIBSVM's model files have no place for calibrated probabilities: fit the model without calibration.",
                nameof(model)),
            _ => throw new ArgumentException(
                $"LIBSVM's model files hold support vector machines, but the model is '{model.Kind.ShortName()}'.",
                nameof(model)),
        };
        FittedTablePipeline pipeline = model.Pipeline;
        double[] lengths = Lengths(ref machine);
        bool isPlain = pipeline.Columns.All(column =>
            column is NumberEncoding { Type: ColumnType.Number, Imputer.Indicator: false });
        bool isFolded = isPlain && Fold(ref machine, pipeline.Features, lengths);
        int[] features = isPlain
            ? [.. Enumerable.Range(0, pipeline.Columns.Count).Where(c => pipeline.Columns[c].Features.Count > 0)
                .Select(c => c + 1)]
            : [.. Enumerable.Range(1, pipeline.Features.Count)];
        machine = InTargetUnit(machine, pipeline.TargetScaling);
        var classifier = (model as TableClassifier)?.Classifier as SupportVectorModel;
        LibsvmModel made = LibsvmModel.Make(
            kind, machine, classifier is null ? [] : Labels(pipeline.Classes!),
            [.. classifier?.SupportCounts ?? []],
            classifier is null or { Scalings.Count: 0 } ? null : [.. classifier.Scalings]);
        double? noise = ((model as TrainedModel)?.Regressor as SupportVectorRegressionModel)?.NoiseScale;
        return new LibsvmExport(
            made.WithFeatures(features, noise * pipeline.TargetScaling.Scale), pipeline, lengths, isFolded,
            isPlain && !isFolded ? ScalingOf(pipeline, lengths) : null);
    }

    /// <summary>The rows of a table as the model reads them: the label, then x1, x2, …; labels are 0 without a
    /// target.</summary>
    /// <param name="table">A table with the input columns.</param>
    /// <exception cref="DataException">A column is absent or of another type, or a cell cannot be used.</exception>
    public Table Rows(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Points points = pipeline.Encode(table, out _);
        int width = Model.Features[^1];
        double[][] columns = [.. Enumerable.Range(0, width).Select(_ => new double[table.Rows])];
        for (int j = 0; j < lengths.Length; j++)
        {
            double[] column = columns[Model.Features[j] - 1];
            ReadOnlySpan<double> raw = TakesColumns
                ? ((NumberColumn)table[pipeline.Features[j].Column]).Values
                : points.Values.ColumnToArray(j);
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = TakesColumns ? raw[row] : raw[row] / lengths[j];
            }
        }

        return new Table(
            [
                new NumberColumn("label", RowLabels(table)),
                .. columns.Select((column, j) => new NumberColumn(FormattableString.Invariant($"x{j + 1}"), column)),
            ],
            table.Source);
    }

    /// <summary>What the labels of the file mean, such as "1 = setosa"; none when they say it themselves.</summary>
    public IEnumerable<string> LabelNames() => pipeline.Classes is { } classes && Model.IsClassification
        ? classes.Names.Zip(Model.Labels, (name, label) => (Name: name, Label: Text(label)))
            .Where(pair => pair.Name != pair.Label).Select(pair => $"{pair.Label} = {DataException.Show(pair.Name)}")
        : [];

    private double[] RowLabels(Table table)
    {
        if (table.Find(pipeline.Target) is null)
        {
            return new double[table.Rows];
        }

        return pipeline.Classes is not { } classes ? pipeline.RawTargets(table)
            : Model.IsClassification ? Array.ConvertAll(pipeline.Labels(table), place => Model.Labels[place])
            : Array.ConvertAll(pipeline.Labels(table), place => place == 0 ? 1.0 : -1.0);
    }

    // LIBSVM's labels are whole numbers: those of the table where they are, else 1, 2, ….
    private static double[] Labels(TargetClasses classes)
    {
        double[] numbers = [.. classes.Names.Select(name => int.TryParse(
            name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : double.NaN)];
        return classes.Type == ColumnType.Number && !Array.Exists(numbers, double.IsNaN)
            ? numbers
            : [.. Enumerable.Range(1, classes.Count).Select(place => (double)place)];
    }

    // An rbf with a lengthscale for each column is one with the same for all on columns divided by them.
    private static double[] Lengths(ref SupportVectorExpansion machine)
    {
        double[] lengths = new double[machine.Dimension];
        Array.Fill(lengths, 1);
        if (machine.Kernel is Rbf { Lengthscale: { IsArd: true, IsResolved: true } own } rbf)
        {
            own.Values.CopyTo(lengths);
            Matrix<double> vectors = machine.Vectors!.Values.ToMatrix();
            for (int row = 0; row < vectors.Rows; row++)
            {
                for (int j = 0; j < lengths.Length; j++)
                {
                    vectors[row, j] /= lengths[j];
                }
            }

            machine = new SupportVectorExpansion(
                new Rbf(1.0, rbf.Variance), new Points(vectors), machine.Coefficients, machine.OffsetArray,
                machine.Dimension);
        }

        return lengths;
    }

    private static bool Fold(ref SupportVectorExpansion machine, IReadOnlyList<Feature> features, double[] lengths)
    {
        double[] scales = [.. features.Zip(lengths, (feature, length) => feature.Scale * length)];
        if (features.All(feature => feature.Mean == 0) && Array.TrueForAll(scales, scale => scale == 1))
        {
            return true;
        }

        double shared = scales[0];
        bool isShared = Array.TrueForAll(scales, scale => scale == shared);
        switch (machine.Kernel)
        {
            case Linear linear:
                machine = FoldLinear(machine, linear.Variance, features);
                return true;
            case Rbf { Lengthscale.IsArd: false } rbf when isShared:
                Matrix<double> vectors = machine.Vectors!.Values.ToMatrix();
                for (int row = 0; row < vectors.Rows; row++)
                {
                    for (int j = 0; j < scales.Length; j++)
                    {
                        vectors[row, j] = features[j].Mean + (shared * vectors[row, j]);
                    }
                }

                machine = new SupportVectorExpansion(
                    new Rbf(shared * rbf.Lengthscale.Values[0], rbf.Variance), new Points(vectors),
                    machine.Coefficients, machine.OffsetArray, machine.Dimension);
                return true;
            default:
                return false;
        }
    }

    // Σ β z·(x − μ)/σ − ρ = Σ β (z/σ)·x − (ρ + Σ β (z/σ)·μ).
    private static SupportVectorExpansion FoldLinear(
        SupportVectorExpansion machine, double variance, IReadOnlyList<Feature> features)
    {
        Matrix<double> vectors = machine.Vectors!.Values.ToMatrix();
        double[] offsets = [.. machine.OffsetArray];
        for (int row = 0; row < vectors.Rows; row++)
        {
            double shift = 0;
            for (int j = 0; j < features.Count; j++)
            {
                vectors[row, j] /= features[j].Scale;
                shift += vectors[row, j] * features[j].Mean;
            }

            for (int f = 0; f < offsets.Length; f++)
            {
                offsets[f] += machine.Coefficients[row, f] * variance * shift;
            }
        }

        return new SupportVectorExpansion(
            machine.Kernel, new Points(vectors), machine.Coefficients, offsets, machine.Dimension);
    }

    private static SupportVectorExpansion InTargetUnit(SupportVectorExpansion machine, Standardizer target)
    {
        if (target.Mean == 0 && target.Scale == 1)
        {
            return machine;
        }

        Matrix<double> coefficients = machine.Coefficients.Copy();
        for (int row = 0; row < coefficients.Rows; row++)
        {
            coefficients[row, 0] *= target.Scale;
        }

        return new SupportVectorExpansion(
            machine.Kernel, machine.Vectors, coefficients, [(machine.OffsetArray[0] * target.Scale) - target.Mean],
            machine.Dimension);
    }

    private static LibsvmScaling ScalingOf(FittedTablePipeline pipeline, double[] lengths)
    {
        var maps = new List<KeyValuePair<int, Standardizer?>>();
        int j = 0;
        for (int c = 0; c < pipeline.Columns.Count; c++)
        {
            bool isUsed = pipeline.Columns[c].Features.Count > 0;
            maps.Add(KeyValuePair.Create(c + 1, isUsed
                ? new Standardizer(pipeline.Features[j].Mean, pipeline.Features[j].Scale * lengths[j])
                : null));
            j += isUsed ? 1 : 0;
        }

        return LibsvmScaling.Of(maps);
    }

    private static string Text(double label) => label.ToString("R", CultureInfo.InvariantCulture);
}
