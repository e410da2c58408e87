using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gramian.Reports.Tests;

/// <summary>A report as a browser sees it. Without a browser the test is skipped.</summary>
public sealed class BrowserTests
{
    private const int LimitMilliseconds = 120_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    [Fact]
    [Trait("Speed", "Slow")] // starts a browser
    public void A_browser_shows_every_figure_and_complains_of_nothing()
    {
        string? browser = Find();
        Assert.SkipWhen(browser is null, $"no browser ({string.Join(", ", Names)}) is on the path");
        string folder = Directory.CreateTempSubdirectory("gramian-browser-").FullName;
        try
        {
            string page = Path.Combine(folder, "report.html");
            RegressionReport.Write(page, SampleReports.Full());
            (string document, string messages) = Dump(browser!, page, folder);
            Assert.SkipWhen(document.Length == 0, $"{browser} does not run here");
            string written = File.ReadAllText(page);
            foreach (string element in (string[])["<svg", "<figure", "<table", "<details", "<circle", "<path"])
            {
                Assert.Equal(Regex.Count(written, element), Regex.Count(document, element));
            }

            // Refused styles and broken markup are reported as messages of the console.
            Assert.DoesNotContain("CONSOLE", messages, StringComparison.Ordinal);
        }
        finally
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A helper of the browser may outlive it by a moment and still write to the profile.
            }
        }
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static (string Document, string Messages) Dump(string browser, string page, string folder)
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr",
            "--no-first-run", $"--user-data-dir={folder}", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        using Process process = Process.Start(new ProcessStartInfo(browser, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> document = process.StandardOutput.ReadToEndAsync();
        Task<string> messages = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LimitMilliseconds) || !Task.WaitAll([document, messages], LimitMilliseconds))
        {
            process.Kill(entireProcessTree: true);
            return ("", "");
        }

        return process.ExitCode == 0 ? (document.Result, messages.Result) : ("", "");
    }
}
