using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Priors;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Represents classification by Gaussian processes: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// A latent function f ~ GP(0, k) decides by a link which class a row has; the posterior of f is approximated by a
/// normal law, and hyperparameters maximise the approximate evidence by L-BFGS-B. With more than two classes there is
/// one latent function for each. A decision value is the latent mean; with two classes there is one column, positive
/// for the first label. Fitting takes about 24 n² bytes for two classes, 16 k n² for k; an evaluation about 3 n³
/// operations times the Newton steps or sweeps (some four after the first), and k times that.
/// </remarks>
/// <param name="Kernel">The kernel k of the latent functions; its variance is how sure the model can become.</param>
[Paper("rasmussen2006gaussian", Where = "chapter 3, section 5.5")]
[Paper("williams1998bayesian")]
[Paper("minka2001family")]
public sealed record GaussianProcessClassifier(Kernel Kernel) : ClassificationRecipe(Kernel, "gpc")
{
    /// <summary>How the posterior is approximated; at its mode by default.</summary>
    public LatentInference Inference { get; init; } = LatentInference.Laplace;

    /// <summary>
    /// The link between latent values and two classes; null (the default) for the logit, and for the probit under
    /// expectation propagation, which has no other.
    /// </summary>
    public LabelLink? Link { get; init; }

    /// <summary>
    /// How more than two classes are told apart; null (the default) for the softmax where the inference and the link
    /// permit it, which are Laplace and the logit, else each class against the others.
    /// </summary>
    public SeveralClasses? Several { get; init; }

    /// <summary>
    /// The relative residual at which the mode, or the fixed point, counts as found; 1e-8 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Tolerance { get; init => field = Guard.Positive(value, nameof(Tolerance)); } = 1e-8;

    /// <summary>The most Newton steps or sweeps of an evaluation; 200 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 200;

    /// <summary>Makes the recipe for standardised inputs: Matérn-5/2 with a variance that is fitted.</summary>
    /// <remarks>
    /// The variance has a log-normal prior around 50: where classes are apart, the evidence alone would let it grow
    /// without end.
    /// </remarks>
    /// <param name="dimension">The number of input columns, d; lengthscales start at √d.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is less than 1.</exception>
    public static GaussianProcessClassifier Default(int dimension)
    {
        double start = Math.Sqrt(Guard.AtLeast(dimension, 1));
        return new GaussianProcessClassifier(4.0 * new Matern52(Lengthscales.Ard).Resolve(dimension, start))
        {
            Rules = ImmutableDictionary<string, HyperparameterRule>.Empty
                .Add("lengthscale", new HyperparameterRule { Lower = 1e-2, Upper = 1e3 })
                .Add("variance", new HyperparameterRule
                {
                    Lower = 1e-2,
                    Upper = 1e4,
                    Prior = new LogNormalPrior(50, 1.5),
                }),
        };
    }

    /// <inheritdoc/>
    public override FittedGaussianProcessClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null) => Fit(LabelData.Of(inputs, labels, weights), given: null, options);

    /// <summary>Finds the posterior at kernels that are given: one, or one for each class.</summary>
    internal FittedGaussianProcessClassifier FitAt(
        IReadOnlyList<Kernel> kernels, Points inputs, ReadOnlySpan<double> labels, ComputeOptions? options) =>
        (this with { Optimize = false }).Fit(LabelData.Of(inputs, labels, []), kernels, options);

    private FittedGaussianProcessClassifier Fit(
        LabelData data, IReadOnlyList<Kernel>? given, ComputeOptions? options)
    {
        LabelLink link = Link ?? (Inference == LatentInference.Laplace ? LabelLink.Logit : LabelLink.Probit);
        if (Inference == LatentInference.ExpectationPropagation && link != LabelLink.Probit)
        {
            throw new ArgumentException(
                $"Expectation propagation needs the link Probit, but it was {link}.", nameof(Link));
        }

        bool joint = Inference == LatentInference.Laplace && link == LabelLink.Logit;
        SeveralClasses several = Several ?? (joint ? SeveralClasses.Softmax : SeveralClasses.OneVersusRest);
        if (several == SeveralClasses.Softmax && !joint)
        {
            throw new ArgumentException(
                $"The softmax needs Laplace and the link Logit, but they were {Inference} and {link}; "
                + "use OneVersusRest.", nameof(Several));
        }

        bool softmax = data.Labels.Length > 2 && several == SeveralClasses.Softmax;
        int functions = softmax || data.Labels.Length == 2 ? 1 : data.Labels.Length;
        Guard.Length(given?.Count ?? functions, functions, nameof(given));
        return new LatentFit(this, link, data, given, options).Run(softmax);
    }
}
