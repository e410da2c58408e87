namespace Gramian.Models.SparseProcesses;

/// <summary>Names how the posterior over the inducing values was found.</summary>
public enum SparseMethod
{
    /// <summary>In closed form, by the collapsed bound of <see cref="SparseGaussianProcess"/>.</summary>
    Collapsed,

    /// <summary>By natural gradients on batches of rows, as <see cref="StochasticGaussianProcess"/> does.</summary>
    Stochastic,
}
