using System.Text.Json.Nodes;
using Gramian.Models.Selection;

namespace Gramian.Cli.Output;

/// <summary>Shows metrics to people and to programs.</summary>
internal static class MetricText
{
    public static JsonObject AsJson(RegressionMetrics metrics) =>
        new(RegressionMetrics.Names.Select(name => KeyValuePair.Create(name, Json.Number(metrics[name]))));

    public static JsonObject AsJson(IReadOnlyDictionary<string, (double Lower, double Upper)> intervals) =>
        new(intervals.Select(pair => KeyValuePair.Create(
            pair.Key,
            double.IsFinite(pair.Value.Lower) && double.IsFinite(pair.Value.Upper)
                ? (JsonNode?)Json.Numbers([pair.Value.Lower, pair.Value.Upper])
                : null)));

    public static TextTable Table(
        RegressionMetrics metrics, IReadOnlyDictionary<string, (double Lower, double Upper)> intervals)
    {
        var table = new TextTable("metric", "value", "95 % interval");
        foreach (string name in RegressionMetrics.Names)
        {
            string interval = intervals.TryGetValue(name, out (double Lower, double Upper) ends)
                ? Figures.Interval(ends.Lower, ends.Upper)
                : "";
            table.Add(name, Figures.Short(metrics[name]), interval);
        }

        return table;
    }
}
