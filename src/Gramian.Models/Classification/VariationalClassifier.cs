using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Landmarks;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents classification by Gaussian processes that M inducing points carry, learnt from batches of rows: the
/// recipe, before it has seen data. Immutable.
/// </summary>
/// <remarks>
/// Two classes have one latent function and a Bernoulli likelihood, whose expectation is taken by quadrature; more have
/// one function each and the softmax, bounded by the tilted bound of Knowles and Minka. The lower bound of the evidence
/// is maximised by natural gradients in q and by a first-order method in the hyperparameters, which start from the
/// Laplace approximation on <see cref="ClassificationRecipe.StartRows"/> rows. At the end q is brought to its optimum
/// over all rows, and the certificate says how far that came. A batch of b rows takes k (M² b + M³) operations.
/// </remarks>
/// <param name="Kernel">The kernel k of the latent functions.</param>
[Paper("hensman2015scalable")]
[Paper("salimbeni2018natural")]
[Paper("knowles2011nonconjugate")]
public sealed record VariationalClassifier(Kernel Kernel) : ClassificationRecipe(Kernel, "svgpc")
{
    /// <summary>M, the number of inducing points that are wanted; at most n. 256 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int InducingCount { get; init => field = Guard.AtLeast(value, 1, nameof(InducingCount)); } = 256;

    /// <summary>How the inducing points are chosen at the kernel of the start; by default by random pivots.</summary>
    public ILandmarkRule InducingRule { get; init; } = new PivotedLandmarks();

    /// <summary>The link of two classes; the logit by default.</summary>
    public LabelLink Link { get; init; } = LabelLink.Logit;

    /// <summary>b, the rows of a batch; at most n. 1024 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchRows { get; init => field = Guard.AtLeast(value, 1, nameof(BatchRows)); } = 1024;

    /// <summary>How often every row is visited while hyperparameters are learnt; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Epochs { get; init => field = Guard.AtLeast(value, 0, nameof(Epochs)); } = 20;

    /// <summary>γ, the length of a natural step on a batch; in (0, 1], 0.2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double NaturalStep
    {
        get;
        init => field = Guard.InRange(value, 1e-6, 1, nameof(NaturalStep));
    }
    = 0.2;

    /// <summary>
    /// What moves the hyperparameters; its learning rate is in logarithms, its limits of iterations play no part.
    /// </summary>
    public FirstOrderMethod StochasticOptimizer { get; init; } = new Adam { LearningRate = 1e-2 };

    /// <summary>
    /// The relative residual at which q counts as optimal at the end; 1e-4 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Tolerance { get; init => field = Guard.Positive(value, nameof(Tolerance)); } = 1e-4;

    /// <summary>The most passes over all rows at the end; 50 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int FinalPasses { get; init => field = Guard.AtLeast(value, 1, nameof(FinalPasses)); } = 50;

    /// <summary>What may be added to the diagonal of K_uu when it is not numerically positive definite.</summary>
    public JitterPolicy Jitter { get; init; } = JitterPolicy.Default;

    /// <summary>Makes the recipe for standardised inputs: ARD Matérn-5/2 with a variance that is fitted.</summary>
    /// <param name="dimension">The number of input columns, d; lengthscales start at √d.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is less than 1.</exception>
    public static VariationalClassifier Default(int dimension)
    {
        double start = Math.Sqrt(Guard.AtLeast(dimension, 1));
        return new VariationalClassifier(4.0 * new Matern52(Lengthscales.Ard).Resolve(dimension, start))
        {
            Rules = ImmutableDictionary<string, HyperparameterRule>.Empty
                .Add("lengthscale", new HyperparameterRule { Lower = 1e-2, Upper = 1e3 })
                .Add("variance", new HyperparameterRule { Lower = 1e-2, Upper = 1e4 }),
        };
    }

    /// <inheritdoc/>
    public override FittedVariationalClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null) =>
        VariationalFit.Run(this, LabelData.Of(inputs, labels, weights), options);
}
