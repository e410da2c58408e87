using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.LargeRidge;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns ridge regressions on centres into JSON and arrays, and back.</summary>
internal static class NystromCodec
{
    private const string Centres = "centres";
    private const string Weights = "weights";

    public static TensorEntry[] Arrays(FittedNystromRidge ridge)
    {
        Guard.Length(ridge.TargetCount, 1, nameof(ridge));
        return
        [
            TensorEntry.FromMatrix(Centres, ridge.Centres.Values.ToMatrix()),
            TensorEntry.FromVector(Weights, ridge.Weights.View.ColumnToArray(0)),
        ];
    }

    public static GramNystrom Encode(FittedNystromRidge ridge) => new(
        ridge.Kernel.ToString(), ridge.Ridge, ridge.TrainingRows, ridge.ErrorVariances[0], ridge.DegreesOfFreedom,
        new GramNystromPlan(
            ridge.Plan.Solver.ToString(), ridge.Plan.SampleRows, ridge.Plan.Iterations, ridge.Plan.Operations,
            ridge.Plan.Bytes, ridge.Plan.Reason),
        ridge.Tuning is { } tuning
            ? new GramTuning(tuning.NoiseLevel, tuning.MeanSquare, RegressorCodec.Encode(tuning.Search))
            : null);

    public static FittedNystromRidge Decode(
        GramNystrom state, int dimension, Certificate certificate, SafetensorsReader file)
    {
        Matrix<double> centres = file.ReadMatrix(Centres);
        Guard.Length(centres.Columns, dimension, Centres);
        var points = new Points(centres);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        double[] weights = GramNumbers.Bounded(file.ReadVector(Weights), Weights);
        Guard.Length(weights.Length, points.Count, Weights);
        GramNystromPlan plan = state.Plan;
        var ridge = new FittedNystromRidge(
            kernel, points, Matrix<double>.FromRowMajor(weights.Length, 1, weights), Guard.Positive(state.Ridge),
            Guard.AtLeast(state.TrainingRows, 1))
        {
            Plan = new NystromPlan(
                PipelineCodec.Name<NystromSolver>(plan.Solver),
                GramNumbers.Count(plan.SampleRows, nameof(plan.SampleRows)),
                GramNumbers.Count(plan.Iterations, nameof(plan.Iterations)),
                Guard.NonNegative(plan.Operations), plan.Bytes)
            {
                Reason = plan.Reason,
            },
            Tuning = state.Tuning is { } tuning
                ? new HoldOutResult(
                    kernel, Guard.NonNegative(tuning.NoiseLevel), null, Guard.NonNegative(tuning.MeanSquare),
                    RegressorCodec.Decode(tuning.Search))
                : null,
            ErrorVariances = [Guard.NonNegative(state.ErrorVariance)],
            DegreesOfFreedom = Guard.NonNegative(state.DegreesOfFreedom),
            Certificate = certificate,
        };
        SystemCheck.Predictions(ridge);
        return ridge;
    }
}
