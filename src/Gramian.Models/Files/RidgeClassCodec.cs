using Gramian.Data.Safetensors;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns kernel ridge classifications into JSON and arrays, and back.</summary>
internal static class RidgeClassCodec
{
    private const string Slopes = "probability_slopes";
    private const string Shifts = "probability_offsets";

    public static TensorEntry[] Arrays(RidgeClassModel model) =>
    [
        .. ExpansionArrays.Of(model.Expansion),
        TensorEntry.FromVector(Slopes, [.. model.Scalings.Select(scaling => scaling.A)]),
        TensorEntry.FromVector(Shifts, [.. model.Scalings.Select(scaling => scaling.B)]),
    ];

    public static GramRidgeClasses Encode(RidgeClassModel model) =>
        new(model.Kernel.ToString(), model.Ridge, model.TrainingRows);

    public static RidgeClassModel Decode(
        GramRidgeClasses state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        double[] slopes = GramNumbers.Bounded(file.ReadVector(Slopes), Slopes);
        double[] shifts = GramNumbers.Bounded(file.ReadVector(Shifts), Shifts);
        Guard.Length(shifts.Length, slopes.Length, Shifts);
        SupportVectorExpansion expansion =
            ExpansionArrays.Read(file, state.Kernel, new double[slopes.Length], dimension);
        var model = new RidgeClassModel(expansion, [.. slopes.Zip(shifts, (a, b) => new PlattScaling(a, b))])
        {
            Ridge = Guard.Positive(state.Ridge),
            TrainingRows = Guard.AtLeast(state.TrainingRows, expansion.Count),
            Certificate = certificate,
        };
        SystemCheck.Probabilities(model, model.KeptPoints!);
        return model;
    }
}
