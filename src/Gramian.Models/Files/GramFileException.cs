namespace Gramian.Models.Files;

/// <summary>Says in one sentence why a model file is not loaded.</summary>
/// <param name="message">The sentence, with the name of the file.</param>
/// <param name="innerException">What caused it, or null.</param>
public sealed class GramFileException(string message, Exception? innerException = null)
    : Exception(message, innerException);
