using System.Reflection;
using System.Text.RegularExpressions;
using Gramian.Numerics;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gramian.House.Tests;

/// <summary>Every public kernel, operator, solver and model is tested and sourced because it exists.</summary>
public sealed class PublicTypeTests
{
    private static readonly (string Library, string Base)[] Families =
    [
        ("Gramian.Kernels", "Gramian.Kernels.Kernel"),
        ("Gramian.Operators", "Gramian.Operators.LinearOperator"),
        ("Gramian.Solvers", "Gramian.Solvers.ISolver"),
        ("Gramian.Solvers", "Gramian.Solvers.IFactorization"),
        ("Gramian.Models", "Gramian.Models.IRegressionRecipe"),
        ("Gramian.Models", "Gramian.Models.IClassificationRecipe"),
    ];

    public static TheoryData<string> Bases => [.. Families.Select(family => family.Base)];

    [Theory]
    [MemberData(nameof(Bases))]
    public void Has_a_conformance_suite(string baseType)
    {
        var suites = House.Sources.Where(file => file.Path.StartsWith("tests/"))
            .SelectMany(file => file.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>())
            .SelectMany(type => type.BaseList?.Types.Select(entry => entry.Type.ToString()) ?? [])
            .Where(name => name.Contains("Conformance"))
            .SelectMany(name => Regex.Matches(name, @"\w+").Select(word => word.Value))
            .ToHashSet();
        House.NoneOf(
            Members(baseType).Where(type =>
                !suites.Contains(type.Name) && House.Exemption(type, "conformance") == null),
            type => $"{type.FullName} has no suite that derives from a …Conformance<{type.Name}>.");
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Names_its_source(string baseType) => House.NoneOf(
        Members(baseType).Where(type =>
            !type.GetCustomAttributes<PaperAttribute>(inherit: false).Any() && House.Exemption(type, "paper") == null),
        type => $"{type.FullName} needs [Paper(key)] with an entry in docs/papers.bib.");

    [Fact]
    public void Every_key_is_in_the_bibliography() => House.NoneOf(
        from file in House.Product
        from Match match in Regex.Matches(file.Text, @"\[Paper\(""([^""]+)""")
        where !Bibliography.Keys.Contains(match.Groups[1].Value)
        select (file.Path, Key: match.Groups[1].Value),
        use => $"{use.Path}: docs/papers.bib has no entry {use.Key}.");

    [Fact]
    public void Every_key_of_the_bibliography_is_unique() => House.NoneOf(
        Bibliography.Keys.GroupBy(key => key).Where(group => group.Count() > 1),
        group => $"docs/papers.bib has {group.Count()} entries {group.Key}.");

    [Fact]
    public void Every_exemption_says_why()
    {
        var exemptions =
            (from file in House.Sources
             from attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
             where attribute.Name.ToString() is "HouseExemption" or "HouseExemptionAttribute"
             let arguments = attribute.ArgumentList!.Arguments
             select (Place: file.At(attribute), Rule: Text(arguments[0]), Reason: Text(arguments[1]))).ToList();
        File.WriteAllLines(
            Path.Combine(AppContext.BaseDirectory, "exemptions.txt"),
            exemptions.Select(exemption => $"{exemption.Place}: {exemption.Rule}: {exemption.Reason}"));
        House.NoneOf(
            exemptions.Where(exemption => exemption.Reason.Split(' ').Length < 3),
            exemption => $"{exemption.Place}: the reason \"{exemption.Reason}\" is no sentence.");

        static string Text(AttributeArgumentSyntax argument) => string.Concat(
            argument.DescendantTokens().Where(token => token.Value is string).Select(token => token.ValueText));
    }

    [Fact]
    public void A_matrix_parameter_says_its_shape() => House.NoneOf(
        from file in House.Product
        where file.Project is "Gramian.Operators" or "Gramian.Kernels" or "Gramian.Solvers" or "Gramian.Models"
        from member in file.Syntax.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        where member.Modifiers.Any(modifier => modifier.Text == "public")
            && !member.Modifiers.Any(modifier => modifier.Text == "override")
            && member.Ancestors().OfType<TypeDeclarationSyntax>().All(IsPublic)
        where member.ParameterList.Parameters.Any(parameter =>
            Regex.IsMatch(parameter.Type?.ToString() ?? "", @"^Matrix(View)?<"))
        let text = member.GetLeadingTrivia().ToFullString()
        where text.Contains("///")
        where !Regex.IsMatch(text, @"inheritdoc|\[\w[\w\s+*·]*(, \w[\w\s+*·]*)?\]|×| by |square|shape")
        select file.At(member),
        place => $"{place}: the documentation should state the shape of each matrix, such as [n, d].");

    [Fact]
    public void A_refusal_is_documented() => House.NoneOf(
        from file in House.Product
        where file.Project is "Gramian.Operators" or "Gramian.Kernels" or "Gramian.Solvers" or "Gramian.Models"
        from member in file.Syntax.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        where member.Modifiers.Any(modifier => modifier.Text == "public")
            && !member.Modifiers.Any(modifier => modifier.Text == "override")
            && member.Ancestors().OfType<TypeDeclarationSyntax>().All(IsPublic)
        let body = (Microsoft.CodeAnalysis.SyntaxNode?)member.Body ?? member.ExpressionBody
        where body != null && Regex.IsMatch(body.ToString(), @"\bGuard\.(?!Require)|throw new ")
        let text = member.GetLeadingTrivia().ToFullString()
        where text.Contains("///") && !Regex.IsMatch(text, "inheritdoc|<exception")
        select file.At(member),
        place => $"{place} refuses arguments; <exception> should say when.");

    private static bool IsPublic(TypeDeclarationSyntax type) =>
        type.Modifiers.Any(modifier => modifier.Text == "public") || type.Keyword.Text == "extension";

    private static IEnumerable<Type> Members(string baseName)
    {
        string library = Families.First(family => family.Base == baseName).Library;
        var types = House.PublicTypes(library).ToList();
        var root = types.FirstOrDefault(type => type.FullName == baseName);
        Assert.True(root != null, $"{library} has no public type {baseName}; the rule has lost its subject.");
        return types.Where(type =>
            type != root && !type.IsAbstract && !type.IsInterface && root.IsAssignableFrom(type));
    }
}
