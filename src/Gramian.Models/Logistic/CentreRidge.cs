using System.Collections.Immutable;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Logistic;

/// <summary>Chooses λ of a fit on centres by the log loss of rows that were held out.</summary>
/// <remarks>
/// A ridge that suits functions on a few hundred rows, which they separate, is far too small for some hundred centres
/// under thousands of rows: these cannot follow every row, and what they can they follow too closely.
/// </remarks>
internal static class CentreRidge
{
    private const int MostRows = 10_000;
    private const int HeldShare = 5;
    private const double LargestDecade = 4;      // above the λ that drawn rows chose: too small is the usual error
    private const double SmallestDecade = -2;
    private const int PointsPerDecade = 2;
    private const double LeastGain = 1e-4;
    private const double Tolerance = 1e-4;
    private const double LeastProbability = 1e-15;

    /// <summary>Whether a recipe fits that many rows on centres.</summary>
    public static bool Applies(KernelLogisticRegression recipe, int rows) =>
        rows > recipe.ExactRows && rows >= 2 * HeldShare;

    /// <summary>
    /// λ for all rows, from four decades above that of the recipe to two below; and the rows that chose. Nλ is what
    /// carries over from some rows to all.
    /// </summary>
    public static (double Ridge, int Rows) Choose(
        KernelLogisticRegression recipe, LabelledRows rows, ComputeOptions options)
    {
        var random = new RandomStream(recipe.Seed, task: 8);
        LabelledRows part = rows.Draw(MostRows, random.Substream(1));
        int[] order = random.Substream(2).Permutation(part.Count);
        int held = part.Count / HeldShare;
        LabelledRows train = part.Select([.. order[held..].Order()]), test = part.Select([.. order[..held].Order()]);
        if (train.Classes.Distinct().Count() < rows.Labels.Length)
        {
            return (recipe.Ridge!.Value, part.Count);
        }

        // The weights of classes are in the weights of rows already.
        KernelLogisticRegression plain = recipe with
        {
            Tolerance = Tolerance,
            ClassWeights = ImmutableDictionary<double, double>.Empty,
            ExactRows = 0,
            CentreCount = recipe.CentreCount ?? KernelLogisticRegression.UsualCentres(rows.Count),
        };
        double middle = recipe.Ridge!.Value * rows.Total / train.Total;
        int count = (int)((LargestDecade - SmallestDecade) * PointsPerDecade) + 1;
        double[] ridges = [.. Enumerable.Range(0, count)
            .Select(i => middle * Math.Pow(10, LargestDecade - (i / (double)PointsPerDecade)))];
        double[] labels = [.. train.Classes.Select(place => train.Labels[place])];
        (double best, double ridge) = (double.PositiveInfinity, ridges[0]);
        foreach (FittedKernelLogistic model in plain.FitPath(train.Inputs, labels, ridges, train.Weights, options))
        {
            double loss = Loss(model, test, options);
            if (loss < best - (LeastGain * test.Total))
            {
                (best, ridge) = (loss, model.Ridge);
            }
        }

        return (ridge * train.Total / rows.Total, part.Count);
    }

    private static double Loss(FittedKernelLogistic model, LabelledRows test, ComputeOptions options)
    {
        using Matrix<double> probabilities = model.Probabilities(test.Inputs, options)
            ?? throw new InvalidOperationException("The loss of this recipe gives no probabilities.");
        int[] places = [.. test.Labels.Select(label => model.Labels.ToList().IndexOf(label))];
        double loss = 0;
        for (int row = 0; row < test.Count; row++)
        {
            double p = probabilities[row, places[test.Classes[row]]];
            loss -= test.Weights[row] * Math.Log(Math.Max(p, LeastProbability));
        }

        return loss;
    }
}
