using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents checked training data of an exact Gaussian process: what does not change between evaluations.
/// </summary>
internal sealed class RegressionData
{
    public RegressionData(
        Points inputs, MatrixView<double> targets, IReadOnlyList<double>? rowNoise, MeanFunction mean)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckTargets(inputs, targets);
        Inputs = inputs;
        Targets = targets.ToMatrix();
        Basis = MeanBasis.Fit(mean, inputs);
        BasisColumns = Basis.Evaluate(inputs);
        RowNoise = rowNoise is null ? null : CopyRowNoise(rowNoise, inputs.Count);
    }

    public Points Inputs { get; }

    /// <summary>Y, [n, q].</summary>
    public Matrix<double> Targets { get; }

    public MeanBasis Basis { get; }

    /// <summary>H, [n, p].</summary>
    public Matrix<double> BasisColumns { get; }

    /// <summary>Known noise variances, [n], or null for none.</summary>
    public double[]? RowNoise { get; }

    public int Count => Inputs.Count;

    public int TargetCount => Targets.Columns;

    /// <summary>Throws unless there is a finite target row for every one of at least one input.</summary>
    public static void CheckTargets(Points inputs, MatrixView<double> targets)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException("Fitting needs at least 1 row, but there is none.", nameof(inputs));
        }

        if (targets.Rows != inputs.Count || targets.Columns < 1)
        {
            throw new ArgumentException(
                $"'targets' must have {inputs.Count} rows, like the inputs, and at least 1 column, "
                + $"but it was {targets.Rows} x {targets.Columns}.", nameof(targets));
        }

        Guard.AllFinite(targets, nameof(targets));
    }

    private static double[] CopyRowNoise(IReadOnlyList<double> rowNoise, int count)
    {
        Guard.Length(rowNoise.Count, count, nameof(rowNoise));
        var copy = new double[count];
        for (int i = 0; i < count; i++)
        {
            copy[i] = Guard.NonNegative(rowNoise[i], $"rowNoise[{i}]");
        }

        return copy;
    }
}
