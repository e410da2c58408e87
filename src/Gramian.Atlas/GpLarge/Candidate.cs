using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.Landmarks;
using Gramian.Models.LargeRidge;
using Gramian.Models.SparseProcesses;
using Gramian.Models.Vecchia;
using Gramian.Solvers.Optimisation;

namespace Gramian.Atlas.GpLarge;

/// <summary>A model that may be chosen: how it is trained, and how what was found is put on all rows.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Search">The recipe that searches for hyperparameters.</param>
/// <param name="Again">The recipe that keeps the hyperparameters of a fitted model.</param>
internal sealed record Candidate(string Name, IRegressionRecipe Search, Func<IRegressor, IRegressionRecipe> Again)
{
    /// <summary>The name of the sparse process that the claims compare with.</summary>
    public const string Reference = "SGPR(512)";

    private const int Inducing = 512;
    private const int SearchNeighbours = 20;
    private const int Neighbours = 100;
    private const double FactorRate = 3e10;      // operations per second in products, two cores of modest speed
    private const double NeighbourRate = 2e9;    // operations per second in many small factorisations
    private const double EvaluationsPerIteration = 1.25;
    private static readonly int[] CentreCounts = [5000, 3000, 2000, 1000, 500];

    /// <summary>All candidates for a size. Predicted cost, never the clock, sets iterations and centres.</summary>
    /// <param name="rows">The number of training rows.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="seconds">The training-time budget of one model.</param>
    /// <param name="seed">The seed of all that is drawn.</param>
    public static IReadOnlyList<Candidate> All(int rows, int inputs, double seconds, ulong seed) =>
        [Sparse(rows, seconds, seed), Neighbouring(rows, inputs, seconds, seed), Ridge(rows, inputs, seconds, seed)];

    private static Candidate Sparse(int rows, double seconds, ulong seed)
    {
        var recipe = new SparseGaussianProcess(Kernel.Parse(FitOptions.DefaultKernel))
        {
            InducingCount = Inducing,
            Restarts = 1,
            Optimizer = Limited(4.0 * rows * Inducing * Inducing / FactorRate, seconds),
            Seed = seed,
        };
        return new Candidate(Reference, recipe, fitted =>
        {
            var found = (FittedSparseProcess)fitted;
            return recipe with
            {
                Kernel = found.Kernel,
                NoiseVariance = found.NoiseVariance,
                InducingRule = new GivenLandmarks(found.InducingPoints),
                Optimize = false,
            };
        });
    }

    private static Candidate Neighbouring(int rows, int inputs, double seconds, ulong seed)
    {
        double m = SearchNeighbours + 1;
        var recipe = new VecchiaProcess(Kernel.Parse("matern52(lengthscale=ard)"))
        {
            Neighbours = SearchNeighbours,
            Restarts = 1,
            Optimizer = Limited(rows * m * m * (m + (2 * inputs)) / NeighbourRate, seconds),
            Seed = seed,
        };
        return new Candidate($"Vecchia({Neighbours})", recipe, fitted =>
        {
            var found = (FittedVecchiaProcess)fitted;
            return recipe with
            {
                Kernel = found.Kernel,
                NoiseVariance = found.NoiseVariance,
                Neighbours = Neighbours,
                Optimize = false,
            };
        });
    }

    private static Candidate Ridge(int rows, int inputs, double seconds, ulong seed)
    {
        Kernel kernel = Kernel.Parse(FitOptions.DefaultKernel).Resolve(inputs, Math.Sqrt(inputs));
        var recipe = new NystromRidge(kernel) { Tuning = new HoldOutTuning { RowLimit = 5000 }, Seed = seed };
        // Half of the time goes to the tuning, half to the solve; the least count is taken whatever it costs.
        int centres = Array.Find(
            CentreCounts,
            count => (recipe with { CentreCount = count }).Plan(rows, inputs).Operations / FactorRate <= seconds / 2);
        recipe = recipe with { CentreCount = centres == 0 ? CentreCounts[^1] : centres };
        return new Candidate($"Nystrom({recipe.CentreCount})", recipe, fitted =>
        {
            var found = (FittedNystromRidge)fitted;
            return recipe with { Kernel = found.Kernel, Ridge = found.Ridge, Tuning = null };
        });
    }

    private static Lbfgsb Limited(double evaluation, double seconds) => new()
    {
        IterationLimit = (int)Math.Clamp(seconds / (EvaluationsPerIteration * evaluation), 3, 50),
        RelativeTolerance = 1e-6,
    };
}
