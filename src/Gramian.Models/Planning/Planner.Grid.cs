using System.Globalization;

namespace Gramian.Models.Planning;

/// <content>The plan that uses the structure of the inputs.</content>
public static partial class Planner
{
    /// <summary>The rows from which <see cref="Choose"/> takes a process on a grid.</summary>
    public const int GridRows = 1000;

    private const double GridEvaluations = 70;
    private const double TransformRate = 2e8;       // n log n of a Fourier transform with its padding
    private const double SeriesRate = 4e9;          // of the recursion of a predictor, in vectors
    private const double PredictorOrders = 8000;    // of a series, beyond which few kernels look back
    private const double SeriesProducts = 60;

    /// <summary>The rows from which <see cref="Choose"/> takes a process in Fourier features for one input.</summary>
    public const int WaveRows = 50_000;

    private const double WaveSearchRows = 1500;
    private const double WaveFrequencies = 4096;
    private const double ScatterRate = 5e6;         // rows of a non-uniform transform in one dimension

    /// <summary>Plans a Gaussian process in equally spaced Fourier features: 24 · 4096² bytes at most.</summary>
    /// <remarks>
    /// <see cref="Choose"/> takes it for one input alone, where a few thousand waves follow any kernel that the data
    /// can tell from noise; for two and three inputs it is to be named.
    /// </remarks>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan FourierProcess(Workload work, Budget budget)
    {
        Check(work, budget);
        if (!work.HasWaves)
        {
            return Unfit(ModelKind.FourierProcess, "equispaced Fourier features",
                "A Gaussian process in Fourier features needs 1 to 3 inputs after encoding and a kernel with a known "
                + "spectral density: rbf, matern, rationalquadratic or laplacian, their sums and multiples.");
        }

        double n = work.Rows;
        double search = SearchSeconds(work, Math.Min(n, WaveSearchRows));
        double transforms = 4 * n * Math.Pow(8, work.Inputs - 1) / ScatterRate;
        double factor = WaveFrequencies * WaveFrequencies * WaveFrequencies / 3 / FactorRate;
        double bytes = (24 * WaveFrequencies * WaveFrequencies) + DataBytes(work) + SmallBytes;
        string rule = string.Create(CultureInfo.InvariantCulture,
            $"{work.Rows} rows of {work.Inputs} inputs are seen through equally spaced waves, whose normal equations "
            + $"are Toeplitz, with the hyperparameters of the exact likelihood of {Math.Min(n, WaveSearchRows)} rows.");
        return Decide(
            ModelKind.FourierProcess, "equispaced Fourier features", "A Gaussian process in Fourier features", rule,
            work, bytes, (1 + work.Folds) * (search + transforms + factor), growth: 1, budget);
    }

    /// <summary>Plans an exact Gaussian process on a grid: no n × n matrix.</summary>
    /// <param name="work">The size of the fit, with the shape of its grid.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan GridProcess(Workload work, Budget budget)
    {
        Check(work, budget);
        if (work.Folds > 0)
        {
            return Unfit(ModelKind.GridProcess, "grid",
                "A Gaussian process on a grid is validated by leaving out every row in turn: folds would break the "
                + "grid.");
        }

        if (work.GridShape is not { } shape)
        {
            return Unfit(ModelKind.GridProcess, "grid",
                "A Gaussian process on a grid needs inputs that are all places of a grid, each once, and a kernel that "
                + "is stationary on a line of equally spaced points or a product over the columns of another grid.");
        }

        double n = work.Rows;
        bool isLine = shape.Count == 1;
        double evaluation = isLine
            ? (2 * n * Math.Min(n, PredictorOrders) / SeriesRate)
                + (SeriesProducts * n * Math.Log2(2 * n) / TransformRate)
            : shape.Sum(k => (9.0 * k * k * k / EigenRate) + (2 * (4 + work.Hyperparameters) * n * k / FactorRate));
        double bytes = (isLine ? 200 * n : (150 * n) + shape.Sum(k => 40.0 * k * k)) + SmallBytes;
        string rule = isLine
            ? string.Create(CultureInfo.InvariantCulture,
                $"The {work.Rows} inputs are equally spaced and the kernel is stationary: its matrix is Toeplitz, and "
                + $"an exact Gaussian process takes Fourier transforms and no square of the rows.")
            : string.Create(CultureInfo.InvariantCulture,
                $"The {work.Rows} inputs fill a grid of {string.Join(" x ", shape)} and the kernel is a product over "
                + $"its axes: its matrix is a Kronecker product, and an exact Gaussian process takes the eigenvectors "
                + $"of each axis.");
        return Decide(
            ModelKind.GridProcess, isLine ? "Toeplitz" : "Kronecker", "A Gaussian process on a grid", rule, work, bytes,
            GridEvaluations * evaluation, growth: 1, budget);
    }

    private static Plan Unfit(ModelKind kind, string method, string why) => new(kind, method, why, 0, 0, why);
}
