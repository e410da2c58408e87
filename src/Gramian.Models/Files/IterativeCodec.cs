using Gramian.Data.Safetensors;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Files;

/// <summary>Turns Gaussian processes by iteration into JSON and arrays, and back.</summary>
internal static class IterativeCodec
{
    public static TensorEntry[] Arrays(FittedIterativeProcess process) =>
        RegressorCodec.Common(process.Inputs, process.Targets, process.Weights);

    public static GramIterative Encode(FittedIterativeProcess process) => new(
        process.Kernel.ToString(),
        process.NoiseVariance,
        process.Recipe.VarianceTolerance,
        process.Recipe.IterationLimit,
        process.Recipe.RankFor(process.Inputs.Count),
        process.LogMarginalLikelihood,
        GramNumbers.OrNull(process.LogMarginalLikelihoodError),
        [.. process.AtBounds],
        process.Optimization is { } search ? RegressorCodec.Encode(search) : null);

    public static FittedIterativeProcess Decode(
        GramIterative state, int dimension, ulong seed, Certificate certificate, SafetensorsReader file)
    {
        (Points points, Matrix<double> targets, Matrix<double> weights) = RegressorCodec.ReadCommon(file, dimension);
        Kernel kernel = KernelText.Parse(state.Kernel, points);
        double noise = Guard.Positive(state.NoiseVariance);

        // Weights are as good as their certificate says, which a model that missed its tolerance says honestly.
        double slack = Math.Max(GramNumbers.OrNaN(certificate.AchievedResidual), certificate.RequestedTolerance);
        SystemCheck.Weights(
            kernel, points, noise, weights.View.ColumnToArray(0), targets.View.ColumnToArray(0),
            double.IsNaN(slack) ? 0 : Math.Min(1, 2 * slack));
        var recipe = new IterativeGaussianProcess(kernel)
        {
            NoiseVariance = noise,
            Optimize = false,
            Seed = seed,
            VarianceTolerance = state.VarianceTolerance,
            IterationLimit = state.IterationLimit,
            Rank = state.Rank,
        };
        var data = new RegressionData(points, targets, rowNoise: null, MeanFunction.Zero);
        return new FittedIterativeProcess(recipe, data, kernel, noise, weights, known: null)
        {
            LogMarginalLikelihood = state.LogMarginalLikelihood,
            LogMarginalLikelihoodError = GramNumbers.OrNaN(state.LogMarginalLikelihoodError),
            Certificate = certificate,
            Optimization = state.Search is null ? null : RegressorCodec.Decode(state.Search),
            AtBounds = state.AtBounds,
        };
    }
}
