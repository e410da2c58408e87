using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Models.LargeRidge;

/// <summary>Predicts by f(x) = Σⱼ αⱼ k(x, zⱼ), with one variance for every query.</summary>
internal static class ExpansionPrediction
{
    public static Prediction Make(
        Kernel kernel,
        Points centres,
        Matrix<double> weights,
        IReadOnlyList<double> errorVariances,
        Points queries,
        ComputeOptions? options)
    {
        QueryGuard.Columns(queries, centres.Dimension);
        var means = new Matrix<double>(queries.Count, weights.Columns);
        var variances = new Matrix<double>(queries.Count, weights.Columns);
        if (queries.Count > 0)
        {
            kernel.Cross(queries, centres).Apply(weights, means, options);
        }

        double[] row = [.. errorVariances];
        for (int i = 0; i < queries.Count; i++)
        {
            row.CopyTo(variances.Row(i));
        }

        return new Prediction(means, variances);
    }
}
