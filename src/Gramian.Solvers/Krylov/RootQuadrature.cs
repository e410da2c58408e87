using Gramian.Numerics.Functions;

namespace Gramian.Solvers.Krylov;

/// <summary>λ^−½ ≈ Σ wⱼ / (tⱼ + λ) on an interval: a contour integral by the midpoint rule, mapped by sn.</summary>
internal sealed class RootQuadrature
{
    private const int MostNodes = 100;
    private const int Checks = 200;

    private RootQuadrature(double least, double largest, int count)
    {
        (Nodes, Weights) = (new double[count], new double[count]);
        double complement = Math.Sqrt(least / largest);
        double quarter = EllipticFunctions.CompleteIntegral(complement);
        double spacing = 2 / Math.PI * Math.Sqrt(least) * quarter / count;
        for (int j = 0; j < count; j++)
        {
            // The second half is the mirror of the first, so that cn next to its zero is never formed.
            bool mirrored = 2 * j >= count;
            double share = ((mirrored ? count - 1 - j : j) + 0.5) / count;
            (double sn, double cn, double dn) = EllipticFunctions.Jacobi(share * quarter, complement);
            double ratio = mirrored ? cn / (complement * sn) : sn / cn;
            Nodes[j] = least * ratio * ratio;
            Weights[j] = spacing * (mirrored ? dn / (complement * sn * sn) : dn / (cn * cn));
        }

        for (int i = 0; i <= Checks; i++)
        {
            double value = least * Math.Pow(largest / least, i / (double)Checks);
            Error = Math.Max(Error, Math.Abs((Evaluate(value) * Math.Sqrt(value)) - 1));
        }
    }

    /// <summary>t, ascending.</summary>
    public double[] Nodes { get; }

    /// <summary>w, positive.</summary>
    public double[] Weights { get; }

    /// <summary>The largest relative error that was found on the interval.</summary>
    public double Error { get; }

    /// <summary>
    /// The least rule whose relative error on [least, largest] is at most a tolerance, or the longest.
    /// </summary>
    public static RootQuadrature For(double least, double largest, double tolerance)
    {
        // The error falls as exp(−2π² N / (ln(largest / least) + 3)); the true one decides.
        double rate = 2 * Math.PI * Math.PI / (Math.Log(largest / least) + 3);
        int count = Math.Max(2, (int)(-Math.Log(tolerance) / rate));
        var rule = new RootQuadrature(least, largest, Math.Min(count, MostNodes));
        while (rule.Error > tolerance && count < MostNodes)
        {
            rule = new RootQuadrature(least, largest, ++count);
        }

        return rule;
    }

    private double Evaluate(double value)
    {
        double sum = 0;
        for (int j = 0; j < Nodes.Length; j++)
        {
            sum += Weights[j] / (Nodes[j] + value);
        }

        return sum;
    }
}
