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
        int best = kernels.Length / 2;
        Try(best);
        foreach (int step in new[] { 1, -1 })
        {
            for (int next = best + step; next >= 0 && next < kernels.Length; next += step)
            {
                Try(next);
                if (!(losses[next] < losses[best]))
                {
                    break;
                }

                best = next;
            }
        }

        return recipe(kernels[best]) with { Ridge = ridges[best] };
    }

    private void Try(int place)
    {
        // On the way back a kernel may have been met before.
        if (ridges[place] > 0)
        {
            return;
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new ComputeProgress("tuning", double.NaN));
        (ridges[place], IReadOnlyList<LogisticPathPoint> path) =
            LogisticSelection.Choose(recipe(kernels[place]), kernels[place], rows, options);
        losses[place] = path.Min(point => point.Loss);
        Tried += path.Count;
    }
}
