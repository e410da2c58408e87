using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Functions;
using Gramian.Solvers;

namespace Gramian.Models;

/// <summary>Represents predictions at m queries for q targets: a normal distribution for each. Immutable.</summary>
public sealed class Prediction
{
    /// <summary>Makes a prediction from its parts, which it borrows.</summary>
    /// <param name="means">The predictive means, [m, q], in the units of the targets.</param>
    /// <param name="variances">The variances of a new observation, noise included, [m, q], in squared units.</param>
    /// <param name="latentVariances">
    /// The variances of the function itself, [m, q]; null when the model has none.
    /// </param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Prediction(Matrix<double> means, Matrix<double> variances, Matrix<double>? latentVariances = null)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(variances);
        RequireShape(means, variances, nameof(variances));
        if (latentVariances is not null)
        {
            RequireShape(means, latentVariances, nameof(latentVariances));
        }

        (Means, Variances, LatentVariances) = (means, variances, latentVariances);
        if (means.Columns == 0)
        {
            throw new ArgumentException("A prediction needs at least 1 target, but 'means' has 0 columns.",
                nameof(means));
        }

        Mean = means.View.ColumnToArray(0);
        Variance = variances.View.ColumnToArray(0);
        LatentVariance = latentVariances?.View.ColumnToArray(0);
    }

    /// <summary>The number of queries, m.</summary>
    public int Count => Means.Rows;

    /// <summary>The number of targets, q.</summary>
    public int TargetCount => Means.Columns;

    /// <summary>The predictive means, [m, q].</summary>
    public Matrix<double> Means { get; }

    /// <summary>The variances of a new observation (latent variance plus noise), [m, q].</summary>
    public Matrix<double> Variances { get; }

    /// <summary>The variances of the latent function, [m, q], or null when the model has none.</summary>
    public Matrix<double>? LatentVariances { get; }

    /// <summary>The means of the first target, [m].</summary>
    public double[] Mean { get; }

    /// <summary>The observation variances of the first target, [m].</summary>
    public double[] Variance { get; }

    /// <summary>The latent variances of the first target, [m], or null when the model has none.</summary>
    public double[]? LatentVariance { get; }

    /// <summary>
    /// How the systems behind these predictions were solved; null when predicting solved none by iteration. Where it
    /// has not converged, the numbers are not what was asked for.
    /// </summary>
    public Certificate? Certificate { get; init; }

    /// <summary>The standard deviations of a new observation of the first target, [m].</summary>
    public double[] StandardDeviation => Array.ConvertAll(Variance, Math.Sqrt);

    /// <summary>Makes central predictive intervals for new observations of one target.</summary>
    /// <param name="probability">The probability inside, in (0, 1); 0.95 by default.</param>
    /// <param name="target">The target, from 0.</param>
    /// <returns>The m lower and the m upper ends.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The probability is not in (0, 1), or there is no such target.
    /// </exception>
    public (double[] Lower, double[] Upper) Interval(double probability = 0.95, int target = 0) =>
        Interval(Variances, probability, target);

    /// <summary>Makes central predictive intervals for the latent function of one target, noise excluded.</summary>
    /// <param name="probability">The probability inside, in (0, 1); 0.95 by default.</param>
    /// <param name="target">The target, from 0.</param>
    /// <returns>The m lower and the m upper ends.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The probability is not in (0, 1), or there is no such target.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has no latent variance.</exception>
    public (double[] Lower, double[] Upper) LatentInterval(double probability = 0.95, int target = 0) =>
        Interval(
            LatentVariances ?? throw new InvalidOperationException(
                "This model has no latent variance, so only intervals of observations exist."),
            probability, target);

    /// <summary>Moves the predictions to other units: target o becomes scale[o] · target + offset[o].</summary>
    /// <param name="scales">One positive factor per target, [q].</param>
    /// <param name="offsets">One offset per target, [q], in the new units.</param>
    /// <exception cref="ArgumentException">A length is not q.</exception>
    public Prediction Rescale(ReadOnlySpan<double> scales, ReadOnlySpan<double> offsets)
    {
        Guard.Length(scales.Length, TargetCount, nameof(scales));
        Guard.Length(offsets.Length, TargetCount, nameof(offsets));
        var means = Means.Copy();
        var variances = Variances.Copy();
        Matrix<double>? latent = LatentVariances?.Copy();
        for (int i = 0; i < Count; i++)
        {
            for (int o = 0; o < TargetCount; o++)
            {
                double scale = Guard.Positive(scales[o], nameof(scales));
                means[i, o] = (means[i, o] * scale) + offsets[o];
                variances[i, o] *= scale * scale;
                if (latent is not null)
                {
                    latent[i, o] *= scale * scale;
                }
            }
        }

        return new Prediction(means, variances, latent) { Certificate = Certificate };
    }

    private (double[] Lower, double[] Upper) Interval(Matrix<double> variances, double probability, int target)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, string.Create(
                CultureInfo.InvariantCulture, $"'probability' must be between 0 and 1, but it was {probability}."));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, TargetCount);
        double z = SpecialFunctions.NormalQuantile(0.5 + (0.5 * probability));
        var lower = new double[Count];
        var upper = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            double half = z * Math.Sqrt(variances[i, target]);
            (lower[i], upper[i]) = (Means[i, target] - half, Means[i, target] + half);
        }

        return (lower, upper);
    }

    private static void RequireShape(Matrix<double> means, Matrix<double> other, string name)
    {
        if (other.Rows != means.Rows || other.Columns != means.Columns)
        {
            throw new ArgumentException(
                $"'{name}' must be {means.Rows} x {means.Columns} like the means, "
                + $"but it was {other.Rows} x {other.Columns}.", name);
        }
    }
}
