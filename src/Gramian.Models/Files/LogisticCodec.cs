using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns kernel logistic regressions into JSON and arrays, and back.</summary>
internal static class LogisticCodec
{
    private const string Centres = "points";
    private const string Coefficients = "coefficients";
    private const string Offsets = "offsets";

    public static TensorEntry[] Arrays(LogisticClassModel model) =>
    [
        TensorEntry.FromMatrix(Centres, model.KeptPoints!.Values.ToMatrix()),
        TensorEntry.FromMatrix(Coefficients, model.Expansion.Coefficients),
        TensorEntry.FromVector(Offsets, [.. model.Expansion.Offsets]),
    ];

    public static GramLogistic Encode(LogisticClassModel model) =>
        new(model.Kernel.ToString(), model.Ridge, model.TrainingRows);

    public static LogisticClassModel Decode(
        GramLogistic state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> centres = file.ReadMatrix(Centres);
        Guard.Length(centres.Columns, dimension, Centres);
        var points = new Points(centres);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Matrix<double> coefficients = file.ReadMatrix(Coefficients);
        Guard.AllFinite(coefficients.View, Coefficients);
        double[] offsets = GramNumbers.Bounded(file.ReadVector(Offsets), Offsets);
        var expansion = new SupportVectorExpansion(kernel, points, coefficients, offsets, dimension);
        var model = new LogisticClassModel(expansion)
        {
            Ridge = Guard.Positive(state.Ridge),
            TrainingRows = Guard.AtLeast(state.TrainingRows, points.Count),
            Certificate = certificate,
        };
        SystemCheck.Probabilities(model, points);
        return model;
    }
}
