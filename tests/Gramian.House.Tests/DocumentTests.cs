using System.Text.RegularExpressions;

namespace Gramian.House.Tests;

public sealed class DocumentTests
{
    private static IEnumerable<string> Documents => House.Files("*.md");

    [Fact]
    public void Begins_with_its_one_title() => House.NoneOf(
        Documents.Where(file => Regex.Count(WithoutFences(House.Read(file)), @"^# ", RegexOptions.Multiline) != 1
            || !House.Read(file).StartsWith("# ")),
        file => $"{file} should begin with one title of the first level and have no second.");

    [Fact]
    public void Links_lead_somewhere() => House.NoneOf(
        from file in Documents
        from Match match in Regex.Matches(WithoutFences(House.Read(file)), @"\]\(([^)\s#]+)(#[^)]*)?\)")
        let target = match.Groups[1].Value
        where !target.Contains("://") && !target.StartsWith("mailto:")
        where !Path.Exists(Path.Combine(House.Root, Path.GetDirectoryName(file)!, target))
        select (file, target),
        link => $"{link.file} points at {link.target}, which is not there.");

    [Fact]
    public void A_door_plate_fits_on_a_door() => House.NoneOf(
        Documents.Where(file => file.StartsWith("src/") && !file.StartsWith("src/Gramian.Atlas/"))
            .Where(file => House.Read(file).TrimEnd().Split('\n').Length > 12),
        file => $"{file} has more than 12 lines.");

    [Fact]
    public void Every_project_has_a_door_plate() => House.NoneOf(
        House.Files("*.csproj").Where(file => file.StartsWith("src/"))
            .Where(file => !File.Exists(Path.Combine(House.Root, Path.GetDirectoryName(file)!, "README.md"))),
        file => $"{Path.GetDirectoryName(file)} has no README.md: lives here, never here, add one, caught by.");

    [Fact]
    public void Speaks_of_the_project_alone()
    {
        // Split so that this file does not hold what it looks for.
        string folders = "wo" + "rk|ro" + "ot|ho" + "me/[a-z]+|op" + "t/nuget|tm" + "p/ho" + "use";
        string machine = $@"(^|[^A-Za-z0-9_.])/({folders})(/|\b)";
        string registry = "api\\.nu" + "get\\.org|registry\\.np" + "mjs|127\\.0\\.0\\.1:[0-9]|local" + "host:[0-9]";
        var pattern = new Regex(machine + "|" + registry);
        string[] text =
        [
            "*.cs", "*.md", "*.csproj", "*.props", "*.json", "*.py", "*.cmd", "*.bib", "*.slnx", "check", "gramian",
            "run",
        ];
        House.NoneOf(
            from kind in text
            from file in House.Files(kind)
            where !file.EndsWith("packages.lock.json")
            from line in House.Read(file).Split('\n').Index()
            where pattern.IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}",
            place => place);
    }

    [Fact]
    public void A_text_file_ends_in_one_line_feed_and_has_no_trailing_blanks() => House.NoneOf(
        from kind in (string[])["*.cs", "*.md", "*.csproj", "*.props", "*.slnx", "*.py", "*.bib"]
        from file in House.Files(kind)
        let text = House.Read(file)
        where !text.EndsWith('\n') || text.EndsWith("\n\n") || Regex.IsMatch(text, @"[ \t]\n")
        select file,
        file => $"{file}: run ./check format, and end the file in one line feed.");

    internal static string WithoutFences(string text) =>
        Regex.Replace(text, @"^(```|~~~).*?^\1", "", RegexOptions.Multiline | RegexOptions.Singleline);
}
