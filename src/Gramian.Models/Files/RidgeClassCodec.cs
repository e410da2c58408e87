using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns kernel ridge classifications into JSON and arrays, and back.</summary>
internal static class RidgeClassCodec
{
    private const string Centres = "points";
    private const string Coefficients = "coefficients";
    private const string Slopes = "probability_slopes";
    private const string Shifts = "probability_offsets";

    public static TensorEntry[] Arrays(RidgeClassModel model) =>
    [
        TensorEntry.FromMatrix(Centres, model.KeptPoints!.Values.ToMatrix()),
        TensorEntry.FromMatrix(Coefficients, model.Expansion.Coefficients),
        TensorEntry.FromVector(Slopes, [.. model.Scalings.Select(scaling => scaling.A)]),
        TensorEntry.FromVector(Shifts, [.. model.Scalings.Select(scaling => scaling.B)]),
    ];

    public static GramRidgeClasses Encode(RidgeClassModel model) =>
        new(model.Kernel.ToString(), model.Ridge, model.TrainingRows);

    public static RidgeClassModel Decode(
        GramRidgeClasses state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> centres = file.ReadMatrix(Centres);
        Guard.Length(centres.Columns, dimension, Centres);
        var points = new Points(centres);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Matrix<double> coefficients = file.ReadMatrix(Coefficients);
        Guard.AllFinite(coefficients.View, Coefficients);
        double[] slopes = GramNumbers.Bounded(file.ReadVector(Slopes), Slopes);
        double[] shifts = GramNumbers.Bounded(file.ReadVector(Shifts), Shifts);
        Guard.Length(shifts.Length, slopes.Length, Shifts);
        var expansion = new SupportVectorExpansion(
            kernel, points, coefficients, new double[coefficients.Columns], dimension);
        var model = new RidgeClassModel(expansion, [.. slopes.Zip(shifts, (a, b) => new PlattScaling(a, b))])
        {
            Ridge = Guard.Positive(state.Ridge),
            TrainingRows = Guard.AtLeast(state.TrainingRows, points.Count),
            Certificate = certificate,
        };
        SystemCheck.Probabilities(model, points);
        return model;
    }
}
