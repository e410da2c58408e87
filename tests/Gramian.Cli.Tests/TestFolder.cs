using System.Diagnostics;
using System.Text;

namespace Gramian.Cli.Tests;

/// <summary>Runs the built program in a folder of its own, as a person would.</summary>
public sealed class TestFolder : IDisposable
{
    private const int LimitMilliseconds = 120_000;

    /// <summary>The program that the build left beside these tests.</summary>
    public static string Program { get; } = Find();

    /// <summary>The folder, which is removed at the end.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("gramian-test-").FullName;

    /// <summary>The names of the files in the folder, sorted.</summary>
    public string[] Files =>
        [.. Directory.EnumerateFiles(Path)
            .Select(file => System.IO.Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal)];

    /// <summary>The full path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    /// <summary>Runs the program with arguments.</summary>
    public RunResult Run(params string[] arguments) => RunIn(null, null, arguments);

    /// <summary>
    /// Runs the program with standard input and changes of the environment (null removes a variable).
    /// </summary>
    public RunResult RunIn(string? input, (string Name, string? Value)[]? environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input ?? "");
        process.StandardInput.Close();
        if (!process.WaitForExit(LimitMilliseconds))
        {
            process.Kill();
            throw new TimeoutException($"gramian {string.Join(' ', arguments)} did not end.");
        }

        return new RunResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts the program; all three streams are redirected.</summary>
    public Process Start((string Name, string? Value)[]? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program)
        {
            WorkingDirectory = Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a line of the shell in the folder; "$GRAMIAN" is the program.</summary>
    public RunResult Shell(string line)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(line);
        start.Environment["GRAMIAN"] = Program;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new RunResult(process.ExitCode, output, error.Result);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // artifacts/bin/Gramian.Cli.Tests/release/ → artifacts/bin/Gramian.Cli/release/
    private static string Find()
    {
        string configuration = System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\'));
        string name = OperatingSystem.IsWindows() ? "gramian.exe" : "gramian";
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(
            AppContext.BaseDirectory, "..", "..", "Gramian.Cli", configuration, name));
        return File.Exists(path) ? path : throw new FileNotFoundException("The program was not built.", path);
    }
}
