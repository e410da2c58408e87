namespace Gramian.Solvers.Krylov;

/// <summary>How conjugate gradients ended, from good to bad; of several columns the last one counts.</summary>
internal enum ConjugateOutcome
{
    /// <summary>Every true residual meets the tolerance.</summary>
    Converged,

    /// <summary>The iterations are used up.</summary>
    IterationLimit,

    /// <summary>The recursive residual met the tolerance again and again, the true one never.</summary>
    Rounding,

    /// <summary>A direction of no positive curvature was met.</summary>
    Indefinite,
}
