using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Landmarks;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents classification by Gaussian process regression of transformed labels: the recipe, before it has seen data.
/// Immutable.
/// </summary>
/// <remarks>
/// Each label is a draw from a Dirichlet law with concentration αₑ, and one more for its own class; that law is a
/// normalised set of gamma variables, whose logarithms are taken for normal. So there is one regression for each class,
/// with noise that depends on the row, an exact posterior and no iteration. The classes share the kernel. A prior mean
/// for each class follows its share of the rows. Probabilities are the softmax averaged over the posterior. Exact
/// fitting takes 24 n² bytes and k n² for the result; with M inducing points, k n M² operations and k M² numbers.
/// </remarks>
/// <param name="Kernel">The kernel k of the latent functions.</param>
[Paper("milios2018dirichlet")]
public sealed record DirichletClassifier(Kernel Kernel) : ClassificationRecipe(Kernel, "dirichlet")
{
    /// <summary>
    /// αₑ, the concentration of classes that a row is not of; 0.01 by default. Null chooses among 0.1, 0.03, 0.01,
    /// 0.003 and 0.001 by the log loss of leaving out each row in turn, on the rows that the starts compete on.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Concentration
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Concentration));
    }
    = 0.01;

    /// <summary>
    /// M, the number of inducing points that carry the posterior; null (the default) for an exact one. With inducing
    /// points hyperparameters are those of an exact search on <see cref="ClassificationRecipe.StartRows"/> rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? InducingCount
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(InducingCount));
    }

    /// <summary>How the inducing points are chosen; by default by random pivots.</summary>
    public ILandmarkRule InducingRule { get; init; } = new PivotedLandmarks();

    /// <summary>What may be added to the diagonal of the kernel matrix of the inducing points.</summary>
    public JitterPolicy Jitter { get; init; } = JitterPolicy.Default;

    /// <summary>Makes the recipe for standardised inputs: ARD Matérn-5/2 with a variance that is fitted.</summary>
    /// <param name="dimension">The number of input columns, d; lengthscales start at √d.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is less than 1.</exception>
    public static DirichletClassifier Default(int dimension)
    {
        double start = Math.Sqrt(Guard.AtLeast(dimension, 1));
        return new DirichletClassifier(4.0 * new Matern52(Lengthscales.Ard).Resolve(dimension, start))
        {
            Rules = ImmutableDictionary<string, HyperparameterRule>.Empty
                .Add("lengthscale", new HyperparameterRule { Lower = 1e-2, Upper = 1e3 })
                .Add("variance", new HyperparameterRule { Lower = 1e-2, Upper = 1e4 }),
        };
    }

    /// <inheritdoc/>
    public override FittedDirichletClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null) =>
        new DirichletFit(this, LabelData.Of(inputs, labels, weights), options).Run();
}
