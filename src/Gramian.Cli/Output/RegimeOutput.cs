using System.Text.Json.Nodes;
using Gramian.Models.Densities;

namespace Gramian.Cli.Output;

/// <summary>Says in JSON in which regime of large dimension a density is.</summary>
internal static class RegimeOutput
{
    /// <summary>What was measured, and what a normal law of the same covariance would do.</summary>
    public static JsonObject AsJson(DensityDiagnosis diagnosis) => new()
    {
        ["name"] = diagnosis.Regime.ToString().ToLowerInvariant(),
        ["text"] = diagnosis.Text,
        ["normal_errors"] = diagnosis.HasNormalErrors,
        ["hill_index"] = Json.Number(diagnosis.HillIndex),
        ["effective_number"] = Json.Number(diagnosis.EffectiveNumber),
        ["participation"] = Json.Number(diagnosis.Participation),
        ["largest_share"] = Json.Number(diagnosis.LargestShare),
        ["h_clt_measured"] = Json.Number(diagnosis.CentralLimit),
        ["h_g_measured"] = Json.Number(diagnosis.Condensation),
        ["stable_index"] = Json.Number(diagnosis.StableIndex),
        ["alpha"] = Json.Number(diagnosis.Thresholds.Alpha),
        ["dimension"] = diagnosis.Thresholds.Dimension,
        ["h_clt"] = Json.Number(diagnosis.Thresholds.CentralLimit),
        ["h_g"] = Json.Number(diagnosis.Thresholds.Condensation),
        ["h_optimal"] = Json.Number(diagnosis.Thresholds.Optimal),
    };
}
