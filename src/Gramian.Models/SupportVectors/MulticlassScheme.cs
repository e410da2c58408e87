namespace Gramian.Models.SupportVectors;

/// <summary>How several classes become machines of two.</summary>
public enum MulticlassScheme
{
    /// <summary>A machine for each pair; the most votes win, and of equally many the class that comes first.</summary>
    OneVersusOne,

    /// <summary>A machine for each class against all others; the largest decision value wins.</summary>
    OneVersusRest,
}
