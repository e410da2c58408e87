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

    public static TensorEntry[] Arrays(SupportVectorModel model) =>
    [
        TensorEntry.FromMatrix(Vectors, Kept(model).Values.ToMatrix()),
        TensorEntry.FromMatrix(Coefficients, model.Expansion.Coefficients),
        TensorEntry.FromVector(Offsets, [.. model.Expansion.Offsets]),
        TensorEntry.FromVector(Slopes, [.. model.Scalings.Select(scaling => scaling.A)]),
        TensorEntry.FromVector(Shifts, [.. model.Scalings.Select(scaling => scaling.B)]),
    ];

    public static GramSupportVectors Encode(SupportVectorModel model) => new(
        model.Kernel.ToString(), model.Cost, model.TrainingRows, model.BoundedCount, [.. model.SupportCounts]);

    public static SupportVectorModel Decode(
        GramSupportVectors state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> vectors = file.ReadMatrix(Vectors);
        Guard.Length(vectors.Columns, dimension, Vectors);
        var points = new Points(vectors);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Matrix<double> coefficients = file.ReadMatrix(Coefficients);
        Guard.AllFinite(coefficients.View, Coefficients);
        double[] offsets = GramNumbers.Bounded(file.ReadVector(Offsets), Offsets);
        double[] slopes = GramNumbers.Bounded(file.ReadVector(Slopes), Slopes);
        double[] shifts = GramNumbers.Bounded(file.ReadVector(Shifts), Shifts);
        Guard.Length(shifts.Length, slopes.Length, Shifts);
        foreach (int count in state.SupportCounts)
        {
            GramNumbers.Count(count, nameof(state.SupportCounts));
        }

        Guard.InRange(state.BoundedCount, 0, points.Count, nameof(state.BoundedCount));
        var expansion = new SupportVectorExpansion(kernel, points, coefficients, offsets, dimension);
        var model = new SupportVectorModel(
            expansion, state.SupportCounts, [.. slopes.Zip(shifts, (a, b) => new PlattScaling(a, b))])
        {
            Cost = Guard.Positive(state.Cost),
            TrainingRows = Guard.AtLeast(state.TrainingRows, points.Count),
            BoundedCount = state.BoundedCount,
            Certificate = certificate,
        };
        SystemCheck.Probabilities(model, points);
        return model;
    }

    // Two classes always leave a support vector of each.
    private static Points Kept(SupportVectorModel model) =>
        model.KeptPoints ?? throw new NotSupportedException("A machine without support vectors cannot be kept.");
}
