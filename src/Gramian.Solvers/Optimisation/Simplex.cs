namespace Gramian.Solvers.Optimisation;

/// <summary>The n + 1 points of the method of Nelder and Mead, with coefficients 1, 2, ½, ½.</summary>
internal sealed class Simplex
{
    private readonly double[][] points;
    private readonly double[] values;

    public Simplex(ReadOnlySpan<double> start, double step, Func<double[], double> function)
    {
        int n = start.Length;
        points = new double[n + 1][];
        values = new double[n + 1];
        for (int k = 0; k <= n; k++)
        {
            points[k] = start.ToArray();
            if (k > 0)
            {
                points[k][k - 1] += step * Math.Max(1, Math.Abs(start[k - 1]));
            }

            values[k] = function(points[k]);
        }

        StartValue = values[0];
    }

    public double StartValue { get; }

    public double[] Best => points[Array.IndexOf(values, values.Min())];

    public double BestValue => values.Min();

    public void Sort() => Array.Sort(values, points);

    public bool IsSmall(double valueTolerance, double pointTolerance)
    {
        int n = points.Length - 1;
        if (!(values[n] - values[0] <= valueTolerance * Math.Max(1, Math.Abs(values[0]))))
        {
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            double scale = pointTolerance * Math.Max(1, Math.Abs(points[0][i]));
            if (points.Any(point => Math.Abs(point[i] - points[0][i]) > scale))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Replaces the worst point, or shrinks; the points must be sorted.</summary>
    public void Step(Func<double[], double> function)
    {
        int n = points.Length - 1;
        double[] reflected = OnLine(1);
        double value = function(reflected);
        if (value < values[0])
        {
            double[] expanded = OnLine(2);
            double further = function(expanded);
            Replace(further < value ? expanded : reflected, Math.Min(further, value));
            return;
        }

        if (value < values[n - 1])
        {
            Replace(reflected, value);
            return;
        }

        bool outside = value < values[n];
        double[] contracted = OnLine(outside ? 0.5 : -0.5);
        double inner = function(contracted);
        if (inner <= Math.Min(value, values[n]))
        {
            Replace(contracted, inner);
            return;
        }

        for (int k = 1; k <= n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                points[k][i] = points[0][i] + (0.5 * (points[k][i] - points[0][i]));
            }

            values[k] = function(points[k]);
        }
    }

    // centroid + t (centroid − worst), the centroid being that of all points but the worst.
    private double[] OnLine(double t)
    {
        int n = points.Length - 1;
        var point = new double[n];
        for (int i = 0; i < n; i++)
        {
            double centroid = 0;
            for (int k = 0; k < n; k++)
            {
                centroid += points[k][i] / n;
            }

            point[i] = centroid + (t * (centroid - points[n][i]));
        }

        return point;
    }

    private void Replace(double[] point, double value) => (points[^1], values[^1]) = (point, value);
}
