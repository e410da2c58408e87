using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>How the probabilities of a classifier were calibrated, as it stands in JSON.</summary>
/// <param name="Method">The name of the method.</param>
/// <param name="Temperature">The temperature; absent for the other methods.</param>
/// <param name="Sigmoids">The slope and the shift of each column's sigmoid; absent for the other methods.</param>
/// <param name="Steps">The corners of each column's steps; absent for the other methods.</param>
internal sealed record GramCalibration(
    string Method,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Temperature = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[][]? Sigmoids = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GramSteps[]? Steps = null);
