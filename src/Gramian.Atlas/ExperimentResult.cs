namespace Gramian.Atlas;

/// <summary>Represents what one run of an experiment found.</summary>
/// <param name="Slug">The name of the experiment.</param>
/// <param name="Setting">What was run: data, sizes, splits; and in what it is smaller than the source's
/// setting.</param>
/// <param name="Claims">The claims, the headline first.</param>
/// <param name="Tables">The figures behind the claims.</param>
/// <param name="Seeds">The seeds used.</param>
/// <param name="Seconds">The wall time of the run, in seconds.</param>
public sealed record ExperimentResult(
    string Slug,
    string Setting,
    IReadOnlyList<Claim> Claims,
    IReadOnlyList<ResultTable> Tables,
    IReadOnlyList<ulong> Seeds,
    double Seconds)
{
    /// <summary>The verdict of the whole.</summary>
    public Verdict Verdict => VerdictText.Combine(Claims);
}
