using System.Collections.Immutable;
using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Goes from the middle of a row of kernels to both sides for as long as the held-out loss falls; each kernel is scored
/// at the best ridge of its path.
/// </summary>
/// <param name="kernels">The kernels, by rising lengthscale.</param>
/// <param name="score">The best ridge of a kernel, its loss, and the ridges that were tried.</param>
/// <param name="options">Progress and cancellation.</param>
internal sealed class LengthscaleClimb(
    Kernel[] kernels, Func<Kernel, (double Ridge, double Loss, int Tried)> score, ComputeOptions options)
{
    private readonly double[] losses = new double[kernels.Length];
    private readonly double[] ridges = new double[kernels.Length];

    /// <summary>The pairs of kernel and ridge that were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>
    /// The kernels to try: an RBF kernel, or the open lengthscales of a given one, at multiples of √d; a given kernel
    /// that leaves nothing open alone.
    /// </summary>
    public static Kernel[] Candidates(Kernel? kernel, int dimension, ImmutableArray<double> factors)
    {
        double typical = Math.Sqrt(dimension);
        return kernel?.IsResolved == true
            ? [kernel]
            : [.. factors.Select(factor => kernel is null
                ? new Rbf(factor * typical)
                : kernel.Resolve(dimension, factor * typical))];
    }

    /// <summary>The kernel and the ridge of the least loss.</summary>
    public (Kernel Kernel, double Ridge) Run()
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

        return (kernels[best], ridges[best]);
    }

    /// <summary>What was tried and chosen, as a sentence.</summary>
    /// <param name="how">How rows were left out, such as "in 5 folds".</param>
    /// <param name="seen">The rows that chose.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="ridge">The chosen λ.</param>
    public string Summary(string how, int seen, int rows, double ridge) => string.Create(
        CultureInfo.InvariantCulture, $"Tried {Tried} pairs of ridge and lengthscale {how} on ")
        + (seen == rows
            ? string.Create(CultureInfo.InvariantCulture, $"all {rows} rows")
            : string.Create(CultureInfo.InvariantCulture, $"{seen} drawn of {rows} rows"))
        + string.Create(CultureInfo.InvariantCulture, $" and chose λ = {ridge:G4} by log loss.");

    private void Try(int place)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new ComputeProgress("tuning", double.NaN));
        (ridges[place], losses[place], int tried) = score(kernels[place]);
        Tried += tried;
    }
}
