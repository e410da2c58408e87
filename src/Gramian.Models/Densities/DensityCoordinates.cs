using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>The supports of all axes: values to the coordinates in which bandwidths are measured, and back.</summary>
internal sealed class DensityCoordinates
{
    private readonly AxisSupport[] supports;

    public DensityCoordinates(IReadOnlyList<AxisSupport>? supports, int dimension)
    {
        if (supports is not null)
        {
            Guard.Length(supports.Count, dimension, "Supports");
        }

        this.supports = supports is null ? [.. Enumerable.Repeat(AxisSupport.Everywhere, dimension)] : [.. supports];
        IsPlain = this.supports.All(support => support == AxisSupport.Everywhere);
        IsTransformed = this.supports.Any(support => support.IsTransformed);
    }

    public IReadOnlyList<AxisSupport> Supports => supports;

    /// <summary>Whether every axis is the whole line.</summary>
    public bool IsPlain { get; }

    /// <summary>Whether some axis has other coordinates than values.</summary>
    public bool IsTransformed { get; }

    /// <summary>The coordinates of points, all of which must be inside.</summary>
    public Points ToInner(Points points, string name)
    {
        for (int i = 0; i < points.Count && !IsPlain; i++)
        {
            ReadOnlySpan<double> row = points.Values.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                if (!supports[j].Contains(row[j]))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"'{name}' must lie in the support, but row {i}, column {j} is {row[j]} and its support is "
                        + $"{supports[j]}."), name);
                }
            }
        }

        return Map(points, (support, value) => support.ToInner(value));
    }

    /// <summary>The coordinates of queries, with Σ ln |slope| of each; −∞ outside, where coordinates mean nothing.
    /// </summary>
    public (Points Inner, double[] LogSlopes) ToInner(Points queries)
    {
        var slopes = new double[queries.Count];
        for (int i = 0; i < slopes.Length && !IsPlain; i++)
        {
            ReadOnlySpan<double> row = queries.Values.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                slopes[i] += supports[j].Contains(row[j]) ? supports[j].LogSlope(row[j]) : double.NegativeInfinity;
            }
        }

        return (Map(queries, (support, value) => support.Contains(value) ? support.ToInner(value) : 0), slopes);
    }

    /// <summary>The value of each coordinate, folded into the support, in place.</summary>
    public void ToOuter(Span<double> point)
    {
        for (int j = 0; j < point.Length; j++)
        {
            point[j] = supports[j].ToOuter(point[j]);
        }
    }

    /// <summary>All places that fold to the queries, the queries themselves first.</summary>
    public IEnumerable<Points> Images(Points inner, double[] lengths, Func<double, double> reach)
    {
        IReadOnlyList<(double Sign, double Shift)>[] images = AxisImages(lengths, reach);
        int count = images.Aggregate(1, (product, some) => product * some.Count);
        for (int place = 0; place < count; place++)
        {
            if (place == 0)
            {
                yield return inner;
                continue;
            }

            var moved = new Matrix<double>(inner.Count, inner.Dimension);
            int rest = place;
            for (int j = 0; j < images.Length; j++)
            {
                (double sign, double shift) = images[j][rest % images[j].Count];
                rest /= images[j].Count;
                for (int i = 0; i < inner.Count; i++)
                {
                    moved[i, j] = (sign * inner.Values[i, j]) + shift;
                }
            }

            yield return new Points(moved);
        }
    }

    /// <summary>Refuses reflections that are too many to be summed.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public void CheckImages(double[] lengths, Func<double, double> reach)
    {
        if (!IsPlain)
        {
            AxisImages(lengths, reach);
        }
    }

    /// <summary>The supports of some axes.</summary>
    public DensityCoordinates Select(ReadOnlySpan<int> axes)
    {
        var some = new AxisSupport[axes.Length];
        for (int j = 0; j < some.Length; j++)
        {
            some[j] = supports[axes[j]];
        }

        return new DensityCoordinates(some, some.Length);
    }

    private IReadOnlyList<(double Sign, double Shift)>[] AxisImages(double[] lengths, Func<double, double> reach)
    {
        IReadOnlyList<(double Sign, double Shift)>[] images =
            [.. supports.Select((support, j) => support.Images(lengths[j], reach))];
        long count = images.Aggregate(1L, (product, some) => Math.Min(product * some.Count, int.MaxValue));
        if (count > AxisSupport.MostImages)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Reflection on {supports.Count(support => support.IsReflected)} axes repeats every point {count} "
                + $"times, and at most {AxisSupport.MostImages} are summed: use the logarithm or the logit on some."));
        }

        return images;
    }

    private Points Map(Points points, Func<AxisSupport, double, double> map)
    {
        if (!IsTransformed)
        {
            return points;
        }

        Matrix<double> inner = points.Values.ToMatrix();
        for (int i = 0; i < inner.Rows; i++)
        {
            Span<double> row = inner.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = map(supports[j], row[j]);
            }
        }

        return new Points(inner);
    }
}
