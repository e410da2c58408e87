using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Logistic;

/// <summary>
/// Goes from the middle of a row of kernels to both sides for as long as the held-out loss falls, and takes for each
/// the best ridge of its path.
/// </summary>
internal sealed class LogisticClimb(
    Kernel[] kernels, Func<Kernel, KernelLogisticRegression> recipe, LabelledRows rows, ComputeOptions options)
{
    private readonly double[] losses = new double[kernels.Length];
    private readonly double[] ridges = new double[kernels.Length];

    /// <summary>The pairs of kernel and ridge that were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>The recipe of the least loss, with its ridge.</summary>
    public KernelLogisticRegression Run()
    {
        int middle = kernels.Length / 2;
        int best = middle;
        Try(middle);
        foreach (int step in new[] { 1, -1 })
        {
            // Each side is judged by its own last loss: a valley on one side says nothing of the other.
            for (int last = middle, next = middle + step; next >= 0 && next < kernels.Length; last = next, next += step)
            {
                Try(next);
                best = losses[next] < losses[best] ? next : best;
                if (!(losses[next] < losses[last]))
                {
                    break;
                }
            }
        }

        return recipe(kernels[best]) with { Ridge = ridges[best] };
    }

    private void Try(int place)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new ComputeProgress("tuning", double.NaN));
        (ridges[place], IReadOnlyList<LogisticPathPoint> path) =
            LogisticSelection.Choose(recipe(kernels[place]), kernels[place], rows, options);
        losses[place] = path.Min(point => point.Loss);
        Tried += path.Count;
    }
}
