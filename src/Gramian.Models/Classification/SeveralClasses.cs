namespace Gramian.Models.Classification;

/// <summary>Represents how more than two classes are told apart by latent values.</summary>
public enum SeveralClasses
{
    /// <summary>One latent function for each class with one kernel, joined by the softmax.</summary>
    Softmax,

    /// <summary>Each class against the others by itself, with hyperparameters of its own.</summary>
    OneVersusRest,
}
