using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Atlas.GpUci;

/// <summary>One split fitted and scored.</summary>
/// <param name="Rows">The test rows with their predictions.</param>
/// <param name="Score">How well they were predicted.</param>
/// <param name="NoiseVariance">The fitted noise variance, y standardised.</param>
internal sealed record SplitRun(IReadOnlyList<TestRow> Rows, Score Score, double NoiseVariance)
{
    /// <summary>Fits the training rows exactly as `gramian fit` does, and predicts the test rows.</summary>
    /// <param name="split">The division.</param>
    /// <param name="recipe">The options of the fit.</param>
    /// <param name="compute">Threads and cancellation.</param>
    public static SplitRun Of(Split split, FitOptions recipe, ComputeOptions compute)
    {
        var model = TrainedModel.Fit(split.Train, UciSet.Target, recipe, compute);
        var fitted = (FittedGaussianProcess)model.Regressor;
        var prediction = model.Predict(split.Test, compute).Prediction;
        var truth = ((NumberColumn)split.Test[UciSet.Target]).Values;
        var (centre, scale) = (model.Pipeline.TargetScaling.Mean, model.Pipeline.TargetScaling.Scale);
        var rows = new TestRow[truth.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new TestRow(
                (prediction.Mean[i] - centre) / scale, (truth[i] - prediction.Mean[i]) / scale,
                prediction.Variance[i] / (scale * scale), split.Repeats[i]);
        }

        return new SplitRun(rows, Score.Of(rows, scale, fitted.LogMarginalLikelihood), fitted.NoiseVariance);
    }
}
