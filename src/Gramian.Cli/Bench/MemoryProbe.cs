using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Gramian.Cli.Bench;

/// <summary>Reads how much memory this process occupies, in MiB.</summary>
internal static class MemoryProbe
{
    private const string Status = "/proc/self/status";
    private const string ClearReferences = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    /// <summary>
    /// Frees what is no longer used, begins a new peak where the system can, and returns what is occupied.
    /// </summary>
    public static double Start()
    {
        // Twice: the libraries keep work space until it was idle between two collections.
        for (int round = 0; round < 2; round++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        if (OperatingSystem.IsLinux())
        {
            TrimNativeHeap();
            try
            {
                File.WriteAllText(ClearReferences, ResetPeak);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // The peak then counts from the start of the process, which is never too little.
            }
        }

        return Linux("VmRSS:") ?? Mebibytes(Process.GetCurrentProcess().WorkingSet64);
    }

    /// <summary>The largest amount since <see cref="Start"/>.</summary>
    public static double Peak() => Linux("VmHWM:") ?? Mebibytes(Process.GetCurrentProcess().PeakWorkingSet64);

    // What was freed may stay with the C library, by its own rules or by those of the environment.
    private static void TrimNativeHeap()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // Only the GNU library has it; others give large blocks back when they are freed.
        }
    }

#pragma warning disable SYSLIB1054 // generated marshalling would need unsafe code, which this project does not allow
    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int MallocTrim(nuint pad);
#pragma warning restore SYSLIB1054

    private static double? Linux(string key)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        string? line = File.ReadLines(Status).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal));
        string? kibibytes = line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        return kibibytes is null ? null : long.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024.0;
    }

    private static double Mebibytes(long bytes) => bytes / 1024.0 / 1024.0;
}
