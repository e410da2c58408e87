using System.Runtime.InteropServices;

namespace Gramian.Numerics;

// Asks for pages of 2 MiB, where Linux gives them to those who ask: the first touch of a large matrix then costs one
// fault in 512 (bench/RESULTS.md, support vectors). Where that cannot be asked for, nothing changes.
internal static unsafe partial class LargePages
{
    private const nint PageBytes = 4096;
    private const int LargePageAdvice = 14;     // MADV_HUGEPAGE
    private static volatile bool isUnknown = !OperatingSystem.IsLinux();

    public static void Ask(void* start, nint bytes)
    {
        if (isUnknown)
        {
            return;
        }

        nint first = ((nint)start + PageBytes - 1) & -PageBytes;
        nint end = ((nint)start + bytes) & -PageBytes;
        try
        {
            _ = Advise((void*)first, (nuint)(end - first), LargePageAdvice);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            isUnknown = true;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
