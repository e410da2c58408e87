using System.Text.Json;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns support vector machines into JSON and arrays, and back.</summary>
internal static class SupportVectorCodec
{
    private const string Vectors = "support_vectors";
    private const string Coefficients = "coefficients";
    private const string Offsets = "offsets";
    private const string Slopes = "probability_slopes";
    private const string Shifts = "probability_offsets";

    public static TensorEntry[] Arrays(SupportVectorModel model) => model.Scalings.Count == 0
        ? Arrays(model.Expansion)
        :
        [
            .. Arrays(model.Expansion),
            TensorEntry.FromVector(Slopes, [.. model.Scalings.Select(scaling => scaling.A)]),
            TensorEntry.FromVector(Shifts, [.. model.Scalings.Select(scaling => scaling.B)]),
        ];

    public static TensorEntry[] Arrays(SupportVectorExpansion expansion) =>
    [
        TensorEntry.FromMatrix(Vectors, Kept(expansion).Values.ToMatrix()),
        TensorEntry.FromMatrix(Coefficients, expansion.Coefficients),
        TensorEntry.FromVector(Offsets, [.. expansion.Offsets]),
    ];

    public static GramSupportVectors Encode(SupportVectorModel model) => new(
        model.Kernel.ToString(), model.Cost, model.TrainingRows, model.BoundedCount, [.. model.SupportCounts],
        AtBounds: model.AtBounds.Count == 0 ? null : [.. model.AtBounds]);

    /// <summary>The state of a machine of values or of one class.</summary>
    public static GramSupportVectors Encode(SupportVectorExpansion expansion, double? noiseScale) => new(
        expansion.Kernel.ToString(), null, expansion.Count, 0, [], noiseScale);

    public static SupportVectorModel Decode(
        GramSupportVectors state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        SupportVectorExpansion expansion = ReadExpansion(state, dimension, file);
        bool isScaled = file.Tensors.Any(tensor => tensor.Name == Slopes);
        double[] slopes = isScaled ? GramNumbers.Bounded(file.ReadVector(Slopes), Slopes) : [];
        double[] shifts = isScaled ? GramNumbers.Bounded(file.ReadVector(Shifts), Shifts) : [];
        Guard.Length(shifts.Length, slopes.Length, Shifts);
        foreach (int count in state.SupportCounts)
        {
            GramNumbers.Count(count, nameof(state.SupportCounts));
        }

        Guard.InRange(state.BoundedCount, 0, expansion.Count, nameof(state.BoundedCount));
        RefuseNoise(state);
        var model = new SupportVectorModel(
            expansion, state.SupportCounts, [.. slopes.Zip(shifts, (a, b) => new PlattScaling(a, b))])
        {
            Cost = state.Cost is null ? null : Guard.Positive(state.Cost.Value, nameof(state.Cost)),
            TrainingRows = Guard.AtLeast(state.TrainingRows, expansion.Count),
            BoundedCount = state.BoundedCount,
            Certificate = certificate,
            AtBounds = state.AtBounds ?? [],
        };
        SystemCheck.Probabilities(model, expansion.Vectors!);
        return model;
    }

    public static SupportVectorRegressionModel DecodeValues(
        GramSupportVectors state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        RefuseClasses(state);
        var model = new SupportVectorRegressionModel(ReadExpansion(state, dimension, file), state.NoiseScale)
        {
            Certificate = certificate,
        };
        SystemCheck.Values(model.Expansion);
        return model;
    }

    public static OneClassModel DecodeOneClass(
        GramSupportVectors state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        RefuseClasses(state);
        RefuseNoise(state);
        var model = new OneClassModel(ReadExpansion(state, dimension, file)) { Certificate = certificate };
        SystemCheck.Values(model.Expansion);
        return model;
    }

    private static SupportVectorExpansion ReadExpansion(
        GramSupportVectors state, int dimension, SafetensorsReader file)
    {
        Matrix<double> vectors = file.ReadMatrix(Vectors);
        Guard.Length(vectors.Columns, dimension, Vectors);
        var points = new Points(vectors);
        Kernel kernel = KernelText.Parse(state.Kernel, points, mayBeNegative: true);
        Matrix<double> coefficients = file.ReadMatrix(Coefficients);
        Guard.AllFinite(coefficients.View, Coefficients);
        double[] offsets = GramNumbers.Bounded(file.ReadVector(Offsets), Offsets);
        return new SupportVectorExpansion(kernel, points, coefficients, offsets, dimension);
    }

    private static void RefuseClasses(GramSupportVectors state)
    {
        if (state.SupportCounts.Length > 0 || state.Cost is not null)
        {
            throw new JsonException("A machine without classes has the state of one with classes.");
        }
    }

    private static void RefuseNoise(GramSupportVectors state)
    {
        if (state.NoiseScale is not null)
        {
            throw new JsonException("Noise belongs to values, but the machine knows classes.");
        }
    }

    // Two classes always leave a support vector of each.
    private static Points Kept(SupportVectorExpansion expansion) => expansion.Vectors
        ?? throw new NotSupportedException("A machine without support vectors cannot be kept.");
}
