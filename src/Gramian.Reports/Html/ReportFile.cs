using Gramian.Data;

namespace Gramian.Reports.Html;

/// <summary>Puts pages on the disk, whole or not at all, and never over a file of another kind.</summary>
internal static class ReportFile
{
    public static void Write(string path, string page) =>
        AtomicFile.WriteText(path, writer => writer.Write(page), IsPage);

    private static bool IsPage(string path)
    {
        using var reader = new StreamReader(path);
        char[] head = new char[15];
        int count = reader.ReadBlock(head);
        return new FileInfo(path).Length == 0 || new string(head, 0, count)
            .StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase);
    }
}
