namespace Gramian.Data.Safetensors;

/// <summary>The names and sizes of the element types in the file.</summary>
internal static class TensorTypes
{
    public static string Name(TensorType type) => type switch
    {
        TensorType.Float64 => "F64",
        TensorType.Float32 => "F32",
        TensorType.Int64 => "I64",
        TensorType.Int32 => "I32",
        TensorType.UInt8 => "U8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The element type is not known."),
    };

    public static int Size(TensorType type) => type switch
    {
        TensorType.Float64 or TensorType.Int64 => 8,
        TensorType.Float32 or TensorType.Int32 => 4,
        _ => 1,
    };

    public static TensorType? Parse(string? name)
    {
        foreach (TensorType type in Enum.GetValues<TensorType>())
        {
            if (Name(type) == name)
            {
                return type;
            }
        }

        return null;
    }
}
