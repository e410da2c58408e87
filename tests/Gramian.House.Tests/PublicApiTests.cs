namespace Gramian.House.Tests;

public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => [.. House.Libraries];

    [Theory]
    [Trait("Rewrites", "api")]
    [MemberData(nameof(Libraries))]
    public void Is_as_approved(string library)
    {
        string path = Path.Combine(House.Root, "tests/Gramian.House.Tests/Api", library + ".approved.txt");
        string now = ApiText.Of(library);
        if (Environment.GetEnvironmentVariable("GRAMIAN_REWRITE") == "api")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, now);
            return;
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).Replace("\r\n", "\n") : "";
        var added = now.Split('\n').Except(approved.Split('\n')).Select(line => "+ " + line);
        var removed = approved.Split('\n').Except(now.Split('\n')).Select(line => "- " + line);
        var changes = removed.Concat(added).ToList();
        if (changes.Count > 0)
        {
            Assert.Fail(
                $"The public API of {library} changed in {changes.Count} lines. If that is meant, run: ./check api\n  "
                + string.Join("\n  ", changes.Take(20)));
        }
    }
}
