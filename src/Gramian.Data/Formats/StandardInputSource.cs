using Gramian.Numerics;

namespace Gramian.Data.Formats;

/// <summary>Opens standard input as a source of bytes.</summary>
[HouseExemption("console", "A table may be read from standard input; nothing is written and no terminal is spoken to.")]
internal static class StandardInputSource
{
    public static Stream Open() => Console.OpenStandardInput();
}
