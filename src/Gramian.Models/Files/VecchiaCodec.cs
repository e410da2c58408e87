using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Models.Vecchia;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns Gaussian processes of nearest neighbours into JSON and arrays, and back.</summary>
internal static class VecchiaCodec
{
    private const string Inputs = "inputs";
    private const string Targets = "targets";

    public static TensorEntry[] Arrays(FittedVecchiaProcess process)
    {
        Guard.Length(process.TargetCount, 1, nameof(process));
        return
        [
            TensorEntry.FromMatrix(Inputs, process.Inputs.Values.ToMatrix()),
            TensorEntry.FromVector(Targets, process.Targets.View.ColumnToArray(0)),
        ];
    }

    public static GramVecchia Encode(FittedVecchiaProcess process) => new(
        process.Kernel.ToString(), process.NoiseVariance, process.Neighbours, process.LogMarginalLikelihood,
        [.. process.AtBounds],
        process.Optimization is { } search ? RegressorCodec.Encode(search) : null);

    public static FittedVecchiaProcess Decode(
        GramVecchia state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> inputs = file.ReadMatrix(Inputs);
        Guard.Length(inputs.Columns, dimension, Inputs);
        var points = new Points(inputs);
        double[] targets = GramNumbers.Bounded(file.ReadVector(Targets), Targets);
        Guard.Length(targets.Length, points.Count, Targets);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        var data = new RegressionData(
            points, Matrix<double>.FromRowMajor(targets.Length, 1, targets), rowNoise: null, MeanFunction.Zero);
        var process = new FittedVecchiaProcess(
            data, kernel, Guard.Positive(state.NoiseVariance), Guard.AtLeast(state.Neighbours, 1))
        {
            LogMarginalLikelihood = state.LogMarginalLikelihood,
            Certificate = certificate,
            Optimization = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        };
        SystemCheck.Predictions(process);
        return process;
    }
}
