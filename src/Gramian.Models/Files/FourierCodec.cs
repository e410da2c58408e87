using System.Text.Json;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.FourierProcesses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns Gaussian processes in Fourier features into JSON and arrays, and back.</summary>
internal static class FourierCodec
{
    private const string Sample = "sample";
    private const string Box = "box";
    private const string Re = "differences_re";
    private const string Im = "differences_im";
    private const string Coefficients = "coefficients";

    public static TensorEntry[] Arrays(FittedFourierProcess process)
    {
        Guard.Length(process.TargetCount, 1, nameof(process));
        return
        [
            TensorEntry.FromMatrix(Sample, process.Sample.Values.ToMatrix()),
            TensorEntry.FromVector(Box, process.System.Box),
            TensorEntry.FromVector(Re, process.System.DifferencesRe),
            TensorEntry.FromVector(Im, process.System.DifferencesIm),
            TensorEntry.FromVector(Coefficients, process.Coefficients.View.ColumnToArray(0)),
        ];
    }

    public static GramFourier Encode(FittedFourierProcess process) => new(
        process.Kernel.ToString(), process.NoiseVariance, process.Recipe.Tolerance, process.Recipe.Margin,
        process.System.RowCount, process.Optimization is { } search ? RegressorCodec.Encode(search) : null);

    public static FittedFourierProcess Decode(
        GramFourier state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> sample = file.ReadMatrix(Sample);
        Guard.Length(sample.Columns, dimension, Sample);
        var points = new Points(sample);
        double[] box = GramNumbers.Bounded(file.ReadVector(Box), Box);
        Guard.Length(box.Length, 2 * dimension, Box);
        for (int k = 0; k < dimension; k++)
        {
            Guard.InRange(box[dimension + k], box[k], double.MaxValue, Box);
        }

        double[] re = GramNumbers.Bounded(file.ReadVector(Re), Re);
        double[] im = GramNumbers.Bounded(file.ReadVector(Im), Im);
        double[] coefficients = GramNumbers.Bounded(file.ReadVector(Coefficients), Coefficients);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        var recipe = new FourierProcess(kernel, Guard.Positive(state.NoiseVariance))
        {
            Tolerance = state.Tolerance,
            Margin = state.Margin,
            PriorBeyond = true,
        };
        FourierSystem system;
        try
        {
            system = new FourierSystem(
                kernel, box, recipe.Margin, recipe.Tolerance, Guard.AtLeast(state.Rows, 1), re, im);
        }
        catch (NotSupportedException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }

        Guard.Length(coefficients.Length, 2 * system.Count, Coefficients);
        var process = new FittedFourierProcess(
            recipe, system, kernel, points, Matrix<double>.FromRowMajor(coefficients.Length, 1, coefficients),
            certificate)
        {
            Optimization = state.Search is null ? null : RegressorCodec.Decode(state.Search),
        };
        SystemCheck.Predictions(process);
        return process;
    }
}
