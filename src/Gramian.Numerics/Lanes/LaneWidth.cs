using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Lanes;

/// <summary>Tells how wide the lanes of this process are; decided once, when first asked.</summary>
/// <remarks>
/// The widest that the hardware has, unless the environment variable GRAMIAN_LANES says 1, 2, 4 or 8 (doubles side by
/// side); a wish for more than the hardware has gives what it has. Results do not depend on the width.
/// </remarks>
public static class LaneWidth
{
    /// <summary>The widths, in doubles side by side, that GRAMIAN_LANES may name.</summary>
    public static IReadOnlyList<int> Choices { get; } = [1, 2, 4, 8];

    /// <summary>The bits of a lane: 512, 256, 128, or 64 for scalars.</summary>
    public static int Bits { get; } = Math.Min(Wished(), Hardware());

    private static int Hardware() =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 64;

    private static int Wished() =>
        int.TryParse(Environment.GetEnvironmentVariable("GRAMIAN_LANES"), out int lanes) && Choices.Contains(lanes)
            ? 64 * lanes
            : 512;
}
