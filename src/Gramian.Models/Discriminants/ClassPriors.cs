namespace Gramian.Models.Discriminants;

/// <summary>Names how probable each class is held to be before a query is seen.</summary>
public enum ClassPriors
{
    /// <summary>As much as its share of the weights of the training rows.</summary>
    FromWeights,

    /// <summary>As much as every other.</summary>
    Equal,
}
