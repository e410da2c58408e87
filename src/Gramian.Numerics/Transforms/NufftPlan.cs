using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>
/// Represents the Fourier transform between points anywhere and a box of integer frequencies, in one, two or three
/// dimensions, to a requested tolerance.
/// </summary>
/// <remarks>
/// With n points x_j and frequencies k in the box −⌊m/2⌋ ≤ k &lt; ⌈m/2⌉ along each dimension, type 1 is
/// f_k = Σ_j c_j e^(−i k·x_j), and type 2 is its adjoint, y_j = Σ_k f_k e^(+i k·x_j); with
/// <see cref="FourierSign.Positive"/> the two signs are exchanged. Points have the period 2π along each dimension;
/// those outside [−π, π) are folded, and lose as many digits as they are periods away. Points are sorted once, here;
/// each transform then costs O(n log^d(1/ε) + M log M) for M frequencies. Strengths are spread over a grid twice as
/// fine by a Kaiser–Bessel bump, transformed, and divided by the transform of the bump. The relative error of a
/// transform, in the Euclidean norm, is about the tolerance; beside it, rounding brings about 10⁻¹⁶ times the largest
/// frequency. Results are bit-identical for any number of threads. Immutable; safe to share between threads.
/// </remarks>
[Paper("dutt1993fast")]
[Paper("barnett2019parallel")]
public sealed unsafe class NufftPlan
{
    /// <summary>The least tolerance that can be asked for.</summary>
    public const double LeastTolerance = 1e-13;

    /// <summary>The largest tolerance that can be asked for.</summary>
    public const double LargestTolerance = 0.1;

    private readonly NufftShape shape;
    private readonly NufftPoints points;
    private readonly int[] modes;

    /// <param name="modes">The number of frequencies along each dimension: one, two or three numbers from 1 on.</param>
    /// <param name="points">The points, [n, dimensions]; copied. The first column goes with the first number.</param>
    /// <param name="tolerance">ε, the wanted relative error, from 10⁻¹³ to 0.1.</param>
    /// <param name="sign">The sign of the exponent of type 1; type 2 has the other.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are no or too many dimensions, or a point is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of frequencies or the tolerance is out of
    /// range.</exception>
    /// <exception cref="OverflowException">The fine grid would have more than 2³¹ − 1 elements.</exception>
    public NufftPlan(
        ReadOnlySpan<int> modes, MatrixView<double> points, double tolerance = 1e-6,
        FourierSign sign = FourierSign.Negative, ComputeOptions? options = null)
    {
        if (modes.Length is < 1 or > 3)
        {
            throw new ArgumentException(
                $"'modes' must have one, two or three dimensions, but it had {modes.Length}.", nameof(modes));
        }

        foreach (int length in modes)
        {
            Guard.AtLeast(length, 1, nameof(modes));
        }

        if (points.Columns != modes.Length)
        {
            throw new ArgumentException(
                $"'points' must have a column for each of the {modes.Length} dimensions, but it had {points.Columns}.",
                nameof(points));
        }

        Guard.AllFinite(points, nameof(points));
        Tolerance = Guard.InRange(tolerance, LeastTolerance, LargestTolerance);
        Sign = sign;
        this.modes = modes.ToArray();
        shape = new NufftShape(modes, SpreadBump.For(tolerance));
        this.points = new NufftPoints(points, shape, options ?? ComputeOptions.Default);
    }

    /// <summary>The number of points, n.</summary>
    public int Points => points.Count;

    /// <summary>The number of frequencies along each dimension.</summary>
    public ReadOnlySpan<int> Modes => modes;

    /// <summary>The number of coefficients: the product of the numbers of frequencies.</summary>
    public int Coefficients => shape.ModeRows * shape.Modes[2];

    /// <summary>ε, the wanted relative error.</summary>
    public double Tolerance { get; }

    /// <summary>The sign of the exponent of type 1; type 2 has the other.</summary>
    public FourierSign Sign { get; }

    // The real and the imaginary parts of the fine grid start in different cache sets.
    private nint Half => (nint)shape.Grid.Count + (5 * SpreadBump.Alignment);

    /// <summary>Makes the plan of points on a line.</summary>
    /// <param name="modes">The number of frequencies, at least 1.</param>
    /// <param name="points">The points, [n]; copied.</param>
    /// <param name="tolerance">ε, the wanted relative error, from 10⁻¹³ to 0.1.</param>
    /// <param name="sign">The sign of the exponent of type 1; type 2 has the other.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A point is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static NufftPlan OnLine(
        int modes, ReadOnlySpan<double> points, double tolerance = 1e-6, FourierSign sign = FourierSign.Negative,
        ComputeOptions? options = null)
    {
        using Matrix<double> column = Matrix<double>.Uninitialized(points.Length, 1);
        for (int i = 0; i < points.Length; i++)
        {
            column[i, 0] = points[i];
        }

        return new NufftPlan([modes], column, tolerance, sign, options);
    }

    /// <summary>Sums strengths at the points into coefficients: f_k = Σ_j c_j e^(−i k·x_j).</summary>
    /// <param name="strengthsRe">The real parts of b vectors of strengths, [b · n].</param>
    /// <param name="strengthsIm">The imaginary parts, [b · n], or empty for real strengths, which cost less.</param>
    /// <param name="re">Receives the real parts of b boxes of coefficients, [b · m₁ m₂ …] by rows, the least
    /// frequencies first.</param>
    /// <param name="im">Receives the imaginary parts; apart from the real parts.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or a strength is not
    /// finite.</exception>
    public void Type1(
        ReadOnlySpan<double> strengthsRe, ReadOnlySpan<double> strengthsIm, Span<double> re, Span<double> im,
        ComputeOptions? options = null)
    {
        int count = Vectors(strengthsRe.Length, re.Length, nameof(strengthsRe), nameof(re));
        OptionalLength(strengthsIm.Length, strengthsRe.Length, nameof(strengthsIm));
        Guard.Length(im.Length, re.Length, nameof(im));
        Apart(re.Overlaps(im), nameof(im));
        Apart(strengthsRe.Overlaps(re) || strengthsRe.Overlaps(im), nameof(strengthsRe));
        Apart(strengthsIm.Overlaps(re) || strengthsIm.Overlaps(im), nameof(strengthsIm));
        Guard.AllFinite(strengthsRe, nameof(strengthsRe));
        Guard.AllFinite(strengthsIm, nameof(strengthsIm));
        fixed (double* pointRe = strengthsRe, pointIm = strengthsIm, modeRe = re, modeIm = im)
        {
            for (nint i = 0; i < count; i++)
            {
                double* imaginary = strengthsIm.IsEmpty ? null : pointIm + (i * Points);
                Analyse(pointRe + (i * Points), imaginary, modeRe + (i * Coefficients), modeIm + (i * Coefficients),
                    options ?? ComputeOptions.Default);
            }
        }
    }

    /// <summary>Sums coefficients at the points: y_j = Σ_k f_k e^(+i k·x_j), the adjoint of type 1.</summary>
    /// <param name="re">The real parts of b boxes of coefficients, [b · m₁ m₂ …] by rows, the least frequencies
    /// first.</param>
    /// <param name="im">The imaginary parts, [b · m₁ m₂ …].</param>
    /// <param name="valuesRe">Receives the real parts of b vectors of values, [b · n].</param>
    /// <param name="valuesIm">Receives the imaginary parts; or empty where they are not wanted, which costs
    /// less.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or a coefficient is not
    /// finite.</exception>
    public void Type2(
        ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> valuesRe, Span<double> valuesIm,
        ComputeOptions? options = null)
    {
        int count = Vectors(valuesRe.Length, re.Length, nameof(valuesRe), nameof(re));
        OptionalLength(valuesIm.Length, valuesRe.Length, nameof(valuesIm));
        Guard.Length(im.Length, re.Length, nameof(im));
        Apart(valuesRe.Overlaps(valuesIm), nameof(valuesIm));
        Apart(valuesRe.Overlaps(re) || valuesRe.Overlaps(im), nameof(valuesRe));
        Apart(valuesIm.Overlaps(re) || valuesIm.Overlaps(im), nameof(valuesIm));
        Guard.AllFinite(re, nameof(re));
        Guard.AllFinite(im, nameof(im));
        fixed (double* pointRe = valuesRe, pointIm = valuesIm, modeRe = re, modeIm = im)
        {
            for (nint i = 0; i < count; i++)
            {
                double* imaginary = valuesIm.IsEmpty ? null : pointIm + (i * Points);
                Synthesise(modeRe + (i * Coefficients), modeIm + (i * Coefficients), pointRe + (i * Points), imaginary,
                    options ?? ComputeOptions.Default);
            }
        }
    }

    private void Analyse(double* pointRe, double* pointIm, double* modeRe, double* modeIm, ComputeOptions options)
    {
        int count = shape.Grid.Count;
        using WorkBuffer work = Workspace.Rent<double>(2 * Half);
        double* re = work.Pointer<double>(), im = re + Half;
        var rows = new NufftRows { Shape = shape, FineRe = re, FineIm = im, ModeRe = modeRe, ModeIm = modeIm };
        rows.Clear(options);
        var loops = new NufftLoops
        {
            Points = points, Shape = shape, Re = re, Im = pointIm == null ? null : im, PointRe = pointRe,
            PointIm = pointIm, Spreads = true,
        };
        for (int colour = 0; colour < 3; colour++)
        {
            (loops.FirstSlab, int slabs) = points.SlabsOf(colour);
            WorkerTeam.Run(ref loops, slabs, options);
        }

        Transform(new(re, count), new(im, count), Sign, options);
        rows.Crop(options);
    }

    private void Synthesise(double* modeRe, double* modeIm, double* pointRe, double* pointIm, ComputeOptions options)
    {
        int count = shape.Grid.Count;
        using WorkBuffer work = Workspace.Rent<double>(2 * Half);
        double* re = work.Pointer<double>(), im = re + Half;
        var rows = new NufftRows { Shape = shape, FineRe = re, FineIm = im, ModeRe = modeRe, ModeIm = modeIm };
        rows.Embed(options);
        FourierSign opposite = Sign == FourierSign.Negative ? FourierSign.Positive : FourierSign.Negative;
        Transform(new(re, count), new(im, count), opposite, options);
        var loops = new NufftLoops
        {
            Points = points, Shape = shape, Re = re, Im = pointIm == null ? null : im, PointRe = pointRe,
            PointIm = pointIm,
        };
        WorkerTeam.Run(ref loops, points.Blocks, options);
    }

    // With the real and imaginary parts exchanged, the forward transform has the other sign.
    private void Transform(Span<double> re, Span<double> im, FourierSign sign, ComputeOptions options)
    {
        if (sign == FourierSign.Negative)
        {
            shape.Grid.Forward(re, im, options);
        }
        else
        {
            shape.Grid.Forward(im, re, options);
        }
    }

    private int Vectors(int pointLength, int modeLength, string pointName, string modeName)
    {
        if (modeLength % Coefficients != 0)
        {
            throw new ArgumentException(
                $"The length of '{modeName}' must be a multiple of {Coefficients}, but it was {modeLength}.", modeName);
        }

        int count = modeLength / Coefficients;
        Guard.Length(pointLength, (long)count * Points, pointName);
        return count;
    }

    private static void OptionalLength(int length, int expected, string name)
    {
        if (length != 0)
        {
            Guard.Length(length, expected, name);
        }
    }

    private static void Apart(bool overlap, string name)
    {
        if (overlap)
        {
            throw new ArgumentException($"The span '{name}' must share no memory with the other spans.", name);
        }
    }
}
