using Gramian.Kernels;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>Carries a Dirichlet recipe through a fit: choose, search, solve, certify.</summary>
internal sealed class DirichletFit(DirichletClassifier recipe, LabelData data, ComputeOptions? options)
{
    public const string Method = "regression of Dirichlet targets, Cholesky";
    private const ulong RowsTask = 2;
    private const ulong InducingTask = 3;
    private static readonly double[] Concentrations = [0.1, 0.03, 0.01, 0.003, 0.001];

    public FittedDirichletClassifier Run()
    {
        double concentration = recipe.Concentration ?? Choose();
        var targets = new DirichletTargets(data, concentration);
        return recipe.InducingCount is { } count && count < data.Count
            ? Induced(targets, concentration, count)
            : Exact(data, targets, concentration);
    }

    private FittedDirichletClassifier Exact(LabelData rows, DirichletTargets targets, double concentration)
    {
        using var system = new DirichletSystem(rows, targets);
        (Kernel kernel, OptimizationResult? search, IReadOnlyList<string> atBounds) =
            Search(rows, system, concentration);
        (BinaryPosterior[] posteriors, double evidence, double residual, LatentPrediction left) =
            system.Finish(kernel, options);
        using Matrix<double> leftOut = NormalSoftmax.Average(left, options);
        double loss = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            loss -= Math.Log(Math.Max(leftOut[i, rows.Classes[i]], double.Epsilon)) / rows.Count;
        }

        return new FittedDirichletClassifier(
            recipe, rows.Labels, rows.Inputs, posteriors, [.. Centres(rows, targets)])
        {
            Kernel = kernel,
            Concentration = concentration,
            LogEvidence = evidence,
            LeaveOneOutLogLoss = loss,
            Optimization = search,
            AtBounds = atBounds,
            Certificate = new Certificate
            {
                Method = Method,
                AchievedResidual = residual,
                Library = Certificate.LibraryOf(options),
                Converged = true,
            },
        };
    }

    // The candidate whose exact fit to few rows leaves out rows with the least loss.
    private double Choose()
    {
        int[] rows = data.Draw(recipe.StartRows, new RandomStream(recipe.Seed, RowsTask));
        LabelData part = rows.Length < data.Count ? data.Select(rows) : data;
        (double best, double least) = (Concentrations[0], double.PositiveInfinity);
        foreach (double concentration in Concentrations)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            FittedDirichletClassifier fitted = Exact(part, new DirichletTargets(part, concentration), concentration);
            if (fitted.LeaveOneOutLogLoss < least)
            {
                (best, least) = (concentration, fitted.LeaveOneOutLogLoss!.Value);
            }
        }

        return best;
    }

    private (Kernel Kernel, OptimizationResult? Search, IReadOnlyList<string> AtBounds) Search(
        LabelData rows, IEvidence system, double concentration) =>
        new EvidenceSearch(
            recipe,
            recipe.Resolve(rows.Inputs),
            part => new DirichletSystem(part, new DirichletTargets(part, concentration)),
            options).Run(rows, system);

    // With A = L⁻¹K(Z, X), Λ = I + A Σ⁻¹ Aᵀ. Σ and the targets take two values for each class, so that the sums of the
    // rows of each class, taken once, serve all classes.
    private FittedDirichletClassifier Induced(DirichletTargets targets, double concentration, int count)
    {
        int[] drawn = data.Draw(recipe.StartRows, new RandomStream(recipe.Seed, RowsTask));
        LabelData part = drawn.Length < data.Count ? data.Select(drawn) : data;
        using var start = new DirichletSystem(part, new DirichletTargets(part, concentration));
        (Kernel kernel, OptimizationResult? search, IReadOnlyList<string> atBounds) =
            Search(part, start, concentration);
        Points inducing = recipe.InducingRule.Choose(
            data.Inputs, kernel, count, new RandomStream(recipe.Seed, InducingTask), options);
        var sums = new InducedClassSums(data, inducing, options);
        if (!sums.TryRun(kernel, recipe.Jitter))
        {
            throw BinarySystem.NotDefinite(Method, inducing.Count);
        }

        int k = data.Labels.Length;
        var posteriors = new ILatentPosterior[k];
        double residual = 0;
        for (int c = 0; c < k; c++)
        {
            (InducedPosterior posterior, double own) = sums.Solve(c, targets, kernel);
            posteriors[c] = new InducedLatent(posterior);
            residual = Math.Max(residual, own);
        }

        return new FittedDirichletClassifier(
            recipe, data.Labels, inducing, posteriors, [.. Centres(data, targets)])
        {
            Kernel = kernel,
            Concentration = concentration,
            LogEvidence = null,
            Optimization = search,
            AtBounds = atBounds,
            Certificate = new Certificate
            {
                Method = Method + ", inducing points",
                AchievedResidual = residual,
                Jitter = sums.Jitter,
                JitterRelative = sums.RelativeJitter,
                Library = Certificate.LibraryOf(options),
                Converged = true,
                Remedy = sums.Jitter > 0 ? "Use fewer inducing points, or allow more jitter." : null,
            },
        };
    }

    private static IEnumerable<double> Centres(LabelData rows, DirichletTargets targets) =>
        Enumerable.Range(0, rows.Labels.Length).Select(targets.Centre);
}
