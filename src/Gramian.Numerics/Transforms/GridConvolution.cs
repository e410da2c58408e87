using System.Buffers;

namespace Gramian.Numerics.Transforms;

/// <summary>
/// Represents the sums y_i = Σ_j t_(i−j) x_j over a regular grid of any dimension: a product with a Toeplitz matrix of
/// as many levels.
/// </summary>
/// <remarks>
/// The matrix is embedded in a circulant one and multiplied by Fourier transforms: O(N log N) time and 2^d N numbers
/// for N grid points in d dimensions, with rounding errors of about 1e−16 Σ|t| max|x|. Results are bit-identical for
/// any number of threads. Immutable; safe to share between threads.
/// </remarks>
[Paper("chan2007introduction", Where = "sec. 1.4")]
public sealed class GridConvolution
{
    private readonly int[] shape;
    private readonly int[] padded;
    private readonly FftGrid<double> grid;
    private readonly double[] spectrumRe;
    private readonly double[] spectrumIm;

    /// <summary>Transforms the weights of the differences.</summary>
    /// <param name="shape">The number of points along each dimension, slowest first, each at least 1.</param>
    /// <param name="re">The real parts of t by rows, [2 n₁ − 1, 2 n₂ − 1, …], the difference 1 − n first.</param>
    /// <param name="im">The imaginary parts, or empty for real weights.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There is no dimension, or a length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of points is less than 1.</exception>
    /// <exception cref="OverflowException">The padded grid would have more than 2³¹ − 1 elements.</exception>
    public GridConvolution(
        ReadOnlySpan<int> shape, ReadOnlySpan<double> re, ReadOnlySpan<double> im, ComputeOptions? options = null)
    {
        this.shape = shape.ToArray();
        int[] differences = [.. this.shape.Select(count => checked((2 * Guard.AtLeast(count, 1, nameof(shape))) - 1))];
        padded = [.. differences.Select(count => FftEngine<double>.SmoothAtLeast(count))];
        grid = new FftGrid<double>(padded);
        Count = this.shape.Aggregate(1, (product, count) => product * count);
        long all = differences.Aggregate(1L, (product, count) => product * count);
        Guard.Length(re.Length, all, nameof(re));
        if (!im.IsEmpty)
        {
            Guard.Length(im.Length, all, nameof(im));
        }

        spectrumRe = new double[grid.Count];
        spectrumIm = new double[grid.Count];
        Wrap(differences, re, spectrumRe);
        Wrap(differences, im, spectrumIm);
        grid.Forward(spectrumRe, spectrumIm, options);
    }

    /// <summary>The number of points of the grid, N.</summary>
    public int Count { get; }

    /// <summary>The number of points along each dimension, slowest first.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Replaces x by y; with real weights the two parts are two vectors.</summary>
    /// <param name="re">The real parts of x by rows, [N], replaced.</param>
    /// <param name="im">The imaginary parts, [N], replaced; apart from the real parts.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(Span<double> re, Span<double> im, ComputeOptions? options = null)
    {
        Guard.Length(re.Length, Count, nameof(re));
        Guard.Length(im.Length, Count, nameof(im));
        double[] rented = ArrayPool<double>.Shared.Rent(checked(2 * grid.Count));
        try
        {
            Span<double> wideRe = rented.AsSpan(0, grid.Count), wideIm = rented.AsSpan(grid.Count, grid.Count);
            Pad(re, wideRe);
            Pad(im, wideIm);
            grid.Forward(wideRe, wideIm, options);
            for (int k = 0; k < wideRe.Length; k++)
            {
                (double a, double b) = (wideRe[k], wideIm[k]);
                wideRe[k] = (a * spectrumRe[k]) - (b * spectrumIm[k]);
                wideIm[k] = (a * spectrumIm[k]) + (b * spectrumRe[k]);
            }

            grid.Inverse(wideRe, wideIm, options);
            Crop(wideRe, re);
            Crop(wideIm, im);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    // The difference l of a dimension goes to the place l mod its padded length.
    private void Wrap(int[] differences, ReadOnlySpan<double> source, Span<double> destination)
    {
        int length = differences[^1], count = shape[^1];
        for (int row = 0; row * length < source.Length; row++)
        {
            int place = 0, rest = row, stride = 1;
            for (int axis = shape.Length - 2; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, differences[axis]);
                int difference = index - (shape[axis] - 1);
                place += (difference < 0 ? difference + padded[axis] : difference) * stride;
                stride *= padded[axis];
            }

            ReadOnlySpan<double> from = source.Slice(row * length, length);
            Span<double> to = destination.Slice(place * padded[^1], padded[^1]);
            from[(count - 1)..].CopyTo(to);
            from[..(count - 1)].CopyTo(to[(padded[^1] - (count - 1))..]);
        }
    }

    private void Pad(ReadOnlySpan<double> source, Span<double> wide)
    {
        wide.Clear();
        int length = shape[^1];
        for (int row = 0; row * length < Count; row++)
        {
            source.Slice(row * length, length).CopyTo(wide[(RowOf(row) * padded[^1])..]);
        }
    }

    private void Crop(ReadOnlySpan<double> wide, Span<double> destination)
    {
        int length = shape[^1];
        for (int row = 0; row * length < Count; row++)
        {
            wide.Slice(RowOf(row) * padded[^1], length).CopyTo(destination[(row * length)..]);
        }
    }

    // The row of the padded grid that holds a row of the grid.
    private int RowOf(int row)
    {
        int place = 0, stride = 1;
        for (int axis = shape.Length - 2; axis >= 0; axis--)
        {
            (row, int index) = Math.DivRem(row, shape[axis]);
            place += index * stride;
            stride *= padded[axis];
        }

        return place;
    }
}
