using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents what every recipe of a Gaussian process says: the kernel, the noise, and how hyperparameters are sought.
/// </summary>
/// <remarks>
/// y = f(x) + ε, f ~ GP(0, k), ε ~ N(0, σ²ₙ). Hyperparameters are sought by gradients on their logarithms, from several
/// starts on few rows and from the best end on all rows. Derived recipes say how the posterior is computed.
/// </remarks>
public abstract record ProcessRecipe : IRegressionRecipe
{
    private protected ProcessRecipe(Kernel kernel, string name) => (Kernel, Name) = (kernel, name);

    /// <summary>The kernel k. White terms added at its top become the initial noise variance.</summary>
    public Kernel Kernel { get; init; }

    /// <inheritdoc/>
    public string Name { get; init; }

    /// <summary>
    /// σ²ₙ at the start of the search, or throughout when it is fixed, in squared units of the targets; zero or
    /// positive. Null (the default) takes the white terms of the kernel, else a tenth of the variance of the targets.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double? NoiseVariance
    {
        get;
        init => field = value is null ? null : Guard.NonNegative(value.Value, nameof(NoiseVariance));
    }

    /// <summary>Whether the hyperparameters are searched for; true by default. Else they stay as given.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>The number of further starts of the search, drawn around the first one; 3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Restarts { get; init => field = Guard.AtLeast(value, 0, nameof(Restarts)); } = 3;

    /// <summary>The standard deviation of the drawn starts, per logarithm of a hyperparameter; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double RestartSpread { get; init => field = Guard.Positive(value, nameof(RestartSpread)); } = 1;

    /// <summary>
    /// The most rows on which the starts compete, drawn with <see cref="Seed"/>; 500 by default. With more rows than
    /// twice that, all starts run on the drawn rows first, with the exact likelihood, and only the best end is followed
    /// on all rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int StartRows { get; init => field = Guard.AtLeast(value, 10, nameof(StartRows)); } = 500;

    /// <summary>The seed of the drawn starts and rows; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Bounds, priors and fixed values by name: a full name ("lengthscale[2]", "0.variance"), a name without its index
    /// ("lengthscale") or its last part, or <see cref="GaussianProcess.NoiseName"/>. The most specific rule counts.
    /// </summary>
    public ImmutableDictionary<string, HyperparameterRule> Rules { get; init; } =
        ImmutableDictionary<string, HyperparameterRule>.Empty;

    /// <summary>Fits every target with one kernel and one noise variance.</summary>
    /// <inheritdoc cref="IRegressionRecipe.Fit"/>
    public abstract IRegressor Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null);

    /// <inheritdoc/>
    public virtual IRegressionRecipe ForRows(ReadOnlySpan<int> rows) => this;

    /// <summary>The exact recipe that seeks a start on few rows.</summary>
    internal GaussianProcess StartRecipe() => new(Kernel)
    {
        NoiseVariance = NoiseVariance,
        Optimize = Optimize,
        Restarts = Restarts,
        RestartSpread = RestartSpread,
        StartRows = StartRows,
        Seed = Seed,
        Rules = Rules,
    };

    /// <summary>Says what rule there is for a hyperparameter.</summary>
    internal Hyperparameter ApplyRule(Hyperparameter parameter) => HyperparameterRule.Apply(Rules, parameter);
}
