namespace Gramian.Models.Files;

/// <summary>The text part of a model file as it stands in JSON: format, kind, pipeline, card and state.</summary>
/// <remarks>A number that is not finite stands as null. A reader knows every member, or refuses the file.</remarks>
internal sealed record GramDocument(
    string Format,
    string MinReader,
    string Kind,
    GramPipeline Pipeline,
    GramCard Card,
    GramProcess? GaussianProcess,
    GramRidge? KernelRidge);
