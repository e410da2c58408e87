using System.Collections.Immutable;
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

    /// <summary>
    /// Applies the most specific rule there is: by the full name, by the name without its index, by its last part.
    /// </summary>
    internal static Hyperparameter Apply(
        ImmutableDictionary<string, HyperparameterRule> rules, Hyperparameter parameter)
    {
        string plain = parameter.Name.Split('[')[0];
        string last = plain[(plain.LastIndexOf('.') + 1)..];
        HyperparameterRule? rule = rules.GetValueOrDefault(parameter.Name)
            ?? rules.GetValueOrDefault(plain)
            ?? rules.GetValueOrDefault(last);
        return rule is null ? parameter : rule.Apply(parameter);
    }

    internal Hyperparameter Apply(Hyperparameter parameter) => parameter with
    {
        Lower = Lower ?? parameter.Lower,
        Upper = Upper ?? parameter.Upper,
        Prior = Prior ?? parameter.Prior,
        Fixed = Fixed ?? parameter.Fixed,
    };
}
