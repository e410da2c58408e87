using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gramian.Data;
using Gramian.Models.Files;
using Gramian.Models.SupportVectors;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Files;

public sealed class GramFileTests
{
    private static readonly byte[] Process = Saved(ModelKind.GaussianProcess);
    private static readonly byte[][] AllKinds = [.. Enum.GetValues<ModelKind>().Select(Saved)];
    private static readonly Table Queries = TrainedModelTests.Made(3, seed: 5);

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (byte[] whole in AllKinds)
        {
            // Every byte of the shortest file; of the others the prefix, some of each region, and the last bytes.
            int step = whole.Length == AllKinds.Min(other => other.Length) ? 1 : 7;
            for (int length = 0; length < whole.Length; length += length < 64 || length > whole.Length - 64 ? 1 : step)
            {
                AssertRefused(whole[..length]);
            }
        }
    }

    // All bytes of one file, and of the others, whose layout is the same, every so many: a prime, so that all bits of
    // bytes, all members and all arrays have their turn.
    [Fact]
    public void Every_flipped_byte_is_found()
    {
        AssertFlipsAreFound(Process, step: 1);
        Assert.All(AllKinds, whole => AssertFlipsAreFound(whole, step: 29));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_flipped_byte_of_every_kind_is_found() =>
        Assert.All(AllKinds, whole => AssertFlipsAreFound(whole, step: 1));

    private static void AssertFlipsAreFound(byte[] whole, int step)
    {
        for (int at = 0; at < whole.Length; at += step)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            AssertRefused(damaged);
        }
    }

    [Theory]
    [InlineData(600, 11)]
    public void Damage_under_right_digests_is_refused_or_gives_a_model_that_predicts(int cases, ulong seed)
    {
        var random = new RandomStream(seed);
        int loaded = 0;
        for (int i = 0; i < cases; i++)
        {
            byte[] damaged = Mutate(AllKinds[i % AllKinds.Length], random);
            if (TryLoad(damaged, out TableModel? model))
            {
                loaded++;
                AssertUsable(model!);
            }
        }

        // Some damage is harmless, such as a letter of the plan; most is not.
        Assert.InRange(loaded, 1, cases * 9 / 10);
    }

    [Theory]
    [InlineData(20_000, 12)]
    [Trait("Speed", "Slow")]
    public void Much_damage_under_right_digests(int cases, ulong seed) =>
        Damage_under_right_digests_is_refused_or_gives_a_model_that_predicts(cases, seed);

    [Theory]
    [InlineData("2147483648")]
    [InlineData("null")]
    [InlineData("\"1\"")]
    [InlineData("[]")]
    [Trait("Speed", "Slow")]
    public void Every_number_of_the_document_may_lie_in_other_ways(string lie) =>
        Every_number_of_the_document_may_lie(lie);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("1e999")]
    public void Every_number_of_the_document_may_lie(string lie)
    {
        foreach (byte[] whole in AllKinds)
        {
            string document = Document(whole);
            foreach ((int start, int length) in Numbers(document))
            {
                byte[] damaged = WithDocument(whole, document[..start] + lie + document[(start + length)..]);
                if (TryLoad(damaged, out TableModel? model))
                {
                    AssertUsable(model!);
                }
            }
        }
    }

    [Theory]
    [InlineData("\"format\":\"1.2\"", "\"format\":\"2.0\"", "this one reads 1.2")]
    [InlineData("\"minReader\":\"1.0\"", "\"minReader\":\"1.3\"", "this one reads 1.2")]
    [InlineData("\"format\":\"1.2\"", "\"format\":\"x\"", "two numbers")]
    [InlineData("gaussian-process", "pickle", "not known")]
    [InlineData("\"minReader\"", "\"more\":1,\"minReader\"", "more")]
    [InlineData("\"minReader\"", "\"format\":\"1.0\",\"minReader\"", "not valid")]
    [InlineData("\"noiseVariance\":", "\"noiseVariance\":-", "not valid")]
    [InlineData("matern52(", "System.Diagnostics.Process(", "not valid")]
    [InlineData("containsTrainingRows\":true", "containsTrainingRows\":false", "denies")]
    public void Refuses_what_it_does_not_know(string old, string changed, string says)
    {
        string document = Document(Process);
        Assert.Contains(old, document);
        Assert.Contains(says, AssertRefused(WithDocument(Process, document.Replace(old, changed))).Message);
    }

    [Fact]
    public void A_later_minor_version_that_old_readers_may_read_is_read() => Assert.True(TryLoad(
        WithDocument(Process, Document(Process).Replace("\"format\":\"1.2\"", "\"format\":\"1.7\"")), out _));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_comes_back_with_the_same_bits(ModelKind kind)
    {
        var model = (TrainedModel)Fitted(kind, 40);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        TrainedModel loaded = GramFile.Load(new MemoryStream(stream.ToArray()), "m.gram");
        Assert.Equal(kind, loaded.Kind);
        Assert.Equal(model.Kernel, loaded.Kernel);
        Prediction expected = model.Predict(Queries).Prediction;
        Prediction found = loaded.Predict(Queries).Prediction;
        Assert.Equal(expected.Mean, found.Mean);
        Assert.Equal(expected.StandardDeviation, found.StandardDeviation);
        using var again = new MemoryStream();
        GramFile.Save(again, loaded);
        Assert.Equal(stream.ToArray(), again.ToArray());
    }

    public static TheoryData<ModelKind> Kinds =>
        [.. Enum.GetValues<ModelKind>().Where(kind => kind.Task() == ModelTask.Regression)];

    public static TheoryData<ModelKind> ClassKinds =>
        [.. Enum.GetValues<ModelKind>().Where(kind => kind.Task() == ModelTask.Classification && kind.IsFitted())];

    [Theory]
    [MemberData(nameof(ClassKinds))]
    public void A_classifier_comes_back_with_the_same_bits(ModelKind kind) =>
        ComesBack(new FitOptions { Model = kind });

    [Theory]
    [InlineData(ModelKind.GaussianProcessClassifier, FitSolver.Variational)]
    [InlineData(ModelKind.GaussianProcessClassifier, FitSolver.Laplace)]
    [InlineData(ModelKind.DirichletClassifier, FitSolver.Automatic)]
    [InlineData(ModelKind.KernelRidgeClassifier, FitSolver.Automatic)]
    [InlineData(ModelKind.KernelLogistic, FitSolver.Automatic)]
    public void A_classifier_of_another_form_comes_back_with_the_same_bits(ModelKind kind, FitSolver solver) =>
        ComesBack(new FitOptions
        {
            Model = kind,
            Solver = solver,
            Centres = solver == FitSolver.Laplace ? null : 12,
        });

    private static void ComesBack(FitOptions options)
    {
        TableClassifier model = TableClassifier.Fit(TrainedModelTests.Made(40), "colour", options);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        byte[] bytes = stream.ToArray();
        var loaded = (TableClassifier)GramFile.LoadAny(new MemoryStream(bytes), "m.gram");
        Assert.Equal(options.Model, loaded.Kind);
        Assert.Equal(loaded.Classifier.Settings, model.Classifier.Settings);
        Assert.Equal(model.Kernel, loaded.Kernel);
        Assert.Equal(["blue", "red"], loaded.Classes.Names);
        Assert.Equal(model.Card.ClassMetrics, loaded.Card.ClassMetrics);
        ClassPrediction expected = model.Predict(Queries).Prediction;
        ClassPrediction found = loaded.Predict(Queries).Prediction;
        Assert.Equal(expected.Labels, found.Labels);
        for (int row = 0; row < expected.Count; row++)
        {
            Assert.Equal(expected.Probabilities!.Row(row).ToArray(), found.Probabilities!.Row(row).ToArray());
        }

        using var again = new MemoryStream();
        GramFile.Save(again, loaded);
        Assert.Equal(bytes, again.ToArray());
        Assert.Contains("classes, not numbers", Assert.Throws<GramFileException>(
            () => GramFile.Load(new MemoryStream(bytes), "m.gram")).Message);
    }

    [Fact]
    public void Saving_spares_files_of_other_kinds_and_replaces_models()
    {
        string folder = Directory.CreateTempSubdirectory("gramian").FullName;
        try
        {
            string path = Path.Combine(folder, "m.gram");
            TrainedModel model = GramFile.Load(new MemoryStream(Process), "m");
            GramFile.Save(path, model);
            GramFile.Save(path, model);
            Assert.Equal(Process, File.ReadAllBytes(path));
            Assert.Equal(["factor", "inputs", "targets", "weights"], GramFile.Verify(path).Select(t => t.Name));
            File.WriteAllText(path, "price,rooms\n1,2\n");
            Assert.Throws<DataException>(() => GramFile.Save(path, model));
            var refusal = Assert.Throws<GramFileException>(() => GramFile.Load(path));
            Assert.Contains("this is no model file", refusal.Message);
            Assert.Single(Directory.GetFileSystemEntries(folder));
            Assert.Throws<GramFileException>(() => GramFile.Load(Path.Combine(folder, "absent.gram")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Saved(ModelKind kind)
    {
        TableModel model = Fitted(kind, 6);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        return stream.ToArray();
    }

    // A process on a grid needs one; waves serve few inputs.
    private static TableModel Fitted(ModelKind kind, int rows)
    {
        if (!kind.IsFitted())
        {
            return ImportedModels.Of(kind, probability: true, rows, "x", "z");
        }

        Table table = TrainedModelTests.Made(rows);
        var options = new FitOptions { Model = kind, Restarts = 0 };
        if (kind is ModelKind.GridProcess or ModelKind.FourierProcess)
        {
            double[] line = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
            table = new Table([new NumberColumn("x", line, "m"), .. table.Columns.Skip(1)]);
            options = options with { Columns = ["x"] };
        }

        return TableModel.FitTo(table, kind.Task() == ModelTask.Regression ? "y" : "colour", options);
    }

    internal static TrainedModel Loaded(ModelKind kind) => GramFile.Load(new MemoryStream(Saved(kind)), "m.gram");

    private static bool TryLoad(byte[] bytes, out TableModel? model)
    {
        try
        {
            model = GramFile.LoadAny(new MemoryStream(bytes), "m.gram");
            return true;
        }
        catch (GramFileException error)
        {
            Assert.DoesNotContain(error.Message, char.IsControl);
            model = null;
            return false;
        }
    }

    private static GramFileException AssertRefused(byte[] bytes) =>
        Assert.Throws<GramFileException>(() => GramFile.LoadAny(new MemoryStream(bytes), "m.gram"));

    // A model is valid when it predicts finite numbers, or says in one of its sentences why a table does not suit it.
    private static void AssertUsable(TableModel model)
    {
        try
        {
            if (model is TableClassifier classifier)
            {
                ClassPrediction classes = classifier.Predict(Queries).Prediction;
                Assert.All(classes.Labels, label => Assert.InRange(label, 0, classes.Classes.Count - 1));
                return;
            }

            Prediction prediction = ((TrainedModel)model).Predict(Queries).Prediction;
            Assert.All(prediction.Mean, value => Assert.False(double.IsNaN(value)));
            bool isUnknown = model is TrainedModel { Regressor: SupportVectorRegressionModel { NoiseScale: null } };
            Assert.All(prediction.Variance, value => Assert.True(value >= 0 || (isUnknown && double.IsNaN(value))));
        }
        catch (Exception error) when (error is DataException or Solvers.SolverException)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    // Damages some bytes of the arrays or of the document, then makes lengths and digests right again.
    private static byte[] Mutate(byte[] whole, RandomStream random)
    {
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        if (random.NextInt(2) == 0)
        {
            byte[] damaged = [.. whole];
            for (int i = random.NextInt(3); i >= 0; i--)
            {
                damaged[8 + header + random.NextInt(whole.Length - 8 - header)] ^= (byte)(1 << random.NextInt(8));
            }

            return WithDocument(damaged, Document(damaged));
        }

        var document = new StringBuilder(Document(whole));
        for (int i = random.NextInt(3); i >= 0; i--)
        {
            int at = random.NextInt(document.Length);
            switch (random.NextInt(4))
            {
                case 0: document.Remove(at, Math.Min(1 + random.NextInt(8), document.Length - at)); break;
                case 1: document.Insert(at, "0123456789-+.eE\",:{}[]nul"[random.NextInt(25)]); break;
                case 2:
                    document.Insert(at, document.ToString(at, Math.Min(1 + random.NextInt(20),
                    document.Length - at))); break;
                default: document[at] = (char)(32 + random.NextInt(95)); break;
            }
        }

        return WithDocument(whole, document.ToString());
    }

    private static JsonObject Header(byte[] whole)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        return JsonNode.Parse(whole.AsSpan(8, length))!.AsObject();
    }

    private static string Document(byte[] whole) => (string)Header(whole)["__metadata__"]!["gramian"]!;

    private static byte[] WithDocument(byte[] whole, string document)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        byte[] data = whole[(8 + length)..];
        JsonObject header = Header(whole);
        var digests = new JsonObject();
        foreach ((string name, JsonNode? tensor) in header.Where(member => member.Key != "__metadata__"))
        {
            int start = (int)tensor!["data_offsets"]![0]!;
            int end = (int)tensor["data_offsets"]![1]!;
            digests[name] = Convert.ToHexStringLower(SHA256.HashData(data.AsSpan(start, end - start)));
        }

        JsonNode metadata = header["__metadata__"]!;
        metadata["gramian"] = document;
        metadata["sha256"] = digests.ToJsonString();
        metadata["header_sha256"] = new string('0', 64);
        byte[] blank = JsonSerializer.SerializeToUtf8Bytes(header);
        metadata["header_sha256"] = Convert.ToHexStringLower(SHA256.HashData(blank));
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, bytes.Length);
        return [.. prefix, .. bytes, .. data];
    }

    private static List<(int Start, int Length)> Numbers(string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        var found = new List<(int, int)>();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                found.Add(((int)reader.TokenStartIndex, reader.ValueSpan.Length));
            }
        }

        return found;
    }
}
