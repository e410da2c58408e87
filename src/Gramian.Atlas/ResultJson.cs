using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gramian.Atlas;

/// <summary>Writes results as JSON: one object, on one line.</summary>
public static class ResultJson
{
    /// <summary>
    /// The object
    /// {"slug","verdict","claims":[{"claim","paper","ours","tolerance","verdict"}],"seeds","seconds"}; a figure
    /// that was never published is the word "none".
    /// </summary>
    public static string Write(ExperimentResult result)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("slug", result.Slug);
            json.WriteString("verdict", result.Verdict.Word());
            json.WriteString("setting", result.Setting);
            json.WriteStartArray("claims");
            foreach (var claim in result.Claims) WriteClaim(json, claim);
            json.WriteEndArray();
            json.WriteStartArray("seeds");
            foreach (ulong seed in result.Seeds) json.WriteNumberValue(seed);
            json.WriteEndArray();
            json.WriteNumber("seconds", Math.Round(result.Seconds, 3));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteClaim(Utf8JsonWriter json, Claim claim)
    {
        json.WriteStartObject();
        json.WriteString("claim", claim.Statement);
        if (claim.Paper is { } paper && double.IsFinite(paper)) json.WriteNumber("paper", paper);
        else json.WriteString("paper", "none");
        if (double.IsFinite(claim.Ours)) json.WriteNumber("ours", claim.Ours);
        else json.WriteNull("ours");
        json.WriteString("tolerance", claim.Tolerance);
        json.WriteString("verdict", claim.Verdict.Word());
        if (claim.Reason.Length > 0) json.WriteString("reason", claim.Reason);
        json.WriteEndObject();
    }
}
