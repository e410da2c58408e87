using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.Losses;
using Gramian.Models.Regression;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.Logistic;

/// <summary>Carries a kernel logistic regression through one fit or a path of them, each from the one before.</summary>
internal sealed class LogisticFit : IDisposable
{
    private readonly KernelLogisticRegression recipe;
    private readonly LabelledRows rows;
    private readonly ComputeOptions options;
    private readonly RowLosses losses;
    private readonly LogisticSystem system;
    private readonly CentreFeatures? features;
    private bool isWarm;

    public LogisticFit(
        KernelLogisticRegression recipe, LabelledRows rows, FittedKernelLogistic? start, ComputeOptions options)
    {
        (this.recipe, this.rows, this.options) = (recipe, rows, options);
        Kernel = recipe.Kernel.Resolve(rows.Inputs.Dimension);
        losses = new RowLosses(rows, recipe.Loss);
        bool exact = start is null ? rows.Count <= recipe.ExactRows : start.Start.Centres is null;
        int columns = losses.Columns;
        if (start is not null)
        {
            Check(start);
        }

        if (exact)
        {
            RequireMemory(rows.Count, columns);
            system = new ExactLogistic(Kernel, rows, columns, recipe.Intercept, options);
        }
        else
        {
            var random = new RandomStream(recipe.Seed, task: 6);
            Points centres = start?.Start.Centres
                ?? recipe.Landmarks.Choose(rows.Inputs, Kernel, CentresFor(rows.Count), random.Substream(1), options);
            features = new CentreFeatures(Kernel, rows.Inputs, centres, options);
            int[] sample = RowSubset.Draw(rows.Count, SampleFor(centres.Count), random.Substream(2));
            system = new CentreLogistic(features, rows, sample, columns, recipe.Intercept, options);
        }

        if (start is not null)
        {
            system.Start(start.Start.Coefficients, start.Start.Intercepts, options);
            isWarm = true;
        }
    }

    public Kernel Kernel { get; }

    public void Dispose()
    {
        system.Dispose();
        features?.Dispose();
    }

    public FittedKernelLogistic Run(double ridge, IReadOnlyList<LogisticPathPoint> path)
    {
        var descent = new NewtonDescent(system, losses, options);
        bool graduated = !isWarm && (features is not null || recipe.Loss is not CrossEntropy);
        Certificate certificate =
            descent.Minimize(ridge * rows.Total, recipe.Tolerance, recipe.IterationLimit, graduated);
        isWarm = true;
        Matrix<double> coefficients = system.Coefficients.Copy();
        double[] intercepts = [.. system.Intercepts];
        Matrix<double> weights = features?.Weights(coefficients, options) ?? coefficients;
        Points points = features?.Centres ?? rows.Inputs;
        var expansion = new SupportVectorExpansion(
            Kernel, points, weights, Array.ConvertAll(intercepts, b => -b), points.Dimension);
        return new FittedKernelLogistic(
            expansion, rows.Labels, new LogisticStart(features?.Centres, coefficients, intercepts, rows.Count))
        {
            Loss = recipe.Loss,
            Ridge = ridge,
            Path = path,
            Objective = descent.Objective / rows.Total,
            InnerIterations = (system as CentreLogistic)?.InnerIterations ?? 0,
            Certificate = certificate with { JitterRelative = features?.JitterRelative ?? 0 },
        };
    }

    private static int SampleFor(int centres) => Math.Max(2 * centres, Math.Min(4 * centres, 8000));

    private int CentresFor(int count) =>
        Math.Min(count, recipe.CentreCount ?? KernelLogisticRegression.UsualCentres(count));

    // K, a factor, and for several functions their inverses with the sum of them.
    private void RequireMemory(long n, int columns)
    {
        long bytes = 8 * n * n * (columns == 1 ? 2 : columns + 3);
        if (options.MemoryLimit is long limit && bytes > limit)
        {
            throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture,
                $"{n} rows of {Math.Max(columns, 2)} classes need {bytes / 1e6:F0} MB beside the data, more than the "
                + $"{limit / 1e6:F0} MB allowed. Lower 'ExactRows' to fit them on centres, or allow more memory."));
        }
    }

    private void Check(FittedKernelLogistic start)
    {
        bool fits = start.Start.Rows == rows.Count
            && start.Labels.SequenceEqual(rows.Labels)
            && start.Expansion.Kernel.Equals(Kernel)
            && (recipe.Intercept || Array.TrueForAll(start.Start.Intercepts, b => b == 0));
        if (!fits)
        {
            throw new ArgumentException(
                "A start must come from the same rows, labels and kernel, with intercepts only where there are some.",
                nameof(start));
        }
    }
}
