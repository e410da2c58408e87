using System.Globalization;
using System.Text.Json.Nodes;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;

namespace Gramian.Cli.Output;

/// <summary>Says where a density is highest: sentences, columns of a table, JSON.</summary>
internal static class RegionOutput
{
    private const int ShownIntervals = 6;

    /// <summary>Reads shares such as 0.5,0.95.</summary>
    /// <exception cref="FormatException">One is no number above 0 and below 1, or comes twice.</exception>
    public static double[] ParseShares(string text)
    {
        double[] shares = Array.ConvertAll(text.Split(','), part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && value is > 0 and < 1
                ? value
                : throw new FormatException("must be shares above 0 and below 1, with commas between"));
        return shares.Distinct().Count() == shares.Length
            ? shares
            : throw new FormatException("must name each share once");
    }

    /// <summary>Says in one sentence where a region is.</summary>
    public static string Sentence(DensityRegion region)
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{100 * region.Mass:G4} % of the density");
        string level = string.Create(CultureInfo.InvariantCulture, $"log density at least {region.LogLevel:G5}");
        if (region.Intervals.Count > 0)
        {
            IEnumerable<string> shown = region.Intervals.Take(ShownIntervals).Select(part => string.Create(
                CultureInfo.InvariantCulture, $"[{part.Lower:G6}, {part.Upper:G6}]"));
            int rest = region.Intervals.Count - ShownIntervals;
            return $"{share} in {string.Join(" and ", shown)}{(rest > 0 ? $" and {rest} more" : "")}; {level}";
        }

        string parts = region.Polygons.Count == 1 ? "1 part" : $"{region.Polygons.Count} parts";
        return string.Create(CultureInfo.InvariantCulture, $"{share} ± {100 * region.MassError:G2} %")
            + (region.Polygons.Count > 0
                ? string.Create(CultureInfo.InvariantCulture, $" in {parts} of area {region.Size:G4}")
                : " inside") + $"; {level}";
    }

    /// <summary>A column for each region: 1 for rows inside, 0 for others.</summary>
    public static NumberColumn[] Columns(IReadOnlyList<DensityRegion> regions, Points rows, ComputeOptions compute)
    {
        double[] logs = regions[0].Density.Evaluate(rows, options: compute).LogDensities;
        return [.. regions.Select(region => new NumberColumn(
            string.Create(CultureInfo.InvariantCulture, $"hdr_{region.Share}"),
            Array.ConvertAll(logs, log => log >= region.LogLevel ? 1.0 : 0.0)))];
    }

    /// <summary>The regions with their intervals or polygons.</summary>
    public static JsonArray AsJson(IReadOnlyList<DensityRegion> regions) => new([.. regions.Select(AsJson)]);

    private static JsonNode? AsJson(DensityRegion region)
    {
        var result = new JsonObject
        {
            ["share"] = Json.Number(region.Share ?? double.NaN),
            ["log_level"] = Json.Number(region.LogLevel),
            ["mass"] = Json.Number(region.Mass),
            ["mass_error"] = Json.Number(region.MassError),
            ["size"] = Json.Number(region.Size),
            ["size_error"] = Json.Number(region.SizeError),
        };
        if (region.Density.Dimension == 1)
        {
            result["resolution"] = Json.Number(region.Resolution);
            result["intervals"] = new JsonArray([.. region.Intervals.Select(part =>
                (JsonNode?)Json.Numbers([part.Lower, part.Upper]))]);
        }
        else if (region.Density.Dimension == 2)
        {
            result["polygons"] = new JsonArray([.. region.Polygons.Select(part => (JsonNode?)new JsonObject
            {
                ["area"] = Json.Number(part.Area),
                ["outer"] = Ring(part.Outer),
                ["holes"] = new JsonArray([.. part.Holes.Select(hole => (JsonNode?)Ring(hole))]),
            })]);
        }

        return result;
    }

    private static JsonArray Ring(IReadOnlyList<(double X, double Y)> ring) =>
        new([.. ring.Select(corner => (JsonNode?)Json.Numbers([corner.X, corner.Y]))]);
}
