using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents what every recipe of a classification by Gaussian processes says: the kernel, and how its hyperparameters
/// are sought.
/// </summary>
/// <remarks>
/// Labels are finite numbers; which they are does not matter. Inputs should be scaled to like spreads. A weight says
/// how many observations a row stands for. White terms of the kernel stay in it: they are noise of the latent values.
/// </remarks>
public abstract record ClassificationRecipe : IClassificationRecipe
{
    private protected ClassificationRecipe(Kernel kernel, string name) => (Kernel, Name) = (kernel, name);

    /// <summary>The kernel k of the latent functions.</summary>
    public Kernel Kernel { get; init; }

    /// <inheritdoc/>
    public string Name { get; init; }

    /// <summary>Whether the hyperparameters are searched for; true by default. Else they stay as given.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>The number of further starts of the search, drawn around the first one; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Restarts { get; init => field = Guard.AtLeast(value, 0, nameof(Restarts)); } = 1;

    /// <summary>The standard deviation of the drawn starts, per logarithm of a hyperparameter; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double RestartSpread { get; init => field = Guard.Positive(value, nameof(RestartSpread)); } = 1;

    /// <summary>
    /// The most rows on which the starts compete, drawn with <see cref="Seed"/>, of every class its share; 300 by
    /// default. With more rows than twice that, all starts run on the drawn rows, and only the best end is followed on
    /// all rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int StartRows { get; init => field = Guard.AtLeast(value, 10, nameof(StartRows)); } = 300;

    /// <summary>The seed of drawn starts and rows; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Bounds, priors and fixed values by name: a full name ("lengthscale[2]", "0.variance"), a name without its index
    /// ("lengthscale") or its last part. The most specific rule counts.
    /// </summary>
    public ImmutableDictionary<string, HyperparameterRule> Rules { get; init; } =
        ImmutableDictionary<string, HyperparameterRule>.Empty;

    /// <summary>The optimiser of the hyperparameters, and its limits.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 100, RelativeTolerance = 1e-7 };

    /// <inheritdoc/>
    /// <exception cref="Solvers.SolverException">A system was not positive definite.</exception>
    public abstract IClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null);

    /// <summary>The kernel for given inputs: lengthscales that are open start at the size of the data.</summary>
    internal Kernel Resolve(Points inputs)
    {
        ArgumentNullException.ThrowIfNull(Kernel);
        return Kernel.Resolve(inputs.Dimension, GaussianProcessFit.InitialLengthscale(inputs));
    }
}
