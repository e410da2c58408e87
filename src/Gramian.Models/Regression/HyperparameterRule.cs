using Gramian.Kernels;
using Gramian.Kernels.Priors;

namespace Gramian.Models.Regression;

/// <summary>Represents what a recipe says about a hyperparameter beyond what the kernel itself says.</summary>
/// <remarks>
/// Values are natural ones (a lengthscale, a variance), not logarithms; null leaves the kernel's own.
/// </remarks>
public sealed record HyperparameterRule
{
    /// <summary>The smallest value that the search may use.</summary>
    public double? Lower { get; init; }

    /// <summary>The largest value that the search may use.</summary>
    public double? Upper { get; init; }

    /// <summary>The prior density of the natural value, which the search multiplies with the likelihood.</summary>
    public IPrior? Prior { get; init; }

    /// <summary>Whether the value stays as it is: true or false, or null to leave what the kernel says.</summary>
    public bool? Fixed { get; init; }

    internal Hyperparameter Apply(Hyperparameter parameter) => parameter with
    {
        Lower = Lower ?? parameter.Lower,
        Upper = Upper ?? parameter.Upper,
        Prior = Prior ?? parameter.Prior,
        Fixed = Fixed ?? parameter.Fixed,
    };
}
