using System.Numerics;

namespace Gramian.Cli.Bench;

/// <summary>Sums products in twice the working precision: the independent reference of the dense workload.</summary>
/// <remarks>Each product and each sum keeps its rounding error (FMA and Knuth's two-sum), so that n products of doubles
/// come out as if computed with about 106 bits and rounded once.</remarks>
internal struct ExactDot
{
    private double high;
    private double low;

    /// <summary>The sum of the absolute products: what errors are measured against.</summary>
    public double Magnitude { get; private set; }

    /// <summary>The sum so far, rounded once.</summary>
    public readonly double Sum => high + low;

    /// <summary>Adds a product.</summary>
    public void Add(double x, double y)
    {
        double product = x * y;
        low += Math.FusedMultiplyAdd(x, y, -product);
        double sum = high + product;
        double part = sum - high;
        low += (high - (sum - part)) + (product - part);
        high = sum;
        Magnitude += Math.Abs(product);
    }

    /// <summary>The error of a computed value, over the sum of the absolute products.</summary>
    public readonly double ErrorOf<T>(T computed)
        where T : INumberBase<T> =>
        Math.Abs(double.CreateChecked(computed) - Sum) / Math.Max(Magnitude, double.Epsilon);
}
