using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Densities;

/// <summary>Represents how far a density estimate spreads each point: H = L Lᵀ, a covariance. Immutable.</summary>
/// <remarks>A point x counts at a query q by the profile of ‖L⁻¹(q − x)‖. Lengths have the unit of the data.</remarks>
public sealed class Bandwidth
{
    private const int RowsAtOnce = 1024;
    private readonly Matrix<double>? factor;
    private readonly double[] lengths;

    private Bandwidth(BandwidthShape shape, double[] lengths, Matrix<double>? factor)
    {
        (Shape, this.lengths, this.factor) = (shape, lengths, factor);
        LogVolume = factor is null ? lengths.Sum(Math.Log) : 0.5 * CholeskyFactor.LogDeterminant<double>(factor);
    }

    /// <summary>How many numbers it has.</summary>
    public BandwidthShape Shape { get; }

    /// <summary>d, the number of axes.</summary>
    public int Dimension => lengths.Length;

    /// <summary>The standard deviation along each axis, √Hⱼⱼ, [d].</summary>
    public ReadOnlySpan<double> Lengths => lengths;

    /// <summary>ln det L, by which the density of scaled points exceeds that of the points.</summary>
    public double LogVolume { get; }

    /// <summary>The geometric mean of the lengths of the principal axes, det(H)^(1/2d).</summary>
    public double Mean => Math.Exp(LogVolume / Dimension);

    /// <summary>One number for all axes.</summary>
    /// <param name="length">h, positive, finite.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Bandwidth OfScalar(double length, int dimension)
    {
        var lengths = new double[Guard.AtLeast(dimension, 1)];
        Array.Fill(lengths, Guard.Positive(length));
        return new Bandwidth(BandwidthShape.Scalar, lengths, null);
    }

    /// <summary>One number for each axis.</summary>
    /// <param name="lengths">h, [d], each positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive and finite.</exception>
    /// <exception cref="ArgumentException">There is no length.</exception>
    public static Bandwidth OfAxes(params ReadOnlySpan<double> lengths)
    {
        if (lengths.IsEmpty)
        {
            throw new ArgumentException("'lengths' must hold at least one length, but it was empty.", nameof(lengths));
        }

        foreach (double length in lengths)
        {
            Guard.Positive(length, nameof(lengths));
        }

        return new Bandwidth(BandwidthShape.PerAxis, lengths.ToArray(), null);
    }

    /// <summary>A full matrix.</summary>
    /// <param name="covariance">H, [d, d], symmetric positive definite; its lower triangle is read.</param>
    /// <exception cref="ArgumentException">H is not square, not finite, or not positive definite.</exception>
    public static Bandwidth OfMatrix(MatrixView<double> covariance)
    {
        if (covariance.Rows != covariance.Columns || covariance.Rows == 0)
        {
            throw new ArgumentException(
                $"'covariance' must be square, but it was {covariance.Rows} x {covariance.Columns}.",
                nameof(covariance));
        }

        Guard.AllFinite(covariance, nameof(covariance));
        Matrix<double> factor = covariance.ToMatrix();
        if (!CholeskyFactor.TryFactor<double>(factor, out int pivot))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'covariance' must be positive definite, but its pivot {pivot} is not positive."), nameof(covariance));
        }

        var lengths = new double[covariance.Rows];
        for (int j = 0; j < lengths.Length; j++)
        {
            lengths[j] = Math.Sqrt(covariance[j, j]);
        }

        return new Bandwidth(BandwidthShape.Full, lengths, factor);
    }

    /// <summary>L⁻¹ x of every point: points whose distances count in bandwidths.</summary>
    /// <param name="points">The points, of d coordinates.</param>
    /// <exception cref="ArgumentException">The points have another number of coordinates.</exception>
    public Points Scale(Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return Scale(points, new double[points.Dimension], null);
    }

    /// <summary>L⁻¹ (x − origin) of every point: differences keep their digits when all are far from zero.</summary>
    internal Points Scale(Points points, double[] origin, ComputeOptions? options)
    {
        Guard.Length(points.Dimension, Dimension, nameof(points));
        var scaled = Matrix<double>.Uninitialized(points.Count, Dimension);
        WorkerTeam.Run((points.Count + RowsAtOnce - 1) / RowsAtOnce, block =>
        {
            int end = Math.Min(points.Count, (block + 1) * RowsAtOnce);
            for (int i = block * RowsAtOnce; i < end; i++)
            {
                ReadOnlySpan<double> point = points.Values.Row(i);
                Span<double> row = scaled.Row(i);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = factor is null ? (point[j] - origin[j]) / lengths[j] : point[j] - origin[j];
                }

                if (factor is not null)
                {
                    CholeskyFactor.SolveLower<double>(factor, row);
                }
            }
        }, options);
        return new Points(scaled);
    }

    /// <summary>The bandwidth whose lengths are a multiple of these.</summary>
    /// <param name="scale">The multiple, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The multiple is not positive and finite.</exception>
    public Bandwidth Times(double scale)
    {
        Guard.Positive(scale);
        double[] scaled = Array.ConvertAll(lengths, length => scale * length);
        if (factor is null)
        {
            return new Bandwidth(Shape, scaled, null);
        }

        Matrix<double> larger = factor.View.ToMatrix();
        for (int i = 0; i < Dimension; i++)
        {
            VectorOps.Scale(scale, larger.Row(i)[..(i + 1)]);
        }

        return new Bandwidth(Shape, scaled, larger);
    }

    /// <summary>L x, in place: the inverse of <see cref="Scale(Points)"/>.</summary>
    internal void Unscale(Span<double> point)
    {
        for (int i = point.Length - 1; i >= 0; i--)
        {
            point[i] = factor is null
                ? point[i] * lengths[i]
                : VectorOps.Dot<double>(factor.Row(i)[..(i + 1)], point[..(i + 1)]);
        }
    }

    /// <summary>The bandwidth of some axes of another: the part of H that they share.</summary>
    internal static Bandwidth OfAxes(ReadOnlySpan<int> axes, Bandwidth whole)
    {
        int d = axes.Length;
        if (whole.Shape == BandwidthShape.Scalar)
        {
            return OfScalar(whole.lengths[0], d);
        }

        if (whole.factor is not { } factor)
        {
            var picked = new double[d];
            for (int i = 0; i < d; i++)
            {
                picked[i] = whole.lengths[axes[i]];
            }

            return OfAxes(picked);
        }

        var part = new Matrix<double>(d, d);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                int shared = Math.Min(axes[i], axes[j]) + 1;
                part[i, j] = VectorOps.Dot<double>(
                    factor.Row(axes[i])[..shared], factor.Row(axes[j])[..shared]);
            }
        }

        return OfMatrix(part);
    }

    /// <inheritdoc/>
    public override string ToString() => Shape switch
    {
        BandwidthShape.Scalar => lengths[0].ToString("G6", CultureInfo.InvariantCulture),
        BandwidthShape.PerAxis => $"[{Text()}]",
        _ => $"full, axes [{Text()}]",
    };

    private string Text() =>
        string.Join(", ", lengths.Select(length => length.ToString("G6", CultureInfo.InvariantCulture)));
}
