using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gramian.Reports.Html;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Tests;

public sealed partial class RegressionReportTests
{
    // Attribute and element breakers, script, formula, control, direction override, lone surrogate, emoji, very long.
    private static readonly string[] HostileNames =
    [
        "<script>alert(1)</script>", "\"onload=\"alert(1)", "' onmouseover='x", "</title></svg><img src=x onerror=x>",
            "]]>&lt;&#60;",
        "=cmd|' /C calc'!A0", "@SUM(1)", "a\u0000\u001b[31m\u202Eb", "\uD800 lone", "🙂🙂", "javascript:alert(1)",
            "--><!--", "",
        new('W', 4000),
    ];

    [Fact]
    public void Is_well_formed_and_stays_below_400_kB_for_768_rows()
    {
        string page = RegressionReport.Render(SampleReports.Full());
        XDocument document = Parse(page);
        Assert.Equal("html", document.Root!.Name.LocalName);
        Assert.InRange(page.Length, 50_000, 400_000);
        if (Environment.GetEnvironmentVariable("GRAMIAN_KEEP_REPORTS") is { Length: > 0 } folder)
        {
            RegressionReport.Write(Path.Combine(folder, "report.html"), SampleReports.Full());
        }
    }

    [Fact]
    public void Shows_the_plots_in_their_order()
    {
        string[] titles = [.. Parse(RegressionReport.Render(SampleReports.Full())).Descendants("h3")
            .Select(h => h.Value)];
        string[] expected =
        [
            "Predicted against actual", "Residuals against prediction", "Residuals",
                "Standardised residuals, normal quantiles",
            "Probability transform (PIT)", "Coverage", "Relevance of inputs", "Effect of relative_compactness",
            "Effect of surface_area", "Effect of wall_area", "Effect of roof_area", "Effect of overall_height",
            "Effect of orientation", "Effect of glazing_area", "Effect of glazing_distribution", "Gram matrix",
            "Spectrum of the Gram matrix", "Course of the optimisation",
        ];
        Assert.Equal(expected, titles);
    }

    [Fact]
    public void Gives_the_same_bytes_twice() =>
        Assert.Equal(RegressionReport.Render(SampleReports.Full()), RegressionReport.Render(SampleReports.Full()));

    [Fact]
    public void Refers_to_nothing_outside_itself()
    {
        foreach (XElement element in Parse(RegressionReport.Render(SampleReports.Full())).Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, new[] { "script", "link", "iframe", "img", "object", "embed",
                "base", "use" });
            foreach (XAttribute attribute in element.Attributes().Where(a => a.Name.LocalName is "href" or "src"
                or "style" or "srcset"))
            {
                Assert.StartsWith("data:", attribute.Value, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Allows_its_own_style_by_hash_and_nothing_else()
    {
        XDocument document = Parse(RegressionReport.Render(SampleReports.Full()));
        string policy = document.Descendants("meta")
            .Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy")
            .Attribute("content")!.Value;
        string style = document.Descendants("style").Single().Value;
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style));
        Assert.Contains("'sha256-" + Convert.ToBase64String(hash) + "'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_hostile_names_harmless()
    {
        foreach (string name in HostileNames)
        {
            RegressionReportData data = SampleReports.Full(30, name, name) with
            {
                DataName = name,
                Kernel = name + " + linear",
                Command = name,
                References = [name],
                NextCommands = [name],
                Warnings = [name],
                Metrics = [new MetricCard(name, 1, 0, 2, name, name)],
                Decisions = [new ReportFact(name, name, name)],
                TargetUnit = name,
                GramOrder = name,
                Traces = [new OptimiserTrace(name, [1, 0]), new OptimiserTrace(name, [2, 0])],
            };
            AssertHarmless(RegressionReport.Render(data));
        }
    }

    [Fact]
    public void Keeps_random_names_harmless()
    {
        const string alphabet = "<>&\"'/=()[]{}`;:!-%\0\n\t\r\u202Eaonlde \uD83D\uDE42\uFFFF";
        var random = new Gramian.Numerics.Random.RandomStream(3);
        for (int trial = 0; trial < 40; trial++)
        {
            string name = new([.. Enumerable.Range(0, 1 + random.NextInt(40))
                .Select(_ => alphabet[random.NextInt(alphabet.Length)])]);
            AssertHarmless(RegressionReport.Render(SampleReports.Full(12, name, name)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Survives_few_rows(int n) => AssertHarmless(RegressionReport.Render(SampleReports.Full(n)));

    [Fact]
    public void Survives_a_constant_target_and_predictions_without_deviations()
    {
        RegressionReportData data = SampleReports.Full(20) with
        {
            Predictions = new PredictionSet(new double[20],
            new double[20], [])
        };
        string page = RegressionReport.Render(data);
        AssertHarmless(page);
        Assert.DoesNotContain("Probability transform", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_values_that_are_not_finite()
    {
        double[] bad = [1, double.NaN, double.PositiveInfinity, 4, 1e300, -1e300];
        RegressionReportData data = SampleReports.Full(6) with
        {
            Predictions = new PredictionSet(bad, [1, 2, 3, double.NaN, 1e300, 2], [1, 1, 1, 1, double.NaN, 0]),
            Metrics = [new MetricCard("RMSE", double.NaN, double.NaN, double.NaN, null, "too few rows")],
            Relevance = [new InputRelevance("x", double.PositiveInfinity), new InputRelevance("y", double.NaN)],
            Effects = [new EffectCurve("x", null, bad, bad, bad, bad) { Observed = bad }],
            Eigenvalues = bad,
            Traces = [new OptimiserTrace("start 1", bad)],
        };
        string page = RegressionReport.Render(data);
        AssertHarmless(page);
        Assert.Contains("not available. too few rows", page, StringComparison.Ordinal);
        Assert.Contains("5 rows without a finite value are left out", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(BadCoordinate(), page);
    }

    [Fact]
    public void Survives_200_columns()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(k => $"a_rather_long_column_name_with_number_{k}")];
        var random = new Gramian.Numerics.Random.RandomStream(1);
        RegressionReportData data = SampleReports.Full(50) with
        {
            Relevance = [.. names.Select((name, k) => new InputRelevance(name, 1 + k))],
            Effects = [.. names.Select((name, k) => SampleReports.Effect(name, k % 8, random))],
        };
        string page = RegressionReport.Render(data);
        AssertHarmless(page);
        Assert.Equal(8, Parse(page).Descendants("h3")
            .Count(h => h.Value.StartsWith("Effect of", StringComparison.Ordinal)));
        Assert.Contains("first 24 of 200 inputs", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_what_is_missing()
    {
        var data = new RegressionReportData { DataName = "d", Target = "y", Model = "m", Rows = 1, Inputs = 1 };
        string page = RegressionReport.Render(data);
        AssertHarmless(page);
        Assert.Contains("1 row, 1 input.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_overwrite_a_file_of_another_kind()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "precious");
            Assert.Throws<Gramian.Data.DataException>(() => RegressionReport.Write(path, SampleReports.Full(3)));
            Assert.Equal("precious", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static XDocument Parse(string page) =>
        XDocument.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal)
        .Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal));

    private static void AssertHarmless(string page)
    {
        XDocument document = Parse(page);
        foreach (XElement element in document.Descendants())
        {
            Assert.DoesNotContain(element.Name.LocalName, new[] { "script", "img", "iframe", "object", "embed",
                "link" });
            Assert.DoesNotContain(element.Attributes(),
                a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        }
    }

    [GeneratedRegex("(?:NaN|Infinity|∞)[ LMZ\"]")]
    private static partial Regex BadCoordinate();
}
