using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.FourierProcesses;

/// <summary>Fits a process in Fourier features, with hyperparameters of the exact likelihood of drawn rows.</summary>
internal static class FourierFit
{
    private const ulong RowsTask = 5;
    private const double Margin = 0.25;
    private const double LoosestTolerance = 1e-2;

    /// <summary>The most rows on which hyperparameters are sought.</summary>
    public const int SearchRows = 1500;

    /// <summary>Fits one target.</summary>
    /// <param name="search">The recipe that finds kernel and noise on drawn rows.</param>
    /// <param name="inputs">The training inputs, of 1 to 3 columns.</param>
    /// <param name="targets">The training targets.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="SolverException">The kernel that was found needs too many frequencies.</exception>
    public static FittedFourierProcess Run(
        GaussianProcess search, Points inputs, double[] targets, ComputeOptions? options)
    {
        int[] rows = RowSubset.Draw(inputs.Count, SearchRows, new RandomStream(search.Seed, RowsTask));
        FittedGaussianProcess found = search.Fit(
            inputs.Select(rows), Array.ConvertAll(rows, row => targets[row]), options);
        var recipe = new FourierProcess(found.Kernel, found.NoiseVariance) { Margin = Margin, PriorBeyond = true };
        while (true)
        {
            int frequencies = FourierSystem.FrequenciesFor(found.Kernel, inputs, Margin, recipe.Tolerance);
            if (frequencies <= recipe.DenseLimit)
            {
                return recipe.Fit(inputs, targets, options).With(found.Optimization);
            }

            if (recipe.Tolerance >= LoosestTolerance)
            {
                string remedy = "Use another model, such as sgpr or vecchia.";
                throw new SolverException(
                    string.Create(CultureInfo.InvariantCulture,
                        $"The kernel {found.Kernel} varies so fast over the inputs that {frequencies} waves would be "
                        + $"needed, more than {recipe.DenseLimit}. {remedy}"),
                    new Certificate { Method = "equispaced Fourier features", Converged = false, Remedy = remedy });
            }

            recipe = recipe with { Tolerance = 10 * recipe.Tolerance };
        }
    }
}
