namespace Gramian.Solvers.Optimisation;

/// <summary>
/// Minimises the quadratic model over the variables that are free at the Cauchy point, then projects on the bounds
/// (or shortens the step when the projection does not descend).
/// </summary>
internal static class SubspaceStep
{
    /// <summary>Replaces the Cauchy point by the better point.</summary>
    public static void Improve(
        ReadOnlySpan<double> x, ReadOnlySpan<double> gradient, CauchyPoint cauchy, LimitedMemory memory, Box box)
    {
        double[] point = cauchy.Point;
        int[] free = Free(point, box);
        if (memory.Pairs == 0 || free.Length == 0)
        {
            return;
        }

        double[]? step = NewtonStep(x, gradient, cauchy, memory, free);
        if (step is null)
        {
            return;
        }

        var projected = (double[])point.Clone();
        double descent = 0;
        for (int f = 0; f < free.Length; f++)
        {
            projected[free[f]] = box.Clamp(free[f], point[free[f]] + step[f]);
        }

        for (int i = 0; i < projected.Length; i++)
        {
            descent += gradient[i] * (projected[i] - x[i]);
        }

        if (descent < 0)
        {
            projected.CopyTo(point, 0);
            return;
        }

        double length = 1;
        for (int f = 0; f < free.Length; f++)
        {
            int i = free[f];
            double room = step[f] > 0 ? box.Upper[i] - point[i] : box.Lower[i] - point[i];
            length = step[f] == 0 ? length : Math.Min(length, room / step[f]);
        }

        for (int f = 0; f < free.Length; f++)
        {
            point[free[f]] = box.Clamp(free[f], point[free[f]] + (length * step[f]));
        }
    }

    private static int[] Free(double[] point, Box box)
    {
        var free = new List<int>(point.Length);
        for (int i = 0; i < point.Length; i++)
        {
            if (point[i] > box.Lower[i] && point[i] < box.Upper[i])
            {
                free.Add(i);
            }
        }

        return [.. free];
    }

    // −B_FF⁻¹ r by the Sherman–Morrison–Woodbury formula, with r the gradient of the model at the Cauchy point.
    private static double[]? NewtonStep(
        ReadOnlySpan<double> x, ReadOnlySpan<double> gradient, CauchyPoint cauchy, LimitedMemory memory, int[] free)
    {
        int width = memory.Width;
        double theta = memory.Theta;
        var scaled = (double[])cauchy.Correction.Clone();
        memory.Middle(scaled);
        var rows = new double[free.Length][];
        var residual = new double[free.Length];
        var v = new double[width];
        var gram = new double[width, width];
        for (int f = 0; f < free.Length; f++)
        {
            int i = free[f];
            double[] row = rows[f] = new double[width];
            memory.Row(i, row);
            residual[f] = gradient[i] + (theta * (cauchy.Point[i] - x[i])) - LimitedMemory.Dot(row, scaled);
            for (int a = 0; a < width; a++)
            {
                v[a] += row[a] * residual[f];
                for (int b = 0; b < width; b++)
                {
                    gram[a, b] += row[a] * row[b] / theta;
                }
            }
        }

        memory.Middle(v);
        var column = new double[width];
        var system = new double[width, width];
        for (int b = 0; b < width; b++)
        {
            for (int a = 0; a < width; a++)
            {
                column[a] = gram[a, b];
            }

            memory.Middle(column);
            for (int a = 0; a < width; a++)
            {
                system[a, b] = (a == b ? 1 : 0) - column[a];
            }
        }

        if (SmallLu.TryFactor(system) is not { } lu)
        {
            return null;
        }

        lu.Solve(v);
        for (int f = 0; f < free.Length; f++)
        {
            residual[f] = -(residual[f] / theta) - (LimitedMemory.Dot(rows[f], v) / (theta * theta));
        }

        return residual;
    }
}
