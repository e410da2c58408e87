using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Structured;
using Gramian.Numerics;
using Gramian.Numerics.Transforms;

namespace Gramian.Models.FourierProcesses;

// The frequencies of a process and what they need to know of its rows. Feature j is φⱼ(x) = √wⱼ e^(i j·θ(x)) with θ the
// phases of x about the centre of the rows; ΦᴴΦ = D T D, T Toeplitz with t_l = Σₙ e^(−i l·θₙ). A vector of
// coefficients is stored as its real parts and then its imaginary parts.
internal sealed class FourierSystem
{
    private const double TransformTolerance = 1e-12;
    private readonly double[] centres;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly int[] modes;
    private readonly double[] toeplitzRe;
    private readonly double[] toeplitzIm;
    private readonly int[] offsets;     // of each frequency in the box of the differences, from its middle
    private NufftPlan? rows;

    public FourierSystem(Kernel kernel, Points inputs, double margin, double tolerance, ComputeOptions? options)
        : this(kernel, BoxOf(inputs), margin, tolerance, inputs.Count)
    {
        rows = new NufftPlan(Differences(), Phases(inputs), TransformTolerance, FourierSign.Negative, options);
        double[] ones = [.. Enumerable.Repeat(1.0, inputs.Count)];
        toeplitzRe = new double[rows.Coefficients];
        toeplitzIm = new double[rows.Coefficients];
        rows.Type1(ones, [], toeplitzRe, toeplitzIm, options);
        Toeplitz = new GridConvolution(modes, toeplitzRe, toeplitzIm, options);
    }

    /// <summary>The system of rows that are known by T alone.</summary>
    /// <exception cref="ArgumentException">T has another size than the kernel needs.</exception>
    public FourierSystem(
        Kernel kernel, double[] box, double margin, double tolerance, int rowCount, double[] re, double[] im)
        : this(kernel, box, margin, tolerance, rowCount)
    {
        int length = Differences().Aggregate(1, (product, count) => product * count);
        Guard.Length(re.Length, length, nameof(re));
        Guard.Length(im.Length, length, nameof(im));
        (toeplitzRe, toeplitzIm) = (re, im);
        Toeplitz = new GridConvolution(modes, re, im);
    }

    private FourierSystem(Kernel kernel, double[] box, double margin, double tolerance, int rowCount)
    {
        int dimension = box.Length / 2;
        centres = new double[dimension];
        lower = new double[dimension];
        upper = new double[dimension];
        double[] ranges = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            (double least, double largest) = (box[k], box[dimension + k]);
            double extent = largest - least;
            centres[k] = least + (extent / 2);
            ranges[k] = (1 + margin) * extent;
            (lower[k], upper[k]) = (least - (margin * extent), largest + (margin * extent));
        }

        Box = box;
        Variance = kernel.Evaluate(centres, centres);
        Quadrature = FourierQuadrature.For(kernel, ranges, tolerance * Variance);
        Roots = [.. Quadrature.Weights.ToArray().Select(Math.Sqrt)];
        modes = [.. Quadrature.HalfWidths.ToArray().Select(width => (2 * width) + 1)];
        int middle = Differences().Aggregate(1, (product, count) => product * count) / 2;
        offsets = [.. Enumerable.Range(0, Count).Select(j => Middle(j) - middle)];
        RowCount = rowCount;
        (toeplitzRe, toeplitzIm, Toeplitz) = ([], [], null!);    // the other constructors set them
    }

    /// <summary>The least inputs and then the largest, [2 d].</summary>
    public double[] Box { get; }

    /// <summary>T by its differences: the real parts.</summary>
    public double[] DifferencesRe => toeplitzRe;

    /// <summary>T by its differences: the imaginary parts.</summary>
    public double[] DifferencesIm => toeplitzIm;

    public FourierQuadrature Quadrature { get; }

    /// <summary>√w, [M].</summary>
    public double[] Roots { get; }

    /// <summary>T.</summary>
    public GridConvolution Toeplitz { get; }

    /// <summary>n, the diagonal of T.</summary>
    public int RowCount { get; }

    /// <summary>k(0).</summary>
    public double Variance { get; }

    public int Count => Roots.Length;

    public int Dimension => centres.Length;

    /// <summary>Φᴴ Y, [2 M, q]; the rows are forgotten after it.</summary>
    public Matrix<double> Project(MatrixView<double> targets, ComputeOptions? options)
    {
        NufftPlan plan = rows!;
        double[] re = new double[plan.Coefficients], im = new double[plan.Coefficients];
        var projected = new Matrix<double>(2 * Count, targets.Columns);
        for (int o = 0; o < targets.Columns; o++)
        {
            plan.Type1(targets.ColumnToArray(o), [], re, im, options);
            for (int j = 0; j < Count; j++)
            {
                int place = Middle(j);
                projected[j, o] = Roots[j] * re[place];
                projected[Count + j, o] = Roots[j] * im[place];
            }
        }

        rows = null;
        return projected;
    }

    /// <summary>Σⱼ βⱼ φⱼ at queries in the domain, for each column of β, [m, q].</summary>
    public Matrix<double> Evaluate(Points queries, Matrix<double> coefficients, ComputeOptions? options)
    {
        var values = new Matrix<double>(queries.Count, coefficients.Columns);
        if (queries.Count == 0)
        {
            return values;
        }

        var plan = new NufftPlan(modes, Phases(queries), TransformTolerance, FourierSign.Negative, options);
        double[] re = new double[Count], im = new double[Count], column = new double[queries.Count];
        for (int o = 0; o < coefficients.Columns; o++)
        {
            for (int j = 0; j < Count; j++)
            {
                re[j] = Roots[j] * coefficients[j, o];
                im[j] = Roots[j] * coefficients[Count + j, o];
            }

            plan.Type2(re, im, column, [], options);
            for (int i = 0; i < column.Length; i++)
            {
                values[i, o] = column[i];
            }
        }

        return values;
    }

    /// <summary>φ(x)* as a column of a matrix, [2 M, …].</summary>
    public void CopyFeatures(ReadOnlySpan<double> query, Matrix<double> destination, int column)
    {
        for (int j = 0; j < Count; j++)
        {
            (double sin, double cos) = Math.SinCos(Angle(query, j));
            destination[j, column] = Roots[j] * cos;
            destination[Count + j, column] = -Roots[j] * sin;
        }
    }

    /// <summary>The features of x without complex numbers as a column of a matrix, [M, …].</summary>
    /// <remarks>√w₀, and for each pair of opposite frequencies √(2w) cos and √(2w) sin.</remarks>
    public void CopyRealFeatures(ReadOnlySpan<double> query, Matrix<double> destination, int column)
    {
        int middle = Count / 2;
        destination[0, column] = Roots[middle];
        for (int j = 1; j <= middle; j++)
        {
            (double sin, double cos) = Math.SinCos(Angle(query, middle + j));
            destination[(2 * j) - 1, column] = Math.Sqrt(2) * Roots[middle + j] * cos;
            destination[2 * j, column] = Math.Sqrt(2) * Roots[middle + j] * sin;
        }
    }

    /// <summary>The normal matrix of the real features plus a diagonal, [M, M].</summary>
    public Matrix<double> RealNormalMatrix(double diagonal)
    {
        var matrix = Matrix<double>.Uninitialized(Count, Count);
        int middle = Count / 2, centre = toeplitzRe.Length / 2;
        for (int j = 0; j <= middle; j++)
        {
            for (int k = 0; k <= middle; k++)
            {
                int apart = centre + offsets[middle + j] - offsets[middle + k];
                int together = centre + offsets[middle + j] + offsets[middle + k];
                double scale = Roots[middle + j] * Roots[middle + k]
                    * (j == 0 ? Math.Sqrt(0.5) : 1) * (k == 0 ? Math.Sqrt(0.5) : 1);
                int row = Math.Max(0, (2 * j) - 1), line = Math.Max(0, (2 * k) - 1);
                matrix[row, line] = scale * (toeplitzRe[apart] + toeplitzRe[together]);
                if (k > 0)
                {
                    matrix[row, line + 1] = scale * (toeplitzIm[apart] - toeplitzIm[together]);
                }

                if (j > 0)
                {
                    matrix[row + 1, line] = scale * (-toeplitzIm[apart] - toeplitzIm[together]);
                }

                if (j > 0 && k > 0)
                {
                    matrix[row + 1, line + 1] = scale * (toeplitzRe[apart] - toeplitzRe[together]);
                }
            }
        }

        for (int j = 0; j < Count; j++)
        {
            matrix[j, j] += diagonal;
        }

        return matrix;
    }

    /// <summary>Whether a query lies in the domain.</summary>
    public bool Holds(ReadOnlySpan<double> query)
    {
        for (int k = 0; k < Dimension; k++)
        {
            if (query[k] < lower[k] || query[k] > upper[k])
            {
                return false;
            }
        }

        return true;
    }

    public void CheckDomain(Points queries)
    {
        for (int i = 0; i < queries.Count; i++)
        {
            for (int k = 0; k < Dimension; k++)
            {
                double value = queries.Values[i, k];
                if (value < lower[k] || value > upper[k])
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"A query must lie in the domain of the fit, [{lower[k]}, {upper[k]}] in column {k}, but row "
                        + $"{i} was {value}; a larger margin of the recipe makes the domain larger."),
                        nameof(queries));
                }
            }
        }
    }

    /// <summary>The frequencies that a kernel needs in the box of the inputs with its margin.</summary>
    public static int FrequenciesFor(Kernel kernel, Points inputs, double margin, double tolerance)
    {
        double[] box = BoxOf(inputs);
        int dimension = inputs.Dimension;
        double[] ranges = [.. Enumerable.Range(0, dimension).Select(k => (1 + margin) * (box[dimension + k] - box[k]))];
        double variance = kernel.Evaluate(inputs.Values.Row(0), inputs.Values.Row(0));
        return FourierQuadrature.For(kernel, ranges, tolerance * variance).Weights.Length;
    }

    private static double[] BoxOf(Points inputs)
    {
        int dimension = inputs.Dimension;
        var box = new double[2 * dimension];
        for (int k = 0; k < dimension; k++)
        {
            (box[k], box[dimension + k]) = (double.PositiveInfinity, double.NegativeInfinity);
            for (int i = 0; i < inputs.Count; i++)
            {
                box[k] = Math.Min(box[k], inputs.Values[i, k]);
                box[dimension + k] = Math.Max(box[dimension + k], inputs.Values[i, k]);
            }
        }

        return box;
    }

    private int[] Differences() => [.. modes.Select(count => (2 * count) - 1)];

    private double Angle(ReadOnlySpan<double> query, int frequency)
    {
        double angle = 0;
        for (int k = Dimension - 1; k >= 0; k--)
        {
            (frequency, int index) = Math.DivRem(frequency, modes[k]);
            angle += (index - (modes[k] / 2)) * Phase(query[k], k);
        }

        return angle;
    }

    private Matrix<double> Phases(Points points)
    {
        var phases = Matrix<double>.Uninitialized(points.Count, points.Dimension);
        for (int i = 0; i < points.Count; i++)
        {
            for (int k = 0; k < centres.Length; k++)
            {
                phases[i, k] = Phase(points.Values[i, k], k);
            }
        }

        return phases;
    }

    private double Phase(double value, int coordinate) =>
        Math.Tau * Quadrature.Spacings[coordinate] * (value - centres[coordinate]);

    // The place of frequency j in the box of the differences, whose middle half it is.
    private int Middle(int j)
    {
        int place = 0, stride = 1;
        for (int k = modes.Length - 1; k >= 0; k--)
        {
            (j, int index) = Math.DivRem(j, modes[k]);
            place += (index + (modes[k] / 2)) * stride;
            stride *= (2 * modes[k]) - 1;
        }

        return place;
    }
}
