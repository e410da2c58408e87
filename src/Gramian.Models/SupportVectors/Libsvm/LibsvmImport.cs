using System.Globalization;
using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Kernels;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Solvers;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>Represents how a LIBSVM model becomes a model of tables, which a model file can hold. Immutable.</summary>
/// <remarks>
/// Classes keep the order of the file, so that ties are decided as LIBSVM decides them. What the file does not say
/// (rows, C, how well it was solved, how good it is) stays unknown.
/// </remarks>
/// <param name="Model">What the file holds.</param>
/// <param name="Source">The name of the file.</param>
/// <param name="Sha256">The digest of the file in hexadecimal, which stands for that of the unknown rows.</param>
public sealed record LibsvmImport(LibsvmModel Model, string Source, string Sha256)
{
    /// <summary>How the card of an imported model says that it was validated.</summary>
    public const string Validation = "imported";

    private const int MostColumns = 10_000;
    private const long MostCells = 1 << 27;

    /// <summary>The name of the target; "label", as svmlight tables have it, by default.</summary>
    public string Target { get; init; } = "label";

    /// <summary>
    /// The names of the columns 1, 2, …; null for "x1", "x2", …, as svmlight tables have them, up to the last that a
    /// support vector or the scaling uses.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>A name for each label, written as in a table; null to keep the labels as numbers.</summary>
    public IReadOnlyDictionary<string, string>? Classes { get; init; }

    /// <summary>What svm-scale did to the rows that the model was trained on; null for nothing.</summary>
    public LibsvmScaling? Scaling { get; init; }

    /// <summary>Makes the model of tables.</summary>
    /// <exception cref="DataException">
    /// A model file cannot hold it: one class only, no support vector, or more columns or classes than are taken; or
    /// the names or the scaling do not fit it.
    /// </exception>
    public TableModel ToTableModel()
    {
        int needed = Math.Max(
            Model.Features.Count == 0 ? 1 : Model.Features[^1], Scaling?.Features.Append(0).Max() ?? 0);
        int width = Columns?.Count ?? needed;
        Require(Model.Expansion.Count > 0, "the model has no support vector, and predicts the same for every row");
        Require(width >= needed, FormattableString.Invariant(
            $"the model uses {needed} columns, but {width} names were given"));
        Require(
            width <= MostColumns && (long)width * Model.Expansion.Count <= MostCells, FormattableString.Invariant(
                $"the model has {width} columns and {Model.Expansion.Count} support vectors, too many for a table; ")
                + "svm-predict takes it as it is");
        FittedTablePipeline pipeline = Pipeline(width, out int[] features);
        SupportVectorExpansion expansion = Expansion(features);
        ModelCard card = Card(width);
        return Model.Kind switch
        {
            LibsvmKind.CostClassification or LibsvmKind.ShareClassification => new TableClassifier(
                pipeline, Machine(expansion, card.Certificate), card),
            LibsvmKind.OneClass => new TableClassifier(
                pipeline, new OneClassModel(expansion) { Certificate = card.Certificate }, card),
            _ => new TrainedModel(pipeline, new SupportVectorRegressionModel(expansion, Model.NoiseScale)
            {
                Certificate = card.Certificate,
            }, card),
        };
    }

    private SupportVectorModel Machine(SupportVectorExpansion expansion, Certificate certificate) =>
        new(expansion, Model.SupportCounts, Model.Scalings ?? [])
        {
            Cost = null,
            TrainingRows = expansion.Count,
            BoundedCount = 0,
            Certificate = certificate,
        };

    private FittedTablePipeline Pipeline(int width, out int[] features)
    {
        var encodings = new List<ColumnEncoding>();
        var used = new List<int>();
        for (int feature = 1; feature <= width; feature++)
        {
            Standardizer? map = Standardizer.Identity;
            bool isUsed = Model.FeatureArray.AsSpan().BinarySearch(feature) >= 0;
            if (Scaling is not null)
            {
                bool isThere = Scaling.Contains(feature);
                map = isThere ? Scaling[feature] : null;
                string what = isThere ? "leaves out" : "does not have";
                Require(map is not null || !isUsed, FormattableString.Invariant(
                    $"the model uses column {feature}, which the scaling {what}"));
            }

            encodings.Add(new NumberEncoding(
                Columns?[feature - 1] ?? FormattableString.Invariant($"x{feature}"), unit: null, ColumnType.Number,
                new MedianImputer(0, indicator: false), map ?? Standardizer.Identity, constant: map is null));
            if (map is not null)
            {
                used.Add(feature);
            }
        }

        features = [.. used];
        Require(used.Count > 0, "the scaling leaves out every column");
        Require(Model.IsClassification || Classes is null,
            "names of classes were given, but the model knows none");
        try
        {
            return new FittedTablePipeline(
                encodings, Target, null, Scaling?.Target is { } target && !IsClasses ? target : Standardizer.Identity,
                MissingValues.Refuse)
            {
                Classes = IsClasses ? TargetClassesOf() : null,
            };
        }
        catch (ArgumentException refused)
        {
            throw DataException.At(refused.Message, Source);
        }
    }

    private bool IsClasses => Model.IsClassification || Model.Kind == LibsvmKind.OneClass;

    private TargetClasses TargetClassesOf()
    {
        if (Model.Kind == LibsvmKind.OneClass)
        {
            return new TargetClasses(["1", "-1"], ColumnType.Number);
        }

        Require(Model.Labels.Count is > 1 and <= TargetClasses.Most, FormattableString.Invariant(
            $"the model has {Model.Labels.Count} classes; a model of tables has from 2 to {TargetClasses.Most}"));
        string[] labels = [.. Model.Labels.Select(label => label.ToString("R", CultureInfo.InvariantCulture))];
        if (Classes is null)
        {
            return new TargetClasses(labels, ColumnType.Number);
        }

        string? nameless = Array.Find(labels, label => !Classes.ContainsKey(label));
        Require(nameless is null, $"the class {nameless} has no name; the classes are {string.Join(", ", labels)}");
        string? unknown = Classes.Keys.FirstOrDefault(label => !labels.Contains(label));
        Require(unknown is null, $"there is no class '{DataException.Show(unknown ?? "")}' to be named; "
            + "the classes are " + string.Join(", ", labels));
        return new TargetClasses([.. labels.Select(label => Classes[label])], ColumnType.Category);
    }

    // The support vectors by the columns that rows have, in their order; what they do not name is 0.
    private SupportVectorExpansion Expansion(int[] features)
    {
        SupportVectorExpansion sparse = Model.Expansion;
        var vectors = new Matrix<double>(sparse.Count, features.Length);
        int[] places = [.. Model.Features.Select(feature => Array.BinarySearch(features, feature))];
        for (int row = 0; row < sparse.Count; row++)
        {
            if (sparse.SparseVectors?.Values is { } cells)
            {
                for (int e = cells.RowStarts[row]; e < cells.RowStarts[row + 1]; e++)
                {
                    vectors[row, places[cells.ColumnIndices[e]]] = cells.Values[e];
                }

                continue;
            }

            for (int k = 0; k < places.Length; k++)
            {
                vectors[row, places[k]] = sparse.Vectors!.Values[row, k];
            }
        }

        return new SupportVectorExpansion(
            sparse.Kernel, new Points(vectors), sparse.Coefficients, sparse.OffsetArray, features.Length);
    }

    private ModelCard Card(int width) => new()
    {
        Rows = Model.Expansion.Count,
        TableColumns = width + 1,
        DataSha256 = Sha256,
        Seed = 0,
        LibraryVersion = TableFit.Version(),
        RuntimeVersion = Environment.Version.ToString(),
        VectorBits = LaneWidth.Bits,
        Plan = $"Imported from '{Source}', a LIBSVM model ({LibsvmWriter.KindNames[(int)Model.Kind]}); "
            + "the rows that are counted are its support vectors, and the digest is that of the file.",
        Certificate = new Certificate { Method = Validation, Converged = true },
        ValidationMethod = Validation,
        Metrics = null,
        Intervals = new Dictionary<string, (double Lower, double Upper)>(),
    };

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw DataException.At(problem, Source);
        }
    }
}
