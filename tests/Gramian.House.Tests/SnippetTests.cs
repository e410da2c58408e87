using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gramian.House.Tests;

/// <summary>What a document shows is compiled and run, or it is not shown.</summary>
public sealed class SnippetTests
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.IO; using System.Linq;\n";

    public static TheoryData<string> DocumentsWithCode =>
        [.. House.Files("*.md").Where(file => House.Read(file).Contains("```csharp"))];

    [Theory]
    [MemberData(nameof(DocumentsWithCode))]
    public void Code_in_a_document_compiles_and_runs(string file)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        foreach (string code in Fences(file, "csharp"))
        {
            var tree = CSharpSyntaxTree.ParseText(
                Usings + code, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview));
            var compilation = CSharpCompilation.Create(
                "snippet", [tree], references,
                new CSharpCompilationOptions(OutputKind.ConsoleApplication)
                    .WithNullableContextOptions(NullableContextOptions.Enable));
            House.NoneOf(
                compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
                diagnostic => $"{file}: {diagnostic.GetMessage()} in: {LineOf(tree, diagnostic)}");
            using var program = new MemoryStream();
            Assert.True(compilation.Emit(program).Success);
            var main = System.Reflection.Assembly.Load(program.ToArray()).EntryPoint!;
            Directory.SetCurrentDirectory(House.Root); // where a document's reader stands
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
    }

    private static string Program => Path.Combine(House.Root, "artifacts/bin/Gramian.Cli/release/gramian");

    [Fact]
    public void A_command_in_a_document_exists()
    {
        string help = Run(["--help"], out _);
        House.NoneOf(
            from file in House.Files("*.md")
            from command in Commands(file)
            where command.Length > 1 && !command[1].StartsWith('-')
            where !Regex.IsMatch(help, $@"^\s*{Regex.Escape(command[1])}\b", RegexOptions.Multiline)
            select (file, command),
            use => $"{use.file} shows `{string.Join(' ', use.command)}`, and gramian --help has no {use.command[1]}.");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_commands_of_the_front_page_run()
    {
        var folder = Directory.CreateTempSubdirectory("gramian-readme-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "data"));
            foreach (string table in (string[])["data/energy.csv", "data/iris.csv"])
            {
                File.Copy(Path.Combine(House.Root, table), Path.Combine(folder.FullName, table));
            }

            foreach (string line in Fences("README.md", "sh").SelectMany(fence => fence.Split('\n')))
            {
                // What makes the tables of a command is run as it stands.
                bool isMade = line.StartsWith("grep ", StringComparison.Ordinal);
                string[] words = isMade ? ["-c", line] : Command(line)?[1..] ?? [];
                if (words.Length > 0)
                {
                    string output = Run(words, out int code, folder.FullName, isMade ? "/bin/sh" : Program);
                    Assert.True(code == 0, $"{line} ended with {code}:\n{output}");
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string[]> Commands(string file) =>
        from fence in Fences(file, "sh")
        from line in fence.Split('\n')
        let command = Command(line)
        where command is not null
        select command;

    private static string[]? Command(string line)
    {
        string[] words = line.Split('#')[0].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words[0] is "./gramian" or "gramian"
            ? [.. words.TakeWhile(word => word is not (">" or "|"))]
            : null;
    }

    private static IEnumerable<string> Fences(string file, string language) =>
        Regex.Matches(House.Read(file), $@"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value);

    private static string LineOf(SyntaxTree tree, Diagnostic diagnostic) =>
        tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();

    private static string Run(string[] arguments, out int code, string? folder = null, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? House.Root,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        code = process.ExitCode;
        return output + errors.Result;
    }
}
