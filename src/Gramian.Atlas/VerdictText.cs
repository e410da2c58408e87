namespace Gramian.Atlas;

/// <summary>The spelling of verdicts and how those of claims make that of an experiment.</summary>
public static class VerdictText
{
    /// <summary>The word that is printed: PASS, PASS-SCALED, PARTIAL or FAIL.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The verdict is not one of the four.</exception>
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "PASS",
        Verdict.PassScaled => "PASS-SCALED",
        Verdict.Partial => "PARTIAL",
        Verdict.Fail => "FAIL",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "A verdict is one of four."),
    };

    /// <summary>
    /// The verdict of an experiment: FAIL when its first claim, the headline, failed; PARTIAL when another did
    /// or a claim came out in part; PASS-SCALED when a claim is; else PASS.
    /// </summary>
    /// <exception cref="ArgumentException">There is no claim.</exception>
    public static Verdict Combine(IReadOnlyList<Claim> claims)
    {
        if (claims.Count == 0) throw new ArgumentException("An experiment needs at least one claim.", nameof(claims));
        if (claims[0].Verdict == Verdict.Fail) return Verdict.Fail;
        if (claims.Any(claim => claim.Verdict is Verdict.Fail or Verdict.Partial)) return Verdict.Partial;
        return claims.Any(claim => claim.Verdict == Verdict.PassScaled) ? Verdict.PassScaled : Verdict.Pass;
    }
}
