using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gramian.House.Tests;

public sealed class SourceShapeTests
{
    private const int FileLimit = 400, FunctionLimit = 70, ColumnLimit = 120;

    [Fact]
    public void A_namespace_is_the_path_of_its_folder() => House.NoneOf(
        from file in House.Sources
        from declared in file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        let expected = string.Join('.', file.Folder.Split('/').Skip(1))
        where declared.Name.ToString() != expected || declared is not FileScopedNamespaceDeclarationSyntax
        select (place: file.At(declared), expected),
        offender => $"{offender.place} should say: namespace {offender.expected};");

    [Fact]
    public void A_file_declares_one_public_type_and_bears_its_name() => House.NoneOf(
        from file in House.Product
        let types = PublicTypes(file).Select(type => type.Identifier.Text).Distinct().ToList()
        let stem = Path.GetFileName(file.Path).Split('.')[0]
        where types.Count > 1 || (types.Count == 1 && types[0] != stem)
        select (file.Path, types),
        offender => $"{offender.Path} declares {string.Join(", ", offender.types)}.");

    [Fact]
    public void A_file_stays_under_400_lines() => House.NoneOf(
        House.Sources.Where(file => file.Lines.Length > FileLimit),
        file => $"{file.Path} has {file.Lines.Length} lines: is there a second room inside?");

    [Fact]
    public void A_function_stays_within_70_lines() => House.NoneOf(
        from file in House.Sources
        from function in file.Syntax.DescendantNodes().Where(IsFunction)
        let span = function.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > FunctionLimit && !HasExemption(function, "length")
        select (place: file.At(function), lines),
        offender => $"{offender.place} is {offender.lines} lines long.");

    [Fact]
    public void A_line_stays_within_120_columns() => House.NoneOf(
        from file in House.Sources
        from line in file.Lines.Index()
        where line.Item.Length > ColumnLimit
        select $"{file.Path}:{line.Index + 1}",
        place => $"{place} is longer than {ColumnLimit} columns.");

    [Fact]
    public void Nothing_is_left_undone() => House.NoneOf(
        from file in House.Sources
        where file.Project != "Gramian.House.Tests"
        from line in file.Lines.Index()
        where Regex.IsMatch(line.Item, @"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")
        select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}",
        place => place);

    [Fact]
    public void No_catch_swallows_everything() => House.NoneOf(
        from file in House.Product
        from caught in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
        let type = caught.Declaration?.Type.ToString()
        let empty = caught.Block.Statements.Count == 0 && !caught.Block.ToFullString().Contains("//")
        let broad = type is null or "Exception"
            && caught.Filter == null && !Rethrows(caught) && !HandsOn(caught)
        where empty || broad
        select file.At(caught),
        place => $"{place} catches more than it can answer for, or says nothing about why it may.");

    [Fact]
    public void No_test_is_empty_or_turned_off_in_its_attribute() => House.NoneOf(
        from file in House.Sources
        where file.Path.StartsWith("tests/") && file.Project != "Gramian.House.Tests"
        from line in file.Lines.Index()
        where Regex.IsMatch(line.Item, @"Assert\.True\(true\)|\[(Fact|Theory)\(.*Skip\s*=")
        select $"{file.Path}:{line.Index + 1}",
        place => $"{place}: a test that lacks something says so with Assert.Skip and a reason.");

    [Fact]
    public void A_test_file_stands_where_its_source_stands() => House.NoneOf(
        from file in House.Sources
        where file.Path.StartsWith("tests/") && file.Path.EndsWith("Tests.cs")
        where file.Project is not ("Gramian.House.Tests" or "Gramian.Cli.Tests")
        let folder = file.Folder.Replace("tests/", "src/").Replace(".Tests", "")
        where !Directory.Exists(Path.Combine(House.Root, folder))
        select (file.Path, folder),
        offender => $"{offender.Path} has no twin folder {offender.folder}.");

    // A worker keeps the exception for the caller's thread; the front door turns it into one line and an exit code.
    private static bool HandsOn(CatchClauseSyntax caught) =>
        caught.Declaration?.Identifier.Text is { Length: > 0 } name
        && caught.Block.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text == name);

    private static bool Rethrows(CatchClauseSyntax caught) =>
        caught.Block.DescendantNodes().Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax);

    private static IEnumerable<BaseTypeDeclarationSyntax> PublicTypes(SourceFile file) =>
        file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(type =>
            type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            && type.Modifiers.Any(SyntaxKind.PublicKeyword));

    private static bool IsFunction(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;

    private static bool HasExemption(SyntaxNode node, string rule) =>
        node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(member => member.AttributeLists
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().Contains("HouseExemption")
                && attribute.ToString().Contains($"\"{rule}\"")));
}
