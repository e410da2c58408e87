namespace Gramian.Solvers.Optimisation;

/// <summary>
/// Minimises the quadratic model over the variables that are free at the Cauchy point, then projects on the bounds
/// (or shortens the step when the projection does not descend).
/// </summary>
internal sealed class SubspaceStep(Box box, int size)
{
    private readonly int[] order = new int[size];            // the free variables, first
    private readonly double[] newton = new double[size];     // of the free variables
    private readonly double[] projected = new double[size];

    /// <summary>Replaces the Cauchy point by the better point.</summary>
    public void Improve(
        ReadOnlySpan<double> x, ReadOnlySpan<double> gradient, CauchyPoint cauchy, LimitedMemory memory)
    {
        double[] point = cauchy.Point;
        ReadOnlySpan<int> free = Free(point);
        Span<double> step = newton.AsSpan(0, free.Length);
        if (memory.Pairs == 0 || free.Length == 0 || !NewtonStep(x, gradient, cauchy, memory, free, step))
        {
            return;
        }

        point.CopyTo(projected, 0);
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

    private ReadOnlySpan<int> Free(double[] point)
    {
        int count = 0;
        for (int i = 0; i < point.Length; i++)
        {
            if (point[i] > box.Lower[i] && point[i] < box.Upper[i])
            {
                order[count++] = i;
            }
        }

        return order.AsSpan(0, count);
    }

    // −B_FF⁻¹ r by the Sherman–Morrison–Woodbury formula, with r the gradient of the model at the Cauchy point. Rows of
    // W are formed twice, because keeping them would take n · 2k numbers. False when the small system is singular.
    private static bool NewtonStep(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> gradient,
        CauchyPoint cauchy,
        LimitedMemory memory,
        ReadOnlySpan<int> free,
        Span<double> step)
    {
        int width = memory.Width;
        double theta = memory.Theta;
        var scaled = (double[])cauchy.Correction.Clone();
        memory.Middle(scaled);
        var row = new double[width];
        var v = new double[width];
        var gram = new double[width, width];
        for (int f = 0; f < free.Length; f++)
        {
            int i = free[f];
            memory.Row(i, row);
            step[f] = gradient[i] + (theta * (cauchy.Point[i] - x[i])) - LimitedMemory.Dot(row, scaled);
            for (int a = 0; a < width; a++)
            {
                v[a] += row[a] * step[f];
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
            return false;
        }

        lu.Solve(v);
        for (int f = 0; f < free.Length; f++)
        {
            memory.Row(free[f], row);
            step[f] = -(step[f] / theta) - (LimitedMemory.Dot(row, v) / (theta * theta));
        }

        return true;
    }
}
