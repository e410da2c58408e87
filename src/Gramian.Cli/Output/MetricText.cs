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

    public static JsonObject AsJson(ClassificationMetrics metrics) =>
        new(ClassificationMetrics.Names.Select(name => KeyValuePair.Create(name, Json.Number(metrics[name]))));

    /// <summary>
    /// The metrics, and the confusion: a row for each observed class, a column for each predicted one.
    /// </summary>
    public static JsonObject AsJson(ClassificationReport report)
    {
        JsonObject metrics = AsJson(report.Metrics);
        metrics["confusion"] = new JsonArray([.. report.Confusion.Select(row =>
            new JsonArray([.. row.Select(count => (JsonNode)count)]))]);
        return metrics;
    }

    public static TextTable Table(
        RegressionMetrics metrics, IReadOnlyDictionary<string, (double Lower, double Upper)> intervals) =>
        Table(RegressionMetrics.Names, name => metrics[name], intervals);

    public static TextTable Table(
        ClassificationMetrics metrics, IReadOnlyDictionary<string, (double Lower, double Upper)> intervals) =>
        Table(ClassificationMetrics.Names, name => metrics[name], intervals);

    /// <summary>How often each class was predicted as each.</summary>
    public static TextTable Confusion(ClassificationReport report)
    {
        IReadOnlyList<string> names = report.Classes.Names;
        var table = new TextTable(["observed \\ predicted", .. names.Select(Name)]);
        for (int i = 0; i < names.Count; i++)
        {
            IEnumerable<string> counts = report.Confusion[i].Select(count => FormattableString.Invariant($"{count}"));
            table.Add([Name(names[i]), .. counts]);
        }

        return table;
    }

    private static string Name(string text) => Data.DataException.Show(text);

    private static TextTable Table(
        IReadOnlyList<string> names, Func<string, double> metric,
        IReadOnlyDictionary<string, (double Lower, double Upper)> intervals)
    {
        var table = new TextTable("metric", "value", "95 % interval");
        foreach (string name in names)
        {
            string interval = intervals.TryGetValue(name, out (double Lower, double Upper) ends)
                ? Figures.Interval(ends.Lower, ends.Upper)
                : "";
            table.Add(name, Figures.Short(metric(name)), interval);
        }

        return table;
    }
}
