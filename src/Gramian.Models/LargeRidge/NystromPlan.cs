using System.Globalization;
using Gramian.Numerics;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Models.LargeRidge;

/// <summary>
/// Represents how a low-rank ridge regression will be solved, decided by predicted cost before it is.
/// </summary>
/// <remarks>
/// Costs are in operations of a product of double matrices: a kernel value counts as 40 + 3 d of them. Conjugate
/// gradients need about ln(2/ε)/ln √(s/m) iterations with s drawn rows (the eigenvalues of a sample covariance), and
/// about 4.5 ln(2/ε) with the centres alone. The constants are fixed, so that a plan does not depend on the machine or
/// the clock.
/// </remarks>
/// <param name="Solver">The solver; never automatic.</param>
/// <param name="SampleRows">The rows in the preconditioner; 0 when the solver takes none.</param>
/// <param name="Iterations">The iterations that are expected; 0 for a direct solver.</param>
/// <param name="Operations">The predicted cost.</param>
/// <param name="Bytes">The predicted memory beside the data, in bytes.</param>
[Paper("rudi2017falkon")]
public sealed record NystromPlan(
    NystromSolver Solver, int SampleRows, int Iterations, double Operations, long Bytes)
{
    private const double EntryCost = 40;
    private const double EntryCostPerColumn = 3;
    private const double CentresFactor = 4.5;
    private const int ExtraPasses = 3;    // Kᵀy, and the true residual up to twice at the end
    private const int BlockRows = 256;

    /// <summary>Which rule chose the solver, as a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Chooses among all solvers, or plans for a given one.</summary>
    /// <param name="rows">n, the number of training rows.</param>
    /// <param name="dimension">d, the number of input columns.</param>
    /// <param name="centres">m, the number of centres.</param>
    /// <param name="tolerance">ε, the relative residual of the iterations.</param>
    /// <param name="solver">The solver to plan for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is less than 1.</exception>
    public static NystromPlan Make(
        int rows, int dimension, int centres, double tolerance, NystromSolver solver = NystromSolver.Automatic)
    {
        Guard.AtLeast(rows, 1);
        Guard.AtLeast(dimension, 1);
        Guard.AtLeast(centres, 1);
        (double n, double m) = (rows, centres);
        double pass = n * m * (EntryCost + (EntryCostPerColumn * dimension));
        NystromPlan[] plans =
        [
            Direct(n, m, pass),
            .. Samples(rows, centres).Select(sample => Sampled(sample, m, pass, n, tolerance)),
            Centres(m, pass, tolerance),
            .. solver == NystromSolver.Sketch ? new[] { Sketched(n, m, pass, tolerance) } : [],
        ];
        NystromPlan[] allowed =
            [.. plans.Where(plan => solver == NystromSolver.Automatic || plan.Solver == solver)];
        NystromPlan best = allowed.MinBy(plan => plan.Operations)!;
        return best with
        {
            Reason = solver != NystromSolver.Automatic
                ? $"{Name(best)} was asked for."
                : string.Create(CultureInfo.InvariantCulture,
                    $"{Name(best)} costs the least, {best.Operations:G2} operations, where "
                    + $"{string.Join(" and ", Others(plans, best))}."),
        };
    }

    private static NystromPlan Direct(double n, double m, double pass) => new(
        NystromSolver.NormalEquations, 0, 0, pass + (n * m * m) + (m * m * m / 3),
        Memory(8 * m * m, 8 * m * BlockRows));

    private static NystromPlan Sampled(int sample, double m, double pass, double n, double tolerance)
    {
        // As many rows as centres leave no gap in the spectrum; then the centres alone are no worse.
        double gap = Math.Max(Math.Log(sample / m), 0.2);
        int iterations = 1 + (int)Math.Ceiling(2 * Math.Log(2 / tolerance) / gap);
        double cost = (pass * sample / n) + (sample * m * m) + (m * m * m / 3)
            + ((iterations + ExtraPasses) * pass);
        return new NystromPlan(
            NystromSolver.SampledRows, sample, iterations, cost, Memory(8 * m * m, 8 * m * BlockRows));
    }

    // A sketch of 2m rows keeps lengths as 2m drawn rows of a random basis do.
    private static NystromPlan Sketched(double n, double m, double pass, double tolerance)
    {
        int iterations = 1 + (int)Math.Ceiling(2 * Math.Log(2 / tolerance) / Math.Log(2));
        double cost = (2 * m * m * m) + (m * m * m / 3) + (2 * RowSketch.Signs * n * m)
            + ((iterations + 1 + ExtraPasses) * pass);
        return new NystromPlan(
            NystromSolver.Sketch, 0, iterations, cost, Memory(24 * m * m, 8 * m * BlockRows));
    }

    private static NystromPlan Centres(double m, double pass, double tolerance)
    {
        int iterations = (int)Math.Ceiling(CentresFactor * Math.Log(2 / tolerance));
        return new NystromPlan(
            NystromSolver.Falkon, 0, iterations, (5 * m * m * m / 3) + ((iterations + ExtraPasses) * pass),
            Memory(24 * m * m, 0));
    }

    // Twice, four times … the centres, and at least one number that is not above the rows.
    private static IEnumerable<int> Samples(int rows, int centres)
    {
        yield return (int)Math.Min(2L * centres, rows);
        for (long sample = 4L * centres; sample < rows; sample *= 2)
        {
            yield return (int)sample;
        }
    }

    private static IEnumerable<string> Others(NystromPlan[] plans, NystromPlan best) => plans
        .Where(plan => plan.Solver != best.Solver)
        .GroupBy(plan => plan.Solver)
        .Select(group => group.MinBy(plan => plan.Operations)!)
        .Select(plan => string.Create(CultureInfo.InvariantCulture, $"{Name(plan)} would take {plan.Operations:G2}"));

    private static string Name(NystromPlan plan) => plan.Solver switch
    {
        NystromSolver.NormalEquations => "a factorisation of the normal equations",
        NystromSolver.SampledRows => string.Create(CultureInfo.InvariantCulture,
            $"conjugate gradients preconditioned by {plan.SampleRows} rows"),
        NystromSolver.Sketch => "conjugate gradients preconditioned by a sketch",
        _ => "conjugate gradients preconditioned by the centres",
    };

    private static long Memory(double squares, double blocks) => (long)(squares + blocks);
}
