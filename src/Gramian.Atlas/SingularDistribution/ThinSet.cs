using Gramian.Kernels;
using Gramian.Models.LatentMaps;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.SingularDistribution;

/// <summary>A law on a set of one or two dimensions in a larger space, without noise, and the map that estimates it.
/// </summary>
internal sealed record ThinSet(string Name, GenerativeTopographicMap Map, Func<int, RandomStream, Points> Draw)
{
    private const int Ambient = 10;

    // The source's hidden coordinate is continuous. The nodes are those of a quadrature for it: so many that their
    // distance over √12, 0.007 along the arc, is below every perturbation, and the likelihood decides how small the
    // noise becomes.
    private static readonly GenerativeTopographicMap Curve = new() { Nodes = 200, IterationLimit = 1000 };

    private static readonly GenerativeTopographicMap Sheet =
        new() { LatentDimension = 2, Nodes = 20, Bumps = 6, IterationLimit = 1000 };

    public static IReadOnlyList<ThinSet> All { get; } =
    [
        new("arc in the plane", Curve, Arc),
        new("arc in the plane, random start", Curve with { Start = MapStart.Random }, Arc),
        new("arc in ten dimensions", Curve, ArcInMany),
        new("rolled sheet in space", Sheet, Roll),
    ];

    // Three quarters of a circle of radius 1.
    private static Points Arc(int rows, RandomStream random)
    {
        var values = new Matrix<double>(rows, 2);
        for (int i = 0; i < rows; i++)
        {
            double angle = 1.5 * Math.PI * random.NextDouble();
            (values[i, 0], values[i, 1]) = (Math.Cos(angle), Math.Sin(angle));
        }

        return new Points(values);
    }

    // The same arc in a plane that is the same for every seed.
    private static Points ArcInMany(int rows, RandomStream random)
    {
        Points plane = Arc(rows, random);
        var fixedStream = new RandomStream(0, 77);
        double[] first = new double[Ambient];
        double[] second = new double[Ambient];
        fixedStream.FillNormal(first);
        fixedStream.FillNormal(second);
        Scale(first, 1 / Math.Sqrt(first.Sum(value => value * value)));
        double along = first.Zip(second).Sum(pair => pair.First * pair.Second);
        for (int c = 0; c < Ambient; c++)
        {
            second[c] -= along * first[c];
        }

        Scale(second, 1 / Math.Sqrt(second.Sum(value => value * value)));
        var values = new Matrix<double>(rows, Ambient);
        for (int i = 0; i < rows; i++)
        {
            for (int c = 0; c < Ambient; c++)
            {
                values[i, c] = (plane.Values[i, 0] * first[c]) + (plane.Values[i, 1] * second[c]);
            }
        }

        return new Points(values);
    }

    // A sheet rolled up once and a half, of height 1 and outer radius 1.
    private static Points Roll(int rows, RandomStream random)
    {
        var values = new Matrix<double>(rows, 3);
        for (int i = 0; i < rows; i++)
        {
            double turn = 1.5 * Math.PI * (1 + (2 * random.NextDouble()));
            double radius = turn / (4.5 * Math.PI);
            (values[i, 0], values[i, 1]) = (radius * Math.Cos(turn), radius * Math.Sin(turn));
            values[i, 2] = random.NextDouble();
        }

        return new Points(values);
    }

    private static void Scale(double[] vector, double factor)
    {
        foreach (ref double value in vector.AsSpan())
        {
            value *= factor;
        }
    }
}
