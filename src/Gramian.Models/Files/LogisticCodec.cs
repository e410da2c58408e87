using Gramian.Data.Safetensors;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns kernel logistic regressions into JSON and arrays, and back.</summary>
internal static class LogisticCodec
{
    private const string Offsets = "offsets";

    public static TensorEntry[] Arrays(LogisticClassModel model) =>
    [
        .. ExpansionArrays.Of(model.Expansion),
        TensorEntry.FromVector(Offsets, [.. model.Expansion.Offsets]),
    ];

    public static GramLogistic Encode(LogisticClassModel model) =>
        new(model.Kernel.ToString(), model.Ridge, model.TrainingRows);

    public static LogisticClassModel Decode(
        GramLogistic state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        double[] offsets = GramNumbers.Bounded(file.ReadVector(Offsets), Offsets);
        SupportVectorExpansion expansion = ExpansionArrays.Read(file, state.Kernel, offsets, dimension);
        var model = new LogisticClassModel(expansion)
        {
            Ridge = Guard.Positive(state.Ridge),
            TrainingRows = Guard.AtLeast(state.TrainingRows, expansion.Count),
            Certificate = certificate,
        };
        SystemCheck.Probabilities(model, model.KeptPoints!);
        return model;
    }
}
