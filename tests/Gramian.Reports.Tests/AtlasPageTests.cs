using System.Xml.Linq;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Tests;

public sealed class AtlasPageTests
{
    [Fact]
    public void Shows_claims_and_verdicts_and_keeps_texts_harmless()
    {
        AtlasEntry entry = new("gp-uci", "Exact GP <script>", "PASS")
        {
            Claims = [new AtlasClaim("RMSE on \"energy\"", "none", "0.48", "2 %", "PASS"),
                new AtlasClaim("c", "1", "2", "0", "FAIL")],
            Figures = [ComparisonPlot.Draw(
                [new ComparedScore("gp", 1, 0.9, 1.1), new ComparedScore("<b>", 2, double.NaN, double.NaN)], "RMSE",
                    null, "intervals")],
            Notes = ["a & b"], Reference = "r", Setting = "s", Seeds = "0…9", Seconds = 12,
        };
        foreach (AtlasEntry[] entries in new AtlasEntry[][] { [], [entry], [entry, new AtlasEntry("b", "B", "FAIL")] })
        {
            string page = AtlasPage.Render(entries);
            XDocument document = XDocument.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal));
            Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName == "script");
            Assert.Equal(entries.Length, document.Descendants("h2").Count());
        }
    }
}
