using Gramian.Models.Planning;
using Gramian.Models.Selection;
using Gramian.Models.Tables;

namespace Gramian.Models;

/// <summary>Represents how a fit went; it is not kept in files.</summary>
/// <param name="Plan">What was planned before anything was allocated, and why.</param>
/// <param name="Search">The kernel search, or null when none was asked for.</param>
/// <param name="Notes">What had to be decided about the training table.</param>
/// <param name="FitSeconds">The seconds of encoding and fitting.</param>
/// <param name="ValidateSeconds">The seconds of validating.</param>
public sealed record FitHistory(
    Plan Plan, KernelSearchResult? Search, EncodingNotes Notes, double FitSeconds, double ValidateSeconds);
