using System.Text.Json.Nodes;

namespace Gramian.Cli.Tests.Verbs;

public sealed class BenchVerbTests
{
    private static readonly string[] Fields =
        ["work", "peer", "n", "d", "dtype", "threads", "seconds_min", "seconds_median", "reps", "rss_mb", "extra"];

    [Fact]
    public void Prints_one_line_per_measurement_with_the_fields_of_the_peers_and_an_accuracy()
    {
        using var folder = new TestFolder();
        RunResult run = folder.Run("bench", "W3", "--quick", "--only", "gemm,exp", "--repeats", "1", "--json")
            .AssertOk();
        JsonObject[] lines = [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
        Assert.All(lines, line => Assert.Equal(Fields, line.Select(pair => pair.Key)));
        Assert.All(lines, line => Assert.True((double?)line["seconds_min"] > 0));
        Assert.Contains(lines, line => (string?)line["peer"] == "gramian:limit-fma");
        JsonObject gemm = lines.Single(line =>
            (string?)line["peer"] == "gramian:gemm" && (string?)line["dtype"] == "f64");
        Assert.Equal(1000, (int?)gemm["n"]);
        Assert.InRange((double)gemm["extra"]!["max_rel_err"]!, 0, 1e-13); // n times the rounding unit
        Assert.True((double?)gemm["rss_mb"] > 0);
    }

    [Fact]
    public void Sums_of_kernels_carry_the_error_of_the_timed_result()
    {
        using var folder = new TestFolder();
        RunResult run = folder.Run("bench", "W1", "--quick", "--only", "n20000-d3-r1-f", "--repeats", "1", "--json")
            .AssertOk();
        JsonObject[] lines = [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
        Dictionary<string, JsonNode> sums = lines.Where(line => (string?)line["work"] == "W1").ToDictionary(
            line => $"{line["peer"]} {line["dtype"]}", line => line["extra"]!);
        Assert.Equal(6, sums.Count);

        // A float has 24 bits and sums of floats at most 256 terms; 20 000 roundings of doubles add up to far less.
        Assert.All(sums, sum => Assert.InRange(
            (double)sum.Value["max_rel_err"]!, 0, sum.Key.EndsWith("f32", StringComparison.Ordinal) ? 1e-6 : 1e-12));
        Assert.All(sums, sum => Assert.True((double?)sum.Value["gpairs_per_s"] > 0));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_square_of_a_sparse_matrix_has_every_entry_at_its_place()
    {
        using var folder = new TestFolder();
        RunResult run = folder.Run("bench", "W14", "--quick", "--repeats", "1").AssertOk();
        JsonObject[] lines = [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
        JsonNode square = lines.Single(line => (string?)line["work"] == "W14")["extra"]!;
        Assert.Equal(999_962, (int?)square["nnz_A"]); // what other software counts
        Assert.Equal(9_994_682, (int?)square["nnz"]);
        Assert.Equal(0, (int?)square["misplaced_entries"]);
        Assert.All(lines, line => Assert.InRange((double)line["extra"]!["max_rel_err"]!, 0, 1e-15)); // sums of ten
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_likelihood_and_its_gradient_agree_with_other_software()
    {
        using var folder = new TestFolder();
        RunResult run = folder.Run("bench", "W2", "--quick", "--repeats", "1").AssertOk();
        JsonObject[] lines = [.. run.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
        JsonObject evaluation = lines.Single(line => (string?)line["work"] == "W2a");
        // Condition 1e3 times rounding, with room.
        Assert.InRange((double)evaluation["extra"]!["max_rel_err"]!, 0, 1e-11);
        JsonObject fit = lines.Single(line => (string?)line["work"] == "W2b");
        Assert.InRange((double)fit["extra"]!["neg_lml_above_reference"]!, -1e-3, 1e-2);
    }
}
