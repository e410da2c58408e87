using System.Globalization;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

// States the five dual programmes and reads their solutions.
internal static class DualTraining
{
    // min ½ Σ yᵢyⱼαᵢαⱼk − Σ α, 0 ≤ α ≤ c, Σ yα = 0.
    public static DualMachine Separate(
        ISymmetricRows rows,
        double[] signs,
        double[] costs,
        double[]? start,
        SequentialMinimalOptimizer solver,
        ComputeOptions options)
    {
        var programme = new PairedProgramme(rows, signs, Filled(signs.Length, -1), costs, Within(start, costs));
        PairedSolution solution = solver.Solve(programme, options);
        double total = solution.Values.Sum();
        double cost = costs.Sum();
        return Machine(solution, signs, costs, solution.UpperOffset, solution.Objective, total / cost);
    }

    // min ½ Σ yᵢyⱼαᵢαⱼk, 0 ≤ α ≤ 1, Σ yα = 0, Σ α = ν n; divided by r the machine has margin 1 and cost 1/r.
    public static DualMachine SeparateByShare(
        ISymmetricRows rows,
        double[] signs,
        double[] weights,
        double share,
        SequentialMinimalOptimizer solver,
        ComputeOptions options)
    {
        double half = share * weights.Sum() / 2;
        double[] start = new double[signs.Length];
        foreach (double sign in (ReadOnlySpan<double>)[1, -1])
        {
            double left = half;
            for (int i = 0; i < signs.Length; i++)
            {
                if (signs[i] == sign)
                {
                    start[i] = Math.Min(weights[i], left);
                    left -= start[i];
                }
            }

            if (left > 1e-9 * half)
            {
                throw Infeasible(share, weights, signs);
            }
        }

        var programme = new PairedProgramme(rows, signs, new double[signs.Length], weights, start)
        {
            HoldsBothSums = true,
        };
        PairedSolution solution = solver.Solve(programme, options);
        double offset = (solution.UpperOffset + solution.LowerOffset) / 2;
        double r = (solution.UpperOffset - solution.LowerOffset) / 2;
        if (!(r > 0))
        {
            throw new SolverException(string.Create(CultureInfo.InvariantCulture,
                $"With nu = {share} the classes have no margin: take a larger nu, or another kernel."),
                solution.Certificate);
        }

        double[] scaled = [.. solution.Values.Select(value => value / r)];
        Certificate certificate = WithMargin(solution.Certificate, share, r);
        return Machine(
            solution with { Values = scaled, Certificate = certificate }, signs,
            [.. weights.Select(weight => weight / r)], offset / r,
            solution.Objective / (r * r), 1 / r) with
        { DualValues = solution.Values };
    }

    // min ½ Σ αᵢαⱼk, 0 ≤ α ≤ w, Σ α = ν Σ w.
    public static DualMachine Enclose(
        ISymmetricRows rows,
        double[] weights,
        double share,
        SequentialMinimalOptimizer solver,
        ComputeOptions options)
    {
        double[] start = new double[weights.Length];
        double left = share * weights.Sum();
        for (int i = 0; i < start.Length; i++)
        {
            start[i] = Math.Min(weights[i], left);
            left -= start[i];
        }

        double[] signs = Filled(weights.Length, 1);
        PairedSolution solution =
            solver.Solve(new PairedProgramme(rows, signs, new double[start.Length], weights, start), options);
        return Machine(solution, signs, weights, solution.UpperOffset, solution.Objective, double.NaN);
    }

    // Variables α and α*, β = α − α*: min ½ βᵀKβ + Σ (ε − y)α + (ε + y)α*, Σ β = 0.
    public static DualMachine Follow(
        ISymmetricRows rows,
        double[] targets,
        double[] costs,
        double width,
        double[]? start,
        SequentialMinimalOptimizer solver,
        ComputeOptions options)
    {
        int n = targets.Length;
        double[] bounds = [.. costs, .. costs];
        var programme = new PairedProgramme(
            rows, [.. Filled(n, 1), .. Filled(n, -1)],
            [.. targets.Select(target => width - target), .. targets.Select(target => width + target)],
            bounds, Within(start, bounds));
        PairedSolution solution = solver.Solve(programme, options);
        double[] coefficients = Differences(solution.Values);
        double share = coefficients.Sum(Math.Abs) / costs.Sum();
        return Paired(solution, coefficients, costs, solution.UpperOffset, share);
    }

    // As above with the width free and Σ (α + α*) = ν Σ c.
    public static DualMachine FollowByShare(
        ISymmetricRows rows,
        double[] targets,
        double[] costs,
        double share,
        SequentialMinimalOptimizer solver,
        ComputeOptions options)
    {
        int n = targets.Length;
        double[] start = new double[2 * n];
        double left = share * costs.Sum() / 2;
        for (int i = 0; i < n; i++)
        {
            start[i] = start[i + n] = Math.Min(left, costs[i]);
            left -= start[i];
        }

        var programme = new PairedProgramme(
            rows, [.. Filled(n, 1), .. Filled(n, -1)], [.. targets.Select(target => -target), .. targets],
            [.. costs, .. costs], start)
        { HoldsBothSums = true };
        PairedSolution solution = solver.Solve(programme, options);
        double offset = (solution.UpperOffset + solution.LowerOffset) / 2;
        double r = (solution.UpperOffset - solution.LowerOffset) / 2;
        return Paired(solution, Differences(solution.Values), costs, offset, -r);
    }

    // Everything is divided by r, the difference of two offsets, of which no digit is known below the violation.
    private static Certificate WithMargin(Certificate certificate, double share, double r) =>
        !certificate.Converged || r > certificate.AchievedResidual
            ? certificate
            : certificate with
            {
                Converged = false,
                Remedy = string.Create(CultureInfo.InvariantCulture,
                    $"With nu = {share} the margin {r:g3} is within the violation of the optimality conditions, "
                    + $"{certificate.AchievedResidual:g3}, so that decision values have no scale: take a larger nu, "
                    + $"a smaller tolerance, or another kernel."),
            };

    private static double[] Filled(int count, double value)
    {
        double[] values = new double[count];
        Array.Fill(values, value);
        return values;
    }

    // A start from other costs: what is above the new bound would break the held sum, so it is scaled as a whole.
    private static double[]? Within(double[]? start, double[] bounds)
    {
        if (start is null)
        {
            return null;
        }

        double factor = 1;
        for (int v = 0; v < bounds.Length; v++)
        {
            factor = start[v] > bounds[v] ? Math.Min(factor, bounds[v] / start[v]) : factor;
        }

        return factor == 1
            ? start
            : [.. start.Select((value, v) => Math.Min(value * factor, bounds[v]))];
    }

    private static double[] Differences(double[] values)
    {
        int n = values.Length / 2;
        return [.. Enumerable.Range(0, n).Select(i => values[i] - values[i + n])];
    }

    private static DualMachine Machine(
        PairedSolution solution, double[] signs, double[] bounds, double offset, double objective, double extra)
    {
        double[] coefficients = [.. solution.Values.Select((value, i) => signs[i] * value)];
        int bounded = solution.Values.Where((value, i) => value > 0 && value >= bounds[i]).Count();
        return new DualMachine(
            coefficients, offset, objective, coefficients.Count(value => value != 0), bounded, extra,
            solution.Values, solution.Certificate);
    }

    private static DualMachine Paired(
        PairedSolution solution, double[] coefficients, double[] costs, double offset, double extra)
    {
        int bounded = coefficients.Where((value, i) => value != 0 && Math.Abs(value) >= costs[i]).Count();
        return new DualMachine(
            coefficients, offset, solution.Objective, coefficients.Count(value => value != 0), bounded, extra,
            solution.Values, solution.Certificate);
    }

    private static ArgumentException Infeasible(double share, double[] weights, double[] signs)
    {
        double positive = weights.Where((_, i) => signs[i] > 0).Sum();
        double all = weights.Sum();
        return new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"With these classes nu must be in (0, {2 * Math.Min(positive, all - positive) / all}], "
            + $"but it was {share}."), "Nu");
    }
}
