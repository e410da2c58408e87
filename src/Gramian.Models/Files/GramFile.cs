using System.Globalization;
using System.Text.Json;
using Gramian.Data;
using Gramian.Data.Formats;
using Gramian.Data.Safetensors;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Keeps fitted models in .gram files: data only, digested, the same bits after loading.</summary>
/// <remarks>
/// A .gram file is a safetensors file whose "__metadata__" has a JSON document under "gramian". Nothing in it names
/// code:
/// the kind is one of a closed list, the kernel is a text. Loading checks every size against the bytes that are there
/// before it asks for memory, every digest, every number's range, and that the arrays solve the system of the kernel.
/// It holds the training rows that the model keeps, as encoded, and for a Gaussian process n(n + 1)/2 numbers of the
/// factor.
/// </remarks>
public static class GramFile
{
    /// <summary>The extension of model files.</summary>
    public const string Extension = ".gram";

    /// <summary>The version of the format that is written: readers accept the same major number.</summary>
    public const string FormatVersion = "1.2";

    private const string DocumentName = "gramian";
    private const int ReasonLength = 300;

    /// <summary>Saves a model in one step: a reader finds the old file or the new one, whole.</summary>
    /// <param name="path">The target; an existing file is replaced only when it is a model file.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="DataException">A file of another kind has the name.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, TableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Write(path, Metadata(model), Arrays(model), IsGramFile);
    }

    /// <summary>Writes a model to a stream.</summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="model">The model.</param>
    public static void Save(Stream stream, TableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafetensorsFile.Write(stream, Metadata(model), Arrays(model));
    }

    /// <summary>
    /// Writes the arrays of a model as a zip archive of NumPy arrays, and its document, JSON, as the text "gramian".
    /// </summary>
    /// <param name="stream">Receives the bytes; not closed.</param>
    /// <param name="model">The model.</param>
    public static void WriteNpz(Stream stream, TableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        NpzFile.Write(stream, Arrays(model), Metadata(model));
    }

    /// <summary>Loads a regression.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GramFileException">
    /// The file is absent, damaged, of a newer format, not valid, or holds a classification.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainedModel Load(string path) => Regression(LoadAny(path), path);

    /// <summary>Loads a regression or a classification.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GramFileException">The file is absent, damaged, of a newer format, or not valid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TableModel LoadAny(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Guarded(path, () =>
        {
            using SafetensorsReader reader = SafetensorsReader.Open(path);
            return Read(reader);
        });
    }

    /// <summary>Loads a regression from a stream.</summary>
    /// <param name="stream">The bytes, seekable; closed afterwards.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="GramFileException">
    /// The content is damaged, of a newer format, not valid, or a classification.
    /// </exception>
    public static TrainedModel Load(Stream stream, string name) => Regression(LoadAny(stream, name), name);

    /// <summary>Loads a regression or a classification from a stream.</summary>
    /// <param name="stream">The bytes, seekable; closed afterwards.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="GramFileException">The content is damaged, of a newer format, or not valid.</exception>
    public static TableModel LoadAny(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Guarded(name, () =>
        {
            using SafetensorsReader reader = SafetensorsReader.Open(stream, name);
            return Read(reader);
        });
    }

    /// <summary>Verifies a model file as loading does, and says what it holds.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The arrays with their digests, in the order of their bytes.</returns>
    /// <exception cref="GramFileException">The file is absent, damaged, of a newer format, or not valid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<TensorInfo> Verify(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Guarded(path, () =>
        {
            using SafetensorsReader reader = SafetensorsReader.Open(path);
            Read(reader);
            return reader.Tensors;
        });
    }

    /// <summary>Whether a file has the header of a model file.</summary>
    /// <param name="path">The file.</param>
    public static bool IsGramFile(string path)
    {
        try
        {
            using SafetensorsReader reader = SafetensorsReader.Open(path);
            return reader.Metadata.ContainsKey(DocumentName);
        }
        catch (DataException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Metadata(TableModel model)
    {
        var document = new GramDocument(
            FormatVersion,
            RegressorCodec.FormatOf(model.Kind),
            RegressorCodec.NameOf(model.Kind),
            PipelineCodec.Encode(model.Pipeline),
            CardCodec.Encode(model.Card),
            null,
            null);
        document = model switch
        {
            TableClassifier classifier => ClassifierCodec.Into(document, classifier.Classifier),
            TrainedModel trained => RegressorCodec.Into(document, trained.Regressor),
            _ => throw new NotSupportedException($"A {model.GetType().Name} cannot be kept in a file."),
        };
        return new Dictionary<string, string> { [DocumentName] = GramJson.Write(document) };
    }

    private static List<TensorEntry> Arrays(TableModel model) => model is TableClassifier classifier
        ? ClassifierCodec.Arrays(classifier.Classifier)
        : RegressorCodec.Arrays(((TrainedModel)model).Regressor);

    private static TrainedModel Regression(TableModel model, string name) => model as TrainedModel
        ?? throw new GramFileException($"{DataException.Show(name, 200)}: this model predicts classes, not numbers.");

    private static TableModel Read(SafetensorsReader reader)
    {
        if (!reader.Metadata.TryGetValue(DocumentName, out string? text))
        {
            throw new JsonException("This safetensors file holds no Gramian model.");
        }

        CheckVersion(GramJson.ReadVersions(text));
        if (!reader.HasDigests)
        {
            throw new JsonException("The digests are missing.");
        }

        reader.VerifyAll();
        GramDocument document = GramJson.Read(text);
        FittedTablePipeline pipeline = PipelineCodec.Decode(document.Pipeline);
        int dimension = pipeline.Features.Count;
        if (pipeline.Classes is { } classes)
        {
            ModelCard about = CardCodec.Decode(document.Card, ModelTask.Classification);
            Guard.Length(about.ClassWeights?.Count ?? classes.Count, classes.Count, nameof(about.ClassWeights));
            return new TableClassifier(
                pipeline,
                ClassifierCodec.Decode(document, dimension, classes.Count, about.Certificate, reader),
                about);
        }

        if (document.Calibration is not null)
        {
            throw new JsonException("Probabilities of classes are calibrated, but the model predicts numbers.");
        }

        ModelCard card = CardCodec.Decode(document.Card, ModelTask.Regression);
        IKernelRegressor regressor = RegressorCodec.Decode(document, dimension, card.Seed, card.Certificate, reader);
        return new TrainedModel(pipeline, regressor, card);
    }

    private static void CheckVersion((string Format, string MinReader) versions)
    {
        (int ours, int oursMinor) = Numbers(FormatVersion);
        (int major, _) = Numbers(versions.Format);
        (int least, int leastMinor) = Numbers(versions.MinReader);
        if (major != ours || least > ours || (least == ours && leastMinor > oursMinor))
        {
            throw new JsonException(
                $"The format is {DataException.Show(versions.Format)} and needs a reader of "
                + $"{DataException.Show(versions.MinReader)}; this one reads {FormatVersion}.");
        }
    }

    private static (int Major, int Minor) Numbers(string version)
    {
        string[] parts = version.Split('.');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
            ? (major, minor)
            : throw new JsonException("The version of the format is not two numbers.");
    }

    // What the checks of a damaged file can throw, each turned into one sentence; anything else is a defect of ours.
    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DataException error)
        {
            throw new GramFileException(error.Message, error);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException
            or OverflowException or InvalidOperationException or NotSupportedException or KeyNotFoundException
            or SolverException)
        {
            // The reason may quote the damaged text, so it is shown with its control characters made visible.
            string reason = DataException.Show(error.Message.ReplaceLineEndings(" "), ReasonLength).TrimEnd('.');
            throw new GramFileException($"{DataException.Show(name, 200)}: the model is not valid: {reason}.", error);
        }
    }
}
