using System.Xml.Linq;

namespace Gramian.House.Tests;

public sealed class ProjectTests
{
    // What each room may see. Kernels and Solvers are neighbours: they meet in Models.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Gramian.Numerics"] = [],
        ["Gramian.Operators"] = ["Numerics"],
        ["Gramian.Kernels"] = ["Numerics", "Operators"],
        ["Gramian.Solvers"] = ["Numerics", "Operators"],
        ["Gramian.Data"] = ["Numerics"],
        ["Gramian.Models"] = ["Numerics", "Operators", "Kernels", "Solvers", "Data"],
        ["Gramian.Reports"] = ["Numerics", "Operators", "Kernels", "Solvers", "Data", "Models"],
        ["Gramian.Atlas"] = ["Numerics", "Operators", "Kernels", "Solvers", "Data", "Models", "Reports"],
        ["Gramian.Cli"] = ["Numerics", "Operators", "Kernels", "Solvers", "Data", "Models", "Reports", "Atlas"],
        ["Gramian.Testing"] = ["Numerics", "Operators", "Kernels", "Solvers", "Data", "Models"],
    };

    [Fact]
    public void References_only_the_rooms_below_it() => House.NoneOf(
        from file in House.Files("*.csproj")
        where file.StartsWith("src/")
        let name = Path.GetFileNameWithoutExtension(file)
        from reference in References(file)
        where !Allowed.TryGetValue(name, out var allowed) || !allowed.Contains(reference["Gramian.".Length..])
        select (file, reference),
        offender => $"{offender.file} may not reference {offender.reference}; docs/design.md has the map.");

    [Fact]
    public void Is_part_of_the_solution() => House.NoneOf(
        House.Files("*.csproj").Where(file => !House.Read("Gramian.slnx").Contains(file)),
        file => $"{file} is not in Gramian.slnx.");

    [Fact]
    public void Leaves_package_versions_to_the_central_list() => House.NoneOf(
        House.Files("*.csproj").Where(file => XDocument.Parse(House.Read(file)).Descendants("PackageReference")
            .Any(reference => reference.Attribute("Version") != null)),
        file => $"{file} states a package version; versions stand in Directory.Packages.props.");

    [Fact]
    public void Locks_its_packages() => House.NoneOf(
        House.Files("*.csproj").Where(file =>
            !File.Exists(Path.Combine(House.Root, Path.GetDirectoryName(file)!, "packages.lock.json"))),
        file => $"{file} has no packages.lock.json beside it. Run: dotnet restore {file}");

    [Fact]
    public void Names_no_package_source() => House.NoneOf(
        House.Files("*.config").Where(file => Path.GetFileName(file).ToLowerInvariant() == "nuget.config"),
        file => $"{file}: where packages come from is the user's choice.");

    private static IEnumerable<string> References(string file) =>
        from reference in XDocument.Parse(House.Read(file)).Descendants("ProjectReference")
        select Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
