using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>Represents the columns h(x) of a prior mean h(x)ᵀβ, centred and scaled on the training inputs.</summary>
/// <remarks>
/// Slopes act on (x − centre) / scale, so that the columns are of the size of 1 whatever the units. An input column
/// that is constant, or that depends linearly on earlier ones, would make β ambiguous; it gets no slope of its own.
/// </remarks>
internal sealed class MeanBasis
{
    // A column is dependent when its part orthogonal to the earlier ones is below this share of it: half the digits.
    private const double DependenceTolerance = 1e-8;
    private readonly double[] centres;   // [active]
    private readonly double[] scales;    // [active]
    private readonly int[] active;       // input columns that have a slope

    private MeanBasis(MeanFunction function, int dimension, int[] active, double[] centres, double[] scales)
    {
        (Function, Dimension, this.active, this.centres, this.scales) = (function, dimension, active, centres, scales);
        Count = function == MeanFunction.Zero ? 0 : 1 + active.Length;
    }

    public MeanFunction Function { get; }

    public int Dimension { get; }

    /// <summary>The number of coefficients, p.</summary>
    public int Count { get; }

    /// <summary>
    /// ½ log |HᵀH| on the training inputs, which makes the restricted likelihood free of the basis' units.
    /// </summary>
    public double HalfLogDeterminant { get; private set; }

    public static MeanBasis Fit(MeanFunction function, Points inputs)
    {
        if (function is not (MeanFunction.Zero or MeanFunction.Constant or MeanFunction.Linear))
        {
            throw new ArgumentOutOfRangeException(nameof(function), function, $"There is no mean function {function}.");
        }

        MeanBasis basis = function == MeanFunction.Linear
            ? FitLinear(inputs)
            : new MeanBasis(function, inputs.Dimension, [], [], []);
        if (basis.Count > 1 && basis.Count >= inputs.Count)
        {
            throw new ArgumentException(
                $"A linear mean of {basis.Count} coefficients needs at least {basis.Count + 1} rows, "
                + $"but there are {inputs.Count}; use a constant mean.", nameof(inputs));
        }

        if (basis.Count > 0)
        {
            Matrix<double> columns = basis.Evaluate(inputs);
            var triangle = new Matrix<double>(basis.Count, basis.Count);
            GramSchmidt.Orthonormalize(columns, triangle);
            basis.HalfLogDeterminant = GramSchmidt.LogDeterminant(triangle);
        }

        return basis;
    }

    /// <summary>Evaluates the basis, [m, p].</summary>
    public Matrix<double> Evaluate(Points points)
    {
        var columns = new Matrix<double>(points.Count, Count);
        if (Count == 0)
        {
            return columns;
        }

        for (int i = 0; i < points.Count; i++)
        {
            ReadOnlySpan<double> x = points.Values.Row(i);
            Span<double> row = columns.Row(i);
            row[0] = 1;
            for (int k = 0; k < active.Length; k++)
            {
                row[k + 1] = (x[active[k]] - centres[k]) / scales[k];
            }
        }

        return columns;
    }

    /// <summary>The intercept at x = 0 and one slope per input column, in the units of the inputs.</summary>
    public double[] InOriginalUnits(ReadOnlySpan<double> coefficients)
    {
        if (Count == 0)
        {
            return [];
        }

        var result = new double[1 + (Function == MeanFunction.Linear ? Dimension : 0)];
        result[0] = coefficients[0];
        for (int k = 0; k < active.Length; k++)
        {
            double slope = coefficients[k + 1] / scales[k];
            result[active[k] + 1] = slope;
            result[0] -= slope * centres[k];
        }

        return result;
    }

    private static MeanBasis FitLinear(Points inputs)
    {
        int n = inputs.Count;
        var kept = new List<int>();
        var centres = new List<double>();
        var scales = new List<double>();
        var orthonormal = new List<double[]>();
        for (int j = 0; j < inputs.Dimension; j++)
        {
            (double centre, double scale) = CentreAndScale(inputs, j);
            if (scale <= DependenceTolerance * Math.Abs(centre) || scale == 0)
            {
                continue;
            }

            var column = new double[n];
            for (int i = 0; i < n; i++)
            {
                column[i] = (inputs.Values[i, j] - centre) / scale;
            }

            if (GramSchmidt.TryAppend(orthonormal, column, DependenceTolerance))
            {
                kept.Add(j);
                centres.Add(centre);
                scales.Add(scale);
            }
        }

        return new MeanBasis(MeanFunction.Linear, inputs.Dimension, [.. kept], [.. centres], [.. scales]);
    }

    private static (double Centre, double Scale) CentreAndScale(Points inputs, int column)
    {
        double sum = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            sum += inputs.Values[i, column];
        }

        double centre = sum / inputs.Count;
        double squares = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            double difference = inputs.Values[i, column] - centre;
            squares += difference * difference;
        }

        return (centre, Math.Sqrt(squares / inputs.Count));
    }
}
