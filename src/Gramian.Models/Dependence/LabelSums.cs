using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Dependence;

/// <summary>The sums over pairs that no labelling of pooled points changes, and the statistic of a labelling.</summary>
/// <remarks>With u the indicator of the first sample, uᵀKu and uᵀK1 give the sums within and between samples.</remarks>
internal sealed record LabelSums(int First, int Second, double[] RowSums, double[] Diagonal, bool Biased)
{
    private double Total { get; } = VectorOps.Sum<double>(RowSums);

    private double Trace { get; } = VectorOps.Sum<double>(Diagonal);

    /// <summary>What rounding may do to a statistic: below it, two of them are one.</summary>
    public double Rounding => 1e-12 * Math.Abs(Total) / First / Second;

    /// <summary>Takes the sums of pooled points, of which the first belong to the first sample.</summary>
    public static LabelSums Of(Kernel kernel, Points pooled, int first, bool biased, ComputeOptions options)
    {
        double[] ones = new double[pooled.Count];
        double[] rowSums = new double[pooled.Count];
        double[] diagonal = new double[pooled.Count];
        Array.Fill(ones, 1);
        kernel.Gram(pooled).Apply(ones, rowSums, options);
        kernel.FillDiagonal(pooled, diagonal);
        return new LabelSums(first, pooled.Count - first, rowSums, diagonal, biased);
    }

    /// <summary>Writes MMD² of each labelling, given its quadratic form.</summary>
    public void Finish(Matrix<double> labels, ReadOnlySpan<double> forms, Span<double> statistics)
    {
        double[] rows = new double[forms.Length];
        double[] traces = new double[forms.Length];
        for (int i = 0; i < labels.Rows; i++)
        {
            VectorOps.Axpy(RowSums[i], labels.Row(i), rows);
            VectorOps.Axpy(Diagonal[i], labels.Row(i), traces);
        }

        for (int c = 0; c < forms.Length; c++)
        {
            statistics[c] = Discrepancy(forms[c], rows[c], traces[c]);
        }
    }

    private double Discrepancy(double form, double row, double trace)
    {
        (double n, double m) = (First, Second);
        double between = 2 * (row - form) / (n * m);
        double rest = Total - (2 * row) + form;
        return Biased
            ? (form / (n * n)) + (rest / (m * m)) - between
            : ((form - trace) / (n * (n - 1))) + ((rest - (Trace - trace)) / (m * (m - 1))) - between;
    }
}
