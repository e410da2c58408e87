using System.Text.Json;
using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns Gaussian processes through inducing points into JSON and arrays, and back.</summary>
internal static class SparseCodec
{
    private const string InducingPoints = "inducing_points";
    private const string Factor = "factor";
    private const string PrecisionFactor = "precision_factor";
    private const string Mean = "mean";
    private const double Least = 1e-100;

    public static TensorEntry[] Arrays(FittedSparseProcess process)
    {
        Guard.Length(process.TargetCount, 1, nameof(process));
        return
        [
            TensorEntry.FromMatrix(InducingPoints, process.InducingPoints.Values.ToMatrix()),
            TensorEntry.FromLowerTriangle(Factor, process.Posterior.Factor),
            TensorEntry.FromLowerTriangle(PrecisionFactor, process.Posterior.PrecisionFactor),
            TensorEntry.FromVector(Mean, process.Posterior.Mean.View.ColumnToArray(0)),
        ];
    }

    public static GramSparse Encode(FittedSparseProcess process) => new(
        process.Kernel.ToString(), process.NoiseVariance, process.Certificate.Jitter, process.Method.ToString(),
        process.Bound, [.. process.AtBounds],
        process.Optimization is { } search ? RegressorCodec.Encode(search) : null);

    public static FittedSparseProcess Decode(
        GramSparse state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> inducing = file.ReadMatrix(InducingPoints);
        Guard.Length(inducing.Columns, dimension, InducingPoints);
        var points = new Points(inducing);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        Guard.Positive(state.NoiseVariance);
        Guard.NonNegative(state.Jitter);
        Matrix<double> factor = ReadFactor(file, Factor, points.Count);
        SystemCheck.Factor(kernel, points, state.Jitter, factor);
        double[] mean = GramNumbers.Bounded(file.ReadVector(Mean), Mean);
        Guard.Length(mean.Length, points.Count, Mean);
        var process = new FittedSparseProcess(new InducedPosterior
        {
            Kernel = kernel,
            NoiseVariance = state.NoiseVariance,
            InducingPoints = points,
            Factor = factor,
            PrecisionFactor = ReadFactor(file, PrecisionFactor, points.Count),
            Mean = Matrix<double>.FromRowMajor(mean.Length, 1, mean),
        })
        {
            Method = PipelineCodec.Name<SparseMethod>(state.Method),
            Bound = state.Bound,
            Certificate = certificate,
            Optimization = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        };
        SystemCheck.Predictions(process);
        return process;
    }

    /// <summary>A factor in the lower triangle, with a positive diagonal.</summary>
    public static Matrix<double> ReadFactor(SafetensorsReader file, string name, int count)
    {
        Matrix<double> factor = file.ReadLowerTriangle(name, count);
        Guard.AllFinite(factor.View, name);
        for (int i = 0; i < count; i++)
        {
            if (!(factor[i, i] > Least))
            {
                throw new JsonException($"The diagonal of '{name}' is not positive.");
            }

            GramNumbers.Bounded(factor.Row(i).ToArray(), name);
        }

        return factor;
    }
}
