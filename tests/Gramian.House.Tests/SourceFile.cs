using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gramian.House.Tests;

/// <summary>One C# file: its path relative to the root, its text and its syntax.</summary>
internal sealed record SourceFile(string Path, string Text, CompilationUnitSyntax Syntax)
{
    /// <summary>The lines of the file.</summary>
    public string[] Lines { get; } = Text.Split('\n');

    /// <summary>The project folder's name, such as Gramian.Kernels.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folder of the file, relative to the root.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    /// <summary>A place in the file, for a message.</summary>
    public string At(Microsoft.CodeAnalysis.SyntaxNode node) =>
        $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
