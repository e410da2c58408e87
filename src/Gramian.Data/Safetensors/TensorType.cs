namespace Gramian.Data.Safetensors;

/// <summary>The element types of arrays in a safetensors file.</summary>
public enum TensorType
{
    /// <summary>64-bit floating point, "F64".</summary>
    Float64,

    /// <summary>32-bit floating point, "F32".</summary>
    Float32,

    /// <summary>64-bit signed integer, "I64".</summary>
    Int64,

    /// <summary>32-bit signed integer, "I32".</summary>
    Int32,

    /// <summary>Byte, "U8".</summary>
    UInt8,
}
