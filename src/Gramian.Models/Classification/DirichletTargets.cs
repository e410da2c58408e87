using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents labels as targets of regressions: per class the mean and the variance of the logarithm of a gamma
/// variable, matched by a log-normal one, with concentration αₑ, and one more in rows of that class. Immutable.
/// </summary>
[Paper("milios2018dirichlet", Where = "eqs. 4-6")]
internal sealed class DirichletTargets
{
    private readonly double[] centres;

    public DirichletTargets(LabelData data, double concentration)
    {
        OwnVariance = Math.Log((1 / (1 + concentration)) + 1);
        OtherVariance = Math.Log((1 / concentration) + 1);
        double own = Math.Log(1 + concentration) - (0.5 * OwnVariance);
        double other = Math.Log(concentration) - (0.5 * OtherVariance);

        // The prior mean of a class is the logarithm of its share, up to a constant that centres all targets.
        var shares = new double[data.Labels.Length];
        double total = data.Weights.Sum();
        for (int i = 0; i < data.Count; i++)
        {
            shares[data.Classes[i]] += data.Weights[i] / total;
        }

        double level = (own + ((shares.Length - 1) * other)) / shares.Length;
        double mean = shares.Average(Math.Log);
        centres = [.. shares.Select(share => Math.Log(share) - mean + level)];
        (Own, Other) = (own, other);
    }

    /// <summary>σ² of rows of the class.</summary>
    public double OwnVariance { get; }

    /// <summary>σ² of rows of other classes.</summary>
    public double OtherVariance { get; }

    private double Own { get; }

    private double Other { get; }

    /// <summary>The prior mean of the latent function of a class.</summary>
    public double Centre(int c) => centres[c];

    /// <summary>The target of a row, less the prior mean.</summary>
    public double Target(int c, bool own) => (own ? Own : Other) - centres[c];

    /// <summary>The noise variance of a row of weight 1.</summary>
    public double Variance(bool own) => own ? OwnVariance : OtherVariance;
}
