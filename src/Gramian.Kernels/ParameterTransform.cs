namespace Gramian.Kernels;

/// <summary>How a hyperparameter is seen by an optimiser.</summary>
public enum ParameterTransform
{
    /// <summary>By its natural logarithm: a positive number becomes unbounded.</summary>
    Log,

    /// <summary>As it is.</summary>
    Identity,
}
