using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gramian.House.Tests;

/// <summary>What the rules look at: the files of the checkout, their syntax and the built libraries.</summary>
internal static class House
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> LazySources = new(() => [.. Files("*.cs")
        .Where(file => file.StartsWith("src/") || file.StartsWith("tests/") || file.StartsWith("bench/"))
        .Select(Parse)]);

    /// <summary>The libraries of the product, bottom first.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
    [
        "Gramian.Numerics", "Gramian.Operators", "Gramian.Kernels", "Gramian.Solvers", "Gramian.Data",
        "Gramian.Models", "Gramian.Reports", "Gramian.Atlas", "Gramian.Testing",
    ];

    /// <summary>The root of the checkout: the first folder upward that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file of src, tests and bench, parsed once.</summary>
    public static IReadOnlyList<SourceFile> Sources => LazySources.Value;

    /// <summary>The C# files of the product.</summary>
    public static IEnumerable<SourceFile> Product => Sources.Where(file => file.Path.StartsWith("src/"));

    /// <summary>Files of the checkout by name pattern, relative to the root, with forward slashes.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !Regex.IsMatch(path, @"^(\.git|artifacts|\.vs|\.idea)/|^\.git$|(^|/)(bin|obj|TestResults)/"))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of one file, with line feeds only.</summary>
    public static string Read(string relative) =>
        File.ReadAllText(Path.Combine(Root, relative)).Replace("\r\n", "\n");

    /// <summary>The public types of one library.</summary>
    public static IEnumerable<Type> PublicTypes(string library) => Assembly.Load(library).GetExportedTypes();

    /// <summary>The reason for which a type is exempt from a rule, or null.</summary>
    public static string? Exemption(Type type, string rule) => type
        .GetCustomAttributes<Numerics.HouseExemptionAttribute>(inherit: false)
        .FirstOrDefault(exemption => exemption.Rule == rule)?.Reason;

    /// <summary>Fails with every offender on a line of its own.</summary>
    public static void NoneOf<T>(IEnumerable<T> offenders, Func<T, string> sentence)
    {
        var found = offenders.Select(sentence).ToList();
        if (found.Count > 0) Assert.Fail($"{found.Count}:\n  " + string.Join("\n  ", found));
    }

    private static SourceFile Parse(string path)
    {
        string text = Read(path);
        var options = CSharpParseOptions.Default
            .WithLanguageVersion(LanguageVersion.Preview).WithDocumentationMode(DocumentationMode.Parse);
        return new SourceFile(path, text, CSharpSyntaxTree.ParseText(text, options).GetCompilationUnitRoot());
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gramian.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Gramian.slnx.");
    }
}
