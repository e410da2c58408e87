namespace Gramian.Data.Safetensors;

/// <summary>Represents what the header of a file says about one array, after all checks.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The sizes, row-major; their product times the element size is the length.</param>
/// <param name="Start">Where its bytes begin, from the start of the data.</param>
/// <param name="Length">The number of its bytes.</param>
/// <param name="Sha256">The digest of its bytes in lower-case hexadecimal, or null when the file states none.</param>
public sealed record TensorInfo(
    string Name, TensorType Type, IReadOnlyList<long> Shape, long Start, long Length, string? Sha256);
