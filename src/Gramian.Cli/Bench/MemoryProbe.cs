using System.Diagnostics;
using System.Globalization;

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
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        if (OperatingSystem.IsLinux())
        {
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
