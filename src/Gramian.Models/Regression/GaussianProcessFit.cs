using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Regression;

/// <summary>Carries a recipe through a fit: check, search, factorise, certify.</summary>
internal static class GaussianProcessFit
{
    // The noise may fall to a millionth of the variance of the targets: less cannot be told from rounding of the data.
    private const double NoiseFloor = 1e-6;
    private const double NoiseCeiling = 100;

    // Ends on drawn rows are only starts on all rows.
    private const double ScreeningTolerance = 1e-6;
    private const double InitialNoiseShare = 0.1;
    private const double SmallestNormal = 2.2250738585072014e-308;

    public static FittedGaussianProcess Run(
        GaussianProcess recipe, Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        var data = new RegressionData(inputs, targets, recipe.RowNoise, recipe.Mean);
        (Kernel kernel, Hyperparameter noise) = Prepare(recipe, data);
        options?.CancellationToken.ThrowIfCancellationRequested();
        var system = new ExactSystem(data, recipe.Jitter);
        double noiseVariance = noise.Value;
        OptimizationResult? search = null;
        IReadOnlyList<string> atBounds = [];
        if (recipe.Optimize)
        {
            var space = new HyperparameterSpace([.. kernel.Hyperparameters.Select(recipe.ApplyRule), noise]);
            if (space.Count > 0)
            {
                double[]? start = Screen(recipe, data, kernel, space, options);
                var full = new LikelihoodSearch(data, system, kernel, space, recipe, options);
                search = start is null ? full.Run() : full.RunFrom(start);
                (kernel, noiseVariance) = space.At(kernel, search.Solution);
                atBounds = space.AtBounds(search.Solution);
            }
        }

        return Finish(recipe, data, system, kernel, noiseVariance, search, atBounds, options);
    }

    private static double[]? Screen(
        GaussianProcess recipe,
        RegressionData data,
        Kernel kernel,
        HyperparameterSpace space,
        ComputeOptions? options) =>
        recipe.Restarts == 0 || data.Count <= 2 * recipe.StartRows
            ? null
            : SearchOnDrawnRows(recipe, data, kernel, space, options);

    /// <summary>
    /// Runs every start on drawn rows: the best end is near that on all rows, at a small part of the cost. Null when no
    /// start has a finite likelihood.
    /// </summary>
    public static double[]? SearchOnDrawnRows(
        GaussianProcess recipe,
        RegressionData data,
        Kernel kernel,
        HyperparameterSpace space,
        ComputeOptions? options)
    {
        int[] rows = RowSubset.Draw(data.Count, recipe.StartRows, new RandomStream(recipe.Seed, task: 2));
        var part = ((GaussianProcess)recipe.ForRows(rows)) with
        {
            Optimizer = recipe.Optimizer with
            {
                RelativeTolerance = Math.Max(recipe.Optimizer.RelativeTolerance, ScreeningTolerance),
            },
        };
        var partData = new RegressionData(
            data.Inputs.Select(rows), RowSubset.Select(data.Targets, rows), part.RowNoise, recipe.Mean);
        var system = new ExactSystem(partData, recipe.Jitter);
        OptimizationResult best = new LikelihoodSearch(partData, system, kernel, space, part, options).Run();
        system.Buffer.Dispose();
        return double.IsFinite(best.Value) ? best.Solution : null;
    }

    /// <summary>
    /// Resolves the kernel, moves its white terms into the noise, and settles where the noise starts and ends.
    /// </summary>
    public static (Kernel Kernel, Hyperparameter Noise) Prepare(ProcessRecipe recipe, RegressionData data)
    {
        ArgumentNullException.ThrowIfNull(recipe.Kernel);
        Kernel kernel = recipe.Kernel.SplitNoise(out double? white)
            .Resolve(data.Inputs.Dimension, InitialLengthscale(data.Inputs));
        double scale = NoiseScale(kernel, data);
        double value = recipe.NoiseVariance ?? white ?? InitialNoiseShare * scale;
        var noise = new Hyperparameter(
            GaussianProcess.NoiseName,
            value,
            ParameterTransform.Log,
            NoiseFloor * scale,
            Math.Max(NoiseCeiling * scale, value));
        noise = recipe.ApplyRule(noise);
        if (recipe.Optimize && !noise.Fixed)
        {
            noise = noise with { Value = Math.Clamp(value, noise.Lower, noise.Upper) };
        }

        return (kernel, noise);
    }

    /// <summary>Factorises at the final hyperparameters and checks the solution against the kernel itself.</summary>
    public static FittedGaussianProcess Finish(
        GaussianProcess recipe,
        RegressionData data,
        ExactSystem system,
        Kernel kernel,
        double noiseVariance,
        OptimizationResult? search,
        IReadOnlyList<string> atBounds,
        ComputeOptions? options)
    {
        if (!system.TrySolve(kernel, noiseVariance, withNorm: true, options))
        {
            throw NotPositiveDefinite(data.Count, noiseVariance);
        }

        return Wrap(recipe, data, system, kernel, noiseVariance, search, atBounds, options);
    }

    /// <summary>Makes the fitted model of a solved system, with its certificate.</summary>
    public static FittedGaussianProcess Wrap(
        GaussianProcess recipe,
        RegressionData data,
        ExactSystem system,
        Kernel kernel,
        double noiseVariance,
        OptimizationResult? search,
        IReadOnlyList<string> atBounds,
        ComputeOptions? options)
    {
        Certificate certificate = ExactCertificate.Make(data, system, kernel, noiseVariance, options);
        return new FittedGaussianProcess(new ExactPosterior(data, system, kernel, noiseVariance), recipe)
        {
            LogMarginalLikelihood = system.LogMarginalLikelihood,
            Certificate = certificate,
            Optimization = search,
            AtBounds = atBounds,
        };
    }

    /// <summary>The refusal of a system that no permitted jitter saves.</summary>
    public static SolverException NotPositiveDefinite(int rows, double noiseVariance) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"The kernel matrix of {rows} rows plus a noise variance of {noiseVariance:G6} is not positive definite "
            + $"with any permitted jitter. {RaiseNoise}"),
        new Certificate { Method = "Cholesky", Converged = false, Remedy = RaiseNoise });

    private const string RaiseNoise = "Raise the noise variance or its lower bound.";

    /// <summary>The root of the summed variances of the columns: √d for standardised inputs.</summary>
    public static double InitialLengthscale(Points inputs)
    {
        double sum = 0;
        foreach (double scale in ColumnScaling.Spreads(inputs.Values))
        {
            sum += scale * scale;
        }

        double length = Math.Sqrt(sum);
        return length > 0 && double.IsFinite(length) ? length : 1;
    }

    // The variance of the targets; when they are constant to rounding, that of the kernel, which still has a unit.
    private static double NoiseScale(Kernel kernel, RegressionData data)
    {
        (int n, int q) = (data.Count, data.TargetCount);
        double variance = 0;
        double meanSquare = 0;
        for (int o = 0; o < q; o++)
        {
            double mean = 0;
            for (int i = 0; i < n; i++)
            {
                mean += data.Targets[i, o] / n;
            }

            for (int i = 0; i < n; i++)
            {
                double y = data.Targets[i, o];
                variance += (y - mean) * (y - mean) / n / q;
                meanSquare += y * y / n / q;
            }
        }

        if (variance > 1e-20 * meanSquare && double.IsFinite(variance))
        {
            return variance;
        }

        var diagonal = new double[n];
        kernel.FillDiagonal(data.Inputs, diagonal);
        return Math.Max(diagonal.Average(), SmallestNormal);
    }
}
