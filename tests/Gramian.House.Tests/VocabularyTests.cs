using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gramian.House.Tests;

/// <summary>A room does not speak of what belongs to another. Code and names count; comments do not.</summary>
public sealed class VocabularyTests
{
    [Theory]
    [InlineData("Numerics", @"System\.Runtime\.Intrinsics|\bunsafe\b", "instructions and pointers live in Numerics")]
    public void Lives_in_one_room_alone(string room, string words, string because) =>
        House.NoneOf(Uses(words, file => file.Project != "Gramian." + room), place => $"{place}: {because}.");

    [Theory]
    [InlineData("Numerics", @"(?i)lengthscale|hyperparameter|\bkernel\.|posterior", "kernels and models live above")]
    [InlineData("Operators", @"(?i)lengthscale|\btargets?\b|tolerance", "an operator is rows, columns and y = A x")]
    [InlineData("Kernels", @"(?i)\btargets\b|\bresidual\b|\bloss\b", "a kernel says what is similar, no more")]
    [InlineData("Solvers", @"(?i)lengthscale|\blabels?\b", "a solver sees only operators")]
    [InlineData("Data", @"(?i)lengthscale|posterior|\bkernel\b", "Data speaks of tables and formats")]
    public void Is_never_spoken_in_the_room(string room, string words, string because) =>
        House.NoneOf(Uses(words, file => file.Project == "Gramian." + room), place => $"{place}: {because}.");

    [Fact]
    public void The_console_belongs_to_the_command_line() => House.NoneOf(
        Uses(@"\bConsole\.(?!OpenStandardInput)", file => file.Project is not "Gramian.Cli"),
        place => $"{place}: a library never touches the console.");

    [Fact]
    public void A_library_takes_its_clock_and_its_chance_from_the_caller() => House.NoneOf(
        Uses(
            @"DateTime(Offset)?\.(Utc)?Now|new Random\(|Random\.Shared|Guid\.NewGuid",
            file => file.Project != "Gramian.Cli"),
        place => $"{place}: random state and time are passed in.");

    [Fact]
    public void The_culture_of_the_machine_is_never_asked() => House.NoneOf(
        Uses(@"CultureInfo\.Current", _ => true), place => $"{place}: the culture is invariant everywhere.");

    private static IEnumerable<string> Uses(string words, Func<SourceFile, bool> chosen)
    {
        var pattern = new Regex(words, RegexOptions.CultureInvariant);
        return
            from file in House.Product
            where chosen(file)
            from line in WithoutComments(file).Split('\n').Index()
            where pattern.IsMatch(line.Item)
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}";
    }

    private static string WithoutComments(SourceFile file)
    {
        var text = file.Text.ToCharArray();
        foreach (var trivia in file.Syntax.DescendantTrivia().Where(IsComment)) Blank(trivia.FullSpan);
        var literals = file.Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken));
        foreach (var literal in literals) Blank(literal.Span);
        return new string(text);

        void Blank(Microsoft.CodeAnalysis.Text.TextSpan span)
        {
            for (int i = span.Start; i < span.End; i++)
            {
                if (text[i] != '\n') text[i] = ' ';
            }
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.IsDirective || trivia.Kind() is
            SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
}
