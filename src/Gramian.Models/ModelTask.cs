namespace Gramian.Models;

/// <summary>What a model predicts of a row.</summary>
public enum ModelTask
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of several classes, with a probability for each.</summary>
    Classification,
}
