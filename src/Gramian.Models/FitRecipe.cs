using Gramian.Kernels;
using Gramian.Models.FourierProcesses;
using Gramian.Models.Grids;
using Gramian.Models.LargeRidge;
using Gramian.Models.Planning;
using Gramian.Models.Regression;
using Gramian.Models.Selection;
using Gramian.Models.SparseProcesses;
using Gramian.Models.Vecchia;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Makes the recipe that a plan names, on standardised points and targets, and fits it.</summary>
internal static class FitRecipe
{
    public static Kernel InitialKernel(FitOptions options) => Kernel.Parse(
        options.Kernel is null or FitOptions.AutomaticKernel ? FitOptions.DefaultKernel : options.Kernel);

    /// <summary>The kernel of a process on a grid: what a person named, or one with the structure of it.</summary>
    public static Kernel GridKernel(FitOptions options, int dimension) => Kernel.Parse(
        options.Kernel ?? (dimension == 1 ? FitOptions.LineKernel : FitOptions.GridKernel));

    /// <summary>The kernel of a process in Fourier features: what a person named, or a default.</summary>
    public static Kernel WaveKernel(FitOptions options) => Kernel.Parse(
        options.Kernel is null or FitOptions.AutomaticKernel ? FitOptions.LineKernel : options.Kernel);

    /// <summary>Fits the planned model.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="points">The standardised points.</param>
    /// <param name="targets">The standardised targets.</param>
    /// <param name="targetScale">The standard deviation of the targets in their own unit.</param>
    /// <param name="options">What a person chose.</param>
    /// <param name="compute">Threads, memory, progress, cancellation.</param>
    /// <param name="search">How the kernel was searched for; null when it was not.</param>
    public static IKernelRegressor Fit(
        Plan plan, Points points, double[] targets, double targetScale, FitOptions options, ComputeOptions? compute,
        out KernelSearchResult? search)
    {
        search = null;
        switch (plan.Kind)
        {
            case ModelKind.KernelRidge:
                KernelRidge ridge = options.Kernel is null or FitOptions.AutomaticKernel
                    ? KernelRidge.Default(points.Dimension)
                    : new KernelRidge(Kernel.Parse(options.Kernel));
                return (ridge with { Seed = options.Seed }).Fit(points, targets, compute);
            case ModelKind.NystromRidge:
                return Nystrom(plan, points, options).Fit(points, targets, compute);
            case ModelKind.IterativeGaussianProcess:
                return WithNoise(new IterativeGaussianProcess(InitialKernel(options)), options, targetScale)
                    .Fit(points, targets, compute);
            case ModelKind.SparseGaussianProcess:
                return WithNoise(
                    new SparseGaussianProcess(InitialKernel(options)) { InducingCount = plan.Centres }, options,
                    targetScale).Fit(points, targets, compute);
            case ModelKind.StochasticGaussianProcess:
                return WithNoise(
                    new StochasticGaussianProcess(InitialKernel(options)) { InducingCount = plan.Centres }, options,
                    targetScale).Fit(points, targets, compute);
            case ModelKind.FourierProcess:
                GaussianProcess finder = WithNoise(new GaussianProcess(WaveKernel(options)), options, targetScale);
                return FourierFit.Run(finder, points, targets, compute);
            case ModelKind.GridProcess:
                return WithNoise(new GridProcess(GridKernel(options, points.Dimension)), options, targetScale)
                    .Fit(points, targets, compute);
            case ModelKind.VecchiaProcess:
                return WithNoise(new VecchiaProcess(InitialKernel(options)), options, targetScale)
                    .Fit(points, targets, compute);
            default:
                GaussianProcess recipe = WithNoise(new GaussianProcess(InitialKernel(options)), options, targetScale);
                if (options.Kernel == FitOptions.AutomaticKernel && points.Count >= 3)
                {
                    search = new KernelSearch(recipe)
                        .Run(points, Matrix<double>.FromRowMajor(targets.Length, 1, targets), compute);
                    recipe = search.Recipe;
                }

                return recipe.Fit(points, targets, compute);
        }
    }

    // Lengthscales start at the typical distance of standardised points, as far as a search by gradients may start.
    private static NystromRidge Nystrom(Plan plan, Points points, FitOptions options)
    {
        Kernel kernel = InitialKernel(options).Resolve(points.Dimension, Math.Sqrt(points.Dimension));
        return new NystromRidge(kernel)
        {
            CentreCount = plan.Centres,
            Solver = FitPlan.RidgeSolver(options),
            Tuning = points.Count >= 100 ? new HoldOutTuning() : null,
            Seed = options.Seed,
        };
    }

    private static TRecipe WithNoise<TRecipe>(TRecipe recipe, FitOptions options, double targetScale)
        where TRecipe : ProcessRecipe
    {
        TRecipe seeded = recipe with { Seed = options.Seed, Restarts = options.Restarts };
        if (options.NoiseStandardDeviation is not { } noise)
        {
            return seeded;
        }

        double scaled = noise / targetScale;
        return seeded with
        {
            NoiseVariance = scaled * scaled,
            Rules = recipe.Rules.Add(GaussianProcess.NoiseName, new HyperparameterRule { Fixed = true }),
        };
    }
}
