using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests;

/// <summary>Represents what a run of the program left: its exit code and what it wrote.</summary>
public sealed record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard error that are not empty.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The one JSON object that standard output must hold.</summary>
    public JsonObject Json
    {
        get
        {
            string[] lines = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Single(lines);
            return JsonNode.Parse(lines[0])!.AsObject();
        }
    }

    /// <summary>
    /// Asserts a failure as people should meet it: the exit code, one line that says why, and no data.
    /// </summary>
    public void AssertRefused(int exitCode, params string[] said)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode}, expected {exitCode}; standard error: {Error}");
        string line = Assert.Single(ErrorLines);
        Assert.StartsWith("gramian: ", line);
        Assert.DoesNotContain("   at ", Error);
        Assert.Equal("", Output);
        foreach (string part in said)
        {
            Assert.Contains(part, line);
        }
    }

    /// <summary>Asserts success, with standard error in the message when it was none.</summary>
    public RunResult AssertOk()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}; standard error: {Error}");
        return this;
    }
}
