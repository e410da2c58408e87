using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.LargeRidge;

/// <summary>
/// Represents how lengthscales, λ and centres are fitted by the gradient of the error on held-out training rows.
/// </summary>
/// <remarks>
/// At most <see cref="RowLimit"/> training rows are drawn, a share of them is held out, and L-BFGS-B lowers the error
/// of a regression on centres there; see <see cref="HoldOutLoss"/>. Rows that are kept for a test are never seen.
/// </remarks>
[Paper("meanti2022efficient")]
public sealed record HoldOutTuning
{
    private const string NoiseName = "noise";

    /// <summary>The most training rows that are drawn; at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int RowLimit { get; init => field = Guard.AtLeast(value, 2, nameof(RowLimit)); } = 10_000;

    /// <summary>The share of the drawn rows that is held out, in [0.01, 0.9].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double HeldShare { get; init => field = Guard.InRange(value, 0.01, 0.9, nameof(HeldShare)); } = 0.3;

    /// <summary>
    /// The most centres of the search, unless the centres themselves are tuned: then it has those of the model.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int CentreLimit { get; init => field = Guard.AtLeast(value, 1, nameof(CentreLimit)); } = 300;

    /// <summary>Whether the coordinates of the centres are tuned too; the model then has these centres.</summary>
    public bool TuneCentres { get; init; }

    /// <summary>The optimiser.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 50 };

    internal HoldOutResult Run(
        RidgeChoice start,
        NystromRidge recipe,
        Points inputs,
        MatrixView<double> targets,
        RandomStream random,
        ComputeOptions options)
    {
        if (inputs.Count < 2)
        {
            throw new ArgumentException("Holding rows out needs at least 2 rows, but there is 1.", nameof(inputs));
        }

        int[] order = random.Substream(1).Permutation(inputs.Count)[..Math.Min(RowLimit, inputs.Count)];
        int heldCount = Math.Clamp((int)(HeldShare * order.Length), 1, order.Length - 1);
        int[] held = [.. order[..heldCount].Order()];
        int[] kept = [.. order[heldCount..].Order()];
        using Matrix<double> heldTargets = RowSubset.Select(targets, held);
        using Matrix<double> keptTargets = RowSubset.Select(targets, kept);
        Points training = inputs.Select(kept);
        var loss = new HoldOutLoss(training, keptTargets, inputs.Select(held), heldTargets);
        int count = recipe.CentresFor(inputs.Count);
        Points centres = recipe.Landmarks.Choose(
            training, start.Kernel, TuneCentres ? count : Math.Min(count, CentreLimit), random.Substream(2), options);
        return Search(loss, start.Kernel, start.Ridge * inputs.Count, centres, options);
    }

    private HoldOutResult Search(
        HoldOutLoss loss, Kernel family, double noiseLevel, Points centres, ComputeOptions options)
    {
        HyperparameterSpace space = Space(family, noiseLevel, centres);
        int moved = TuneCentres ? centres.Count * centres.Dimension : 0;
        double[] start = [.. space.Start, .. Enumerable.Range(0, moved).Select(i => Coordinate(centres, i))];
        double[] lower = [.. space.Lower, .. Enumerable.Repeat(double.NegativeInfinity, moved)];
        double[] upper = [.. space.Upper, .. Enumerable.Repeat(double.PositiveInfinity, moved)];
        var full = new double[space.TotalCount];
        using Matrix<double>? slopes = TuneCentres ? new Matrix<double>(centres.Count, centres.Dimension) : null;
        double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            (Kernel kernel, double noise) = space.At(family, point[..space.Count]);
            try
            {
                double value = loss.Evaluate(
                    kernel, noise, CentresAt(centres, point[space.Count..]), full, slopes, options);
                space.Gather(full, gradient[..space.Count]);
                for (int i = 0; i < moved; i++)
                {
                    gradient[space.Count + i] = slopes![i / centres.Dimension, i % centres.Dimension];
                }

                return value;
            }
            catch (SolverException)
            {
                // No factor at this point: the line search takes a shorter step.
                gradient.Fill(double.NaN);
                return double.NaN;
            }
        }

        OptimizationResult result = Optimizer.Minimize(Evaluate, start, lower, upper, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        double[] end = double.IsFinite(result.Value) ? result.Solution : start;
        (Kernel best, double level) = space.At(family, end.AsSpan(0, space.Count));
        Points? tuned = TuneCentres ? CentresAt(centres, end.AsSpan(space.Count)) : null;
        return new HoldOutResult(best, level, tuned, result.Value, result);
    }

    // nλ between what rounding hides and what flattens everything, in units of the kernel.
    private static HyperparameterSpace Space(Kernel family, double noiseLevel, Points centres)
    {
        var diagonal = new double[centres.Count];
        family.FillDiagonal(centres, diagonal);
        double average = diagonal.Average();
        double scale = average > 0 ? average : 1;
        (double low, double high) = (1e-9 * scale, 1e4 * scale);
        var noise = new Hyperparameter(
            NoiseName, Math.Clamp(noiseLevel, low, high), ParameterTransform.Log, low, high);
        return new HyperparameterSpace([.. family.Hyperparameters, noise]);
    }

    private static double Coordinate(Points centres, int index) =>
        centres.Values[index / centres.Dimension, index % centres.Dimension];

    private static Points CentresAt(Points centres, ReadOnlySpan<double> coordinates) => coordinates.IsEmpty
        ? centres
        : new Points(Matrix<double>.FromRowMajor(centres.Count, centres.Dimension, coordinates));
}
