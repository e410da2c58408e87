namespace Gramian.Solvers.Tests;

public sealed class CertificateTests
{
    [Fact]
    public void Says_in_one_line_what_is_known_and_nothing_else()
    {
        var direct = new Certificate
        {
            Method = "Cholesky", Converged = true, AchievedResidual = 2.25e-16, ConditionEstimate = 41.5,
        };
        Assert.Equal(
            "Cholesky in float64, relative residual 2.25E-16, condition 41.5, no jitter", direct.ToString());
        Certificate descent = direct with
        {
            Method = "descent",
            Iterations = 1,
            ConditionEstimate = double.NaN,
            DualityGap = 0.125,
            Jitter = 0.5,
            JitterRelative = 0.25,
            Library = "OpenBLAS 0.3",
            Converged = false,
            Remedy = "Allow more iterations.",
        };
        Assert.Equal(
            "descent in float64 by OpenBLAS 0.3, 1 iteration, relative residual 2.25E-16, duality gap 0.125, "
            + "condition n/a, jitter 0.5 (0.25 of the diagonal); NOT CONVERGED. Allow more iterations.",
            descent.ToString());
        Assert.Contains(", 20 iterations,", (descent with { Iterations = 20 }).ToString(), StringComparison.Ordinal);
        Assert.EndsWith("NOT CONVERGED.", (descent with { Remedy = null }).ToString(), StringComparison.Ordinal);
    }
}
