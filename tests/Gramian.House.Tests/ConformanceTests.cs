using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gramian.House.Tests;

/// <summary>What is fitted is held to the laws of its family because it exists, and the list of laws is true.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void Everything_that_is_fitted_has_a_suite()
    {
        var suites = Tests().SelectMany(type => type.BaseList?.Types.Select(entry => entry.Type.ToString()) ?? [])
            .Where(name => name.Contains("Conformance"))
            .SelectMany(name => Regex.Matches(name, @"\w+").Select(word => word.Value))
            .ToHashSet();
        var fitted = House.PublicTypes("Gramian.Models").Where(Fits).ToList();
        Assert.NotEmpty(fitted);
        House.NoneOf(
            fitted.Where(type => !suites.Contains(type.Name) && House.Exemption(type, "conformance") == null),
            type => $"{type.FullName} is fitted and has no suite that derives from a …Conformance<{type.Name}>.");
    }

    [Fact]
    public void An_exemption_from_suites_is_needed() => House.NoneOf(
        House.PublicTypes("Gramian.Models").Where(type => House.Exemption(type, "conformance") != null && !Fits(type)),
        type => $"{type.FullName} is not fitted and needs no exemption.");

    [Fact]
    public void The_list_of_laws_names_tests_that_there_are()
    {
        var methods = Tests().SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>())
            .Select(method => method.Identifier.Text).ToHashSet();
        string text = House.Read("docs/conformance.md");
        House.NoneOf(
            Regex.Matches(text, @"`([A-Z]\w*_\w+)`").Select(match => match.Groups[1].Value)
                .Where(law => !methods.Contains(law)),
            law => $"docs/conformance.md names {law}, which is no test.");
        House.NoneOf(
            from file in House.Sources
            where file.Path.StartsWith("src/Gramian.Testing/Models/")
            from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
            where method.AttributeLists.ToString() is var attributes
                && (attributes.Contains("Fact") || attributes.Contains("Theory"))
            select method.Identifier.Text into law
            where !text.Contains($"`{law}`")
            select law,
            law => $"docs/conformance.md does not name the law {law}.");
    }

    // A class of Fit or Run; interfaces and abstract recipes are held to it by what derives from them.
    private static bool Fits(Type type)
    {
        const BindingFlags Own =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return !type.IsInterface && (!type.IsAbstract || type.IsSealed)
            && type.GetMethods(Own).Any(method => method.Name is "Fit" or "Run");
    }

    private static IEnumerable<ClassDeclarationSyntax> Tests() => House.Sources
        .Where(file => file.Path.StartsWith("tests/") || file.Path.StartsWith("src/Gramian.Testing/"))
        .SelectMany(file => file.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>());
}
