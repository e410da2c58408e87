using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Dense;

// The width of the vectors that the dense kernels use: the widest that the processor has, or the one that
// GRAMIAN_LANES (doubles per vector: 1, 2, 4 or 8) asks for, if the processor has it.
internal static class SimdPath
{
    public static readonly int Bits = Choose();

    private static int Choose()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128 : 64;
        return Environment.GetEnvironmentVariable("GRAMIAN_LANES") switch
        {
            "1" => 64,
            "2" => Math.Min(128, widest),
            "4" => Math.Min(256, widest),
            _ => widest,
        };
    }
}
