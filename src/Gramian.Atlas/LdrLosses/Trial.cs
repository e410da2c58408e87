using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.Losses;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Atlas.LdrLosses;

/// <summary>Fits every contender to one division under one noise.</summary>
internal static class Trial
{
    private const int MostPlaces = 5;

    /// <summary>The λ of every path, the largest first.</summary>
    public static IReadOnlyList<double> Ridges { get; } = [1e-2, 1e-3, 1e-4, 1e-5];

    /// <summary>
    /// The scores of all contenders, in their order: of each the setting and λ that get most of the noisy labels of the
    /// second part right, ties to the earlier setting and the larger λ.
    /// </summary>
    public static Score[] Run(Division division, Noise noise, ComputeOptions options)
    {
        double[] labels = division.Labels(0, noise), held = division.Labels(1, noise);
        Kernel kernel = Rbf.FromGamma(GammaRule.Median(division.Inputs[0], division.Seed));
        return [.. Contender.All.Select(contender => Of(contender, kernel, division, labels, held, options))];
    }

    /// <summary>The recipe of one loss.</summary>
    public static KernelLogisticRegression Recipe(Kernel kernel, ClassLoss loss, ulong seed) => new(kernel)
    {
        Loss = loss,
        ExactRows = 0,
        CentreCount = 100,
        Tolerance = 1e-4,
        IterationLimit = 60,
        Seed = seed,
    };

    private static Score Of(
        Contender contender, Kernel kernel, Division division, double[] labels, double[] held, ComputeOptions options)
    {
        (FittedKernelLogistic? Model, int Setting, double Right) best = (null, 0, -1);
        bool converged = true;
        for (int setting = 0; setting < contender.Settings.Count; setting++)
        {
            foreach (FittedKernelLogistic model in Recipe(kernel, contender.Settings[setting], division.Seed)
                .FitPath(division.Inputs[0], labels, Ridges, options: options))
            {
                converged &= model.Certificate.Converged;
                double right = Tops(model, division.Inputs[1], held, options)[0];
                best = right > best.Right ? (model, setting, right) : best;
            }
        }

        double[] truth = Array.ConvertAll(division.Classes[2], place => (double)place);
        return new Score(
            Tops(best.Model!, division.Inputs[2], truth, options), best.Setting, best.Model!.Ridge, converged);
    }

    // The shares of rows with fewer than 1, 2, … scores at or above that of the label; a label never seen has none.
    private static double[] Tops(FittedKernelLogistic model, Points inputs, double[] labels, ComputeOptions options)
    {
        using Matrix<double> scores = model.DecisionValues(inputs, options);
        var shares = new double[Math.Min(MostPlaces, model.Labels.Count)];
        for (int i = 0; i < labels.Length; i++)
        {
            int place = Array.IndexOf([.. model.Labels], labels[i]);
            int above = 0;
            for (int c = 0; c < scores.Columns && place >= 0; c++)
            {
                above += c != place && scores[i, c] >= scores[i, place] ? 1 : 0;
            }

            for (int k = 0; k < shares.Length && place >= 0; k++)
            {
                shares[k] += above <= k ? 1.0 / labels.Length : 0;
            }
        }

        return shares;
    }
}
