using System.Diagnostics;
using Gramian.Atlas.GpUci;
using Gramian.Kernels;
using Gramian.Models;
using Gramian.Numerics;

namespace Gramian.Atlas.GpLarge;

/// <summary>One candidate on one set.</summary>
/// <param name="Name">The name of the candidate.</param>
/// <param name="Held">The score on held-out training rows, by which the model is chosen.</param>
/// <param name="Test">The score on the test rows, of the model on all training rows.</param>
/// <param name="Seconds">The measured seconds of both fits.</param>
internal sealed record CandidateRun(string Name, Score Held, Score Test, double Seconds)
{
    public static CandidateRun Of(Candidate candidate, Division division, ulong seed, ComputeOptions compute)
    {
        var (kept, held) = division.Part(seed);
        var watch = Stopwatch.StartNew();
        IRegressor searched = Fit(candidate.Search, division.Train.Select(kept), division.TargetsOf(kept), compute);
        IRegressor final = Fit(candidate.Again(searched), division.Train, division.Targets, compute);
        double seconds = watch.Elapsed.TotalSeconds;
        return new CandidateRun(
            candidate.Name,
            Scored(searched, division.Train.Select(held), division.TargetsOf(held), division.TargetScale, compute),
            Scored(final, division.Test, division.Truth, division.TargetScale, compute), seconds);
    }

    /// <summary>Scores a prediction; a ridge regression's constant error variance stands for its density.</summary>
    internal static Score Scored(Prediction prediction, double[] truth, double targetScale)
    {
        var rows = new TestRow[truth.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            double mean = prediction.Mean[i];
            rows[i] = new TestRow(mean, truth[i] - mean, prediction.Variance[i], Repeats: false);
        }

        return Score.Of(rows, targetScale, double.NaN);
    }

    private static Score Scored(
        IRegressor model, Points points, double[] truth, double targetScale, ComputeOptions compute) =>
        Scored(model.Predict(points, compute), truth, targetScale);

    private static IRegressor Fit(IRegressionRecipe recipe, Points points, double[] targets, ComputeOptions compute)
    {
        using Matrix<double> column = Matrix<double>.FromRowMajor(targets.Length, 1, targets);
        return recipe.Fit(points, column, compute);
    }
}
