using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Minus the collapsed bound as a function of the free hyperparameters and, behind them, of the inducing points.
/// </summary>
internal sealed class BoundObjective
{
    private readonly InducedSystem system;
    private readonly Points inducing;
    private readonly ComputeOptions? options;
    private readonly HyperparameterObjective hyperparameters;
    private readonly int count;                       // of free hyperparameters
    private readonly Matrix<double>? pointGradient;   // [M, d] when the points move
    private Points current;

    public BoundObjective(
        InducedSystem system,
        HyperparameterSpace space,
        Kernel family,
        Points inducing,
        bool moves,
        ComputeOptions? options)
    {
        (this.system, this.inducing, this.options) = (system, inducing, options);
        (current, count) = (inducing, space.Count);
        pointGradient = moves ? new Matrix<double>(inducing.Count, inducing.Dimension) : null;
        hyperparameters = new HyperparameterObjective(space, family, Value, options);
        int moving = moves ? inducing.Count * inducing.Dimension : 0;
        Lower = [.. space.Lower, .. Enumerable.Repeat(double.NegativeInfinity, moving)];
        Upper = [.. space.Upper, .. Enumerable.Repeat(double.PositiveInfinity, moving)];
    }

    public double[] Lower { get; }

    public double[] Upper { get; }

    /// <summary>The first point: hyperparameters, then the inducing points row by row when they move.</summary>
    public double[] Start(ReadOnlySpan<double> hyperparameterStart)
    {
        var start = new double[Lower.Length];
        hyperparameterStart.CopyTo(start);
        for (int i = 0; i < inducing.Count && pointGradient is not null; i++)
        {
            inducing.Values.Row(i).CopyTo(start.AsSpan(count + (i * inducing.Dimension)));
        }

        return start;
    }

    public Points PointsAt(ReadOnlySpan<double> point) => pointGradient is null
        ? inducing
        : new Points(Matrix<double>.FromRowMajor(inducing.Count, inducing.Dimension, point[count..]));

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        current = PointsAt(point);
        double value = hyperparameters.Evaluate(point[..count], gradient[..count]);
        if (!double.IsFinite(value))
        {
            gradient.Fill(double.NaN);
            return value;
        }

        for (int i = 0; i < inducing.Count && pointGradient is not null; i++)
        {
            Span<double> row = gradient.Slice(count + (i * inducing.Dimension), inducing.Dimension);
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = -pointGradient[i, k];
            }
        }

        return value;
    }

    private double Value(Kernel kernel, double noiseVariance, Span<double> gradient)
    {
        if (!system.TrySolve(kernel, noiseVariance, current, options))
        {
            return double.NaN;
        }

        system.Gradient(kernel, noiseVariance, current, gradient, pointGradient, options);
        return system.Bound;
    }
}
