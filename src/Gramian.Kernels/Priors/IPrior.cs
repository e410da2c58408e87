namespace Gramian.Kernels.Priors;

/// <summary>
/// Represents what is believed of a hyperparameter before seeing data: a density of its natural value.
/// </summary>
public interface IPrior
{
    /// <summary>ln p(value); −∞ outside the support.</summary>
    double LogDensity(double value);

    /// <summary>d ln p(value) / d value inside the support.</summary>
    double Slope(double value);
}
