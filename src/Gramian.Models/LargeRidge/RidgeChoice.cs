using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.LargeRidge;

/// <summary>A resolved kernel and its λ.</summary>
internal readonly record struct RidgeChoice(Kernel Kernel, double Ridge)
{
    /// <summary>
    /// Takes white terms out of a kernel, and λ from the recipe, from them, or from the leave-one-out error of the full
    /// matrix on drawn rows, weighted by the squares of the roots; there nλ is what carries over, the variance of the
    /// noise.
    /// </summary>
    public static RidgeChoice Make(
        Kernel kernel,
        double? ridge,
        int selectionRows,
        Points inputs,
        MatrixView<double> targets,
        double[]? roots,
        RandomStream random,
        ComputeOptions options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Kernel resolved = kernel.SplitNoise(out double? white).Resolve(inputs.Dimension);
        if (ridge is null && !(white > 0))
        {
            int[] rows = RowSubset.Draw(inputs.Count, selectionRows, random);
            using Matrix<double> some = RowSubset.Select(targets, rows);
            RidgePath path = RidgePath.Compute(
                resolved, inputs.Select(rows), some, roots is null ? null : Array.ConvertAll(rows, row => roots[row]),
                options);
            return new RidgeChoice(resolved, path.BestRidge() * rows.Length / inputs.Count);
        }

        return new RidgeChoice(resolved, ridge ?? (white!.Value / inputs.Count));
    }
}
