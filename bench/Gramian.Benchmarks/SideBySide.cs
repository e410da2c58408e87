using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>Makes the table of ratios out of the lines of a workload, ours and the peers'.</summary>
internal static class SideBySide
{
    private const string Us = "gramian";
    private static readonly string[] Accuracies =
        ["max_rel_err", "rel_err", "rmse", "acc", "accuracy", "neg_lml_final", "neg_lml", "objective", "max_abs_err"];

    private static readonly string[] CaseNames = ["data", "M", "rhs", "kernel", "task", "case"];

    /// <summary>Replaces the section of a workload in a page, or adds it.</summary>
    public static void Write(string workload, string lines, string page)
    {
        JsonObject[] measured = [.. File.ReadLines(lines)
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(line => line.ContainsKey("seconds_min"))];
        string heading = $"## {workload} side by side";
        string section = $"{heading}\n\n{Introduction(measured)}\n\n{Table(measured)}";
        string text = File.ReadAllText(page);
        int start = text.IndexOf(heading + "\n", StringComparison.Ordinal);
        if (start < 0)
        {
            text = text.TrimEnd() + "\n\n" + section;
        }
        else
        {
            int end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
            text = text[..start] + section + (end < 0 ? "" : text[end..]);
        }

        string temporary = page + ".new";
        File.WriteAllText(temporary, text);
        File.Move(temporary, page, overwrite: true);
    }

    private static string Introduction(JsonObject[] measured)
    {
        IEnumerable<string> limits = measured
            .Where(line => IsLimit(line) && IsOurs(line))
            .Select(line =>
            {
                (string unit, JsonNode? rate) = line["extra"]!.AsObject().First();
                return string.Create(CultureInfo.InvariantCulture,
                    $"{Part(line)} {line["dtype"]} {(double)rate!:G4} {Unit(unit)}");
            });
        string date = DateTime.UtcNow.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return $"{date}, {Environment.ProcessorCount} cores, .NET {Environment.Version}; minima in seconds, one run.\n"
            + $"Limits measured in the run: {string.Join(", ", limits)}.";
    }

    private static string Table(JsonObject[] measured)
    {
        var table = new StringBuilder();
        table.Append("| work | case | Gramian | accuracy | peer | seconds | accuracy | ratio |\n");
        table.Append("| --- | --- | ---: | ---: | --- | ---: | ---: | ---: |\n");
        JsonObject[] works = [.. measured.Where(line => !IsLimit(line))];
        foreach (JsonObject ours in works.Where(IsOurs))
        {
            JsonObject[] theirs = [.. works.Where(line => !IsOurs(line) && Key(line) == Key(ours))];
            foreach (JsonObject? peer in theirs.DefaultIfEmpty<JsonObject?>(null))
            {
                string ratio = peer is null ? "" : Number(Seconds(peer) / Seconds(ours), "F2");
                table.Append(CultureInfo.InvariantCulture,
                    $"| {Work(ours)} | {Case(ours)} | {Number(Seconds(ours))} | {Accuracy(ours)} | "
                    + $"{(peer is null ? "" : Name(peer))} | {(peer is null ? "" : Number(Seconds(peer)))} | "
                    + $"{(peer is null ? "" : Accuracy(peer))} | {ratio} |\n");
            }
        }

        return table.ToString();
    }

    private static bool IsOurs(JsonObject line) => Name(line) == Us;

    private static bool IsLimit(JsonObject line) =>
        Part(line).StartsWith("limit-", StringComparison.Ordinal)
        || Part(line).StartsWith("rate-", StringComparison.Ordinal)
        || ((string)line["peer"]!).StartsWith("limit-", StringComparison.Ordinal);

    private static string Name(JsonObject line) => ((string)line["peer"]!).Split(':')[0];

    private static string Part(JsonObject line) =>
        ((string)line["peer"]!).Split(':', 2) is [_, string part] ? part : "";

    private static double Seconds(JsonObject line) => (double)(line["extra"]?["seconds_full"] ?? line["seconds_min"])!;

    private static string Work(JsonObject line) => $"{line["work"]} {Part(line)}".TrimEnd();

    private static string Key(JsonObject line) => $"{Work(line)}|{Case(line)}|{line["threads"]}";

    private static string Case(JsonObject line)
    {
        IEnumerable<string> parts = new[] { "n", "d" }
            .Where(name => line[name] is not null)
            .Select(name => $"{name}={line[name]}")
            .Concat(CaseNames
                .Where(name => line["extra"]?[name] is not null)
                .Select(name => $"{name}={line["extra"]![name]}"));
        return $"{string.Join(", ", parts)}, {line["dtype"]}";
    }

    private static string Accuracy(JsonObject line) => Accuracies
        .Where(name => line["extra"]?[name]?.GetValueKind() == JsonValueKind.Number)
        .Select(name => $"{Number((double)line["extra"]![name]!)} ({name.Replace('_', ' ')})")
        .FirstOrDefault("");

    private static string Unit(string key) => key.Replace("_per_", "/", StringComparison.Ordinal) switch
    {
        "gflops" => "GF/s",
        "gb/s" => "GB/s",
        "gexp/s" => "G/s",
        string other => other,
    };

    private static string Number(double value, string format = "G3") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
