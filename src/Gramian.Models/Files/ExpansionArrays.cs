using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.Files;

/// <summary>Turns the points and coefficients of functions into arrays, and back.</summary>
internal static class ExpansionArrays
{
    private const string Centres = "points";
    private const string Coefficients = "coefficients";

    public static TensorEntry[] Of(SupportVectorExpansion expansion) =>
    [
        TensorEntry.FromMatrix(Centres, expansion.Vectors!.Values.ToMatrix()),
        TensorEntry.FromMatrix(Coefficients, expansion.Coefficients),
    ];

    public static SupportVectorExpansion Read(
        SafetensorsReader file, string kernel, double[] offsets, int dimension)
    {
        Matrix<double> centres = file.ReadMatrix(Centres);
        Guard.Length(centres.Columns, dimension, Centres);
        var points = new Points(centres);
        Matrix<double> coefficients = file.ReadMatrix(Coefficients);
        Guard.AllFinite(coefficients.View, Coefficients);
        return new SupportVectorExpansion(KernelText.Parse(kernel, points), points, coefficients, offsets, dimension);
    }
}
