using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>Enlarges a posterior by new rows: appends to the factor, and solves anew with it.</summary>
internal static class Conditioning
{
    public static FittedGaussianProcess Append(
        FittedGaussianProcess model,
        ExactPosterior old,
        Points inputs,
        MatrixView<double> targets,
        IReadOnlyList<double>? rowNoise,
        ComputeOptions? options)
    {
        var data = new RegressionData(
            new Points(Stack(old.Data.Inputs.Values, inputs.Values)),
            Stack(old.Data.Targets, targets),
            Join(old.Data, rowNoise, inputs.Count),
            old.Data.Basis.Function);
        var system = new ExactSystem(data, model.Recipe.Jitter);
        if (old.Jitter > 0 || !system.TryAppend(old, options))
        {
            // A jittered factor belongs to another matrix than a refit would choose, so the whole is factored anew.
            system = new ExactSystem(data, model.Recipe.Jitter);
            return GaussianProcessFit.Finish(
                model.Recipe, data, system, old.Kernel, old.NoiseVariance, model.Optimization, model.AtBounds, options);
        }

        return GaussianProcessFit.Wrap(
            model.Recipe, data, system, old.Kernel, old.NoiseVariance, model.Optimization, model.AtBounds, options);
    }

    private static Matrix<double> Stack(MatrixView<double> top, MatrixView<double> bottom)
    {
        var stacked = Matrix<double>.Uninitialized(top.Rows + bottom.Rows, top.Columns);
        top.CopyTo(stacked.View.Slice(0, 0, top.Rows, top.Columns));
        bottom.CopyTo(stacked.View.Slice(top.Rows, 0, bottom.Rows, top.Columns));
        return stacked;
    }

    private static double[]? Join(RegressionData old, IReadOnlyList<double>? added, int count)
    {
        if (added is null && old.RowNoise is null)
        {
            return null;
        }

        Guard.Length(added?.Count ?? count, count, "rowNoise");
        var joined = new double[old.Count + count];
        old.RowNoise?.CopyTo(joined, 0);
        for (int i = 0; i < count && added is not null; i++)
        {
            joined[old.Count + i] = added[i];
        }

        return joined;
    }
}
