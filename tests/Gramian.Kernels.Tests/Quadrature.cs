namespace Gramian.Kernels.Tests;

// Gauss-Legendre quadrature on pieces, which shares nothing with what it checks.
internal static class Quadrature
{
    private const int Order = 12;
    private static readonly (double[] Nodes, double[] Weights) Rule = Make();

    /// <summary>
    /// Nodes and weights for [0, length]; pieces shrink towards 0, where an integrand may have a kink.
    /// </summary>
    public static (double[] Nodes, double[] Weights) Graded(double length, double piece)
    {
        var breaks = new List<double> { 0 };
        for (double end = piece * 1e-8; end < piece; end *= 10)
        {
            breaks.Add(end);
        }

        for (double end = piece; end < length; end += piece)
        {
            breaks.Add(end);
        }

        breaks.Add(length);
        var nodes = new List<double>();
        var weights = new List<double>();
        for (int i = 1; i < breaks.Count; i++)
        {
            double half = 0.5 * (breaks[i] - breaks[i - 1]);
            for (int k = 0; k < Order; k++)
            {
                nodes.Add(breaks[i - 1] + (half * (1 + Rule.Nodes[k])));
                weights.Add(half * Rule.Weights[k]);
            }
        }

        return ([.. nodes], [.. weights]);
    }

    /// <summary>The integral over the whole line.</summary>
    public static double OverTheLine(Func<double, double> integrand, double length, double piece)
    {
        (double[] nodes, double[] weights) = Graded(length, piece);
        double sum = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            sum += weights[i] * (integrand(nodes[i]) + integrand(-nodes[i]));
        }

        return sum;
    }

    // The roots of the Legendre polynomial by Newton's method from Chebyshev's points.
    private static (double[] Nodes, double[] Weights) Make()
    {
        double[] nodes = new double[Order];
        double[] weights = new double[Order];
        for (int i = 0; i < Order; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (Order + 0.5));
            double slope = 0;
            for (int step = 0; step < 50; step++)
            {
                (double before, double value) = (1, x);
                for (int k = 2; k <= Order; k++)
                {
                    (before, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * before)) / k);
                }

                slope = Order * ((x * value) - before) / ((x * x) - 1);
                x -= value / slope;
            }

            nodes[i] = x;
            weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }

        return (nodes, weights);
    }
}
