using Gramian.Kernels.Priors;
using Gramian.Numerics;

namespace Gramian.Kernels;

/// <summary>Represents one number of a kernel that can be fitted.</summary>
/// <param name="Name">The path within the kernel, such as "lengthscale[3]" or "0.variance"; unique.</param>
/// <param name="Value">The value, in natural units.</param>
/// <param name="Transform">How an optimiser sees it; gradients are with respect to the transformed value.</param>
/// <param name="Lower">The lower bound of a search, in natural units; positive under the logarithm.</param>
/// <param name="Upper">The upper bound of a search, in natural units; at least the lower one.</param>
public sealed record Hyperparameter(
    string Name, double Value, ParameterTransform Transform, double Lower, double Upper)
{
    /// <summary>The lower bound of a search, in natural units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not positive under the logarithm.</exception>
    public double Lower
    {
        get;
        init => field = Bound(value, nameof(Lower));
    }
    = Transform == ParameterTransform.Log ? Guard.Positive(Lower) : Guard.Finite(Lower);

    /// <summary>The upper bound of a search, in natural units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite, or not positive under the logarithm.</exception>
    public double Upper
    {
        get;
        init => field = Bound(value, nameof(Upper));
    }
    = Transform == ParameterTransform.Log ? Guard.Positive(Upper) : Guard.Finite(Upper);

    /// <summary>What is believed of the value before seeing data; null for nothing.</summary>
    public IPrior? Prior { get; init; }

    /// <summary>Whether a search leaves the value as it is.</summary>
    public bool Fixed { get; init; }

    private double Bound(double value, string name) =>
        Transform == ParameterTransform.Log ? Guard.Positive(value, name) : Guard.Finite(value, name);
}
