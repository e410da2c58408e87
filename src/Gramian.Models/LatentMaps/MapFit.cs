using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.LatentMaps;

// Expectation–maximisation on centred data. No array of rows times nodes is kept: a row adds to the sums of the nodes.
internal sealed class MapFit
{
    // Below this share of the variance of the data the noise is called nothing.
    private const double LeastVarianceShare = 1e-8;
    private const double FirstJitter = 1e-10;
    private const double LastJitter = 1e-4;

    private readonly GenerativeTopographicMap recipe;
    private readonly ComputeOptions options;
    private readonly LatentGrid grid;
    private readonly Matrix<double> data;     // [n, D], centred
    private readonly double[] mean;           // [D]
    private readonly double meanVariance;
    private readonly Matrix<double> weights;  // W, [M + 1, D]
    private readonly Matrix<double> centres;  // ΦW, [K, D]
    private readonly Matrix<double> sums;     // Σₙ rₙₖ xₙ, [K, D]
    private readonly double[] shares;         // Σₙ rₙₖ, [K]
    private readonly double squares;
    private double variance;
    private double jitter;

    public MapFit(GenerativeTopographicMap recipe, Matrix<double> data, ComputeOptions options)
    {
        (this.recipe, this.data, this.options, grid) = (recipe, data, options, new LatentGrid(recipe));
        mean = new double[data.Columns];
        for (int i = 0; i < data.Rows; i++)
        {
            for (int c = 0; c < mean.Length; c++)
            {
                mean[c] += data[i, c] / data.Rows;
            }
        }

        for (int i = 0; i < data.Rows; i++)
        {
            for (int c = 0; c < mean.Length; c++)
            {
                data[i, c] -= mean[c];
                squares += data[i, c] * data[i, c];
            }
        }

        meanVariance = squares / data.Rows / mean.Length;
        if (data.Rows < 2 || !(meanVariance > 0))
        {
            throw new ArgumentException(
                $"A map needs at least 2 different rows, but there were {data.Rows} rows that do not differ.");
        }

        weights = new Matrix<double>(grid.FeatureCount, mean.Length);
        centres = new Matrix<double>(grid.Nodes.Rows, mean.Length);
        sums = new Matrix<double>(centres.Rows, mean.Length);
        shares = new double[centres.Rows];
    }

    public FittedTopographicMap Run(RandomStream random)
    {
        Start(random);
        var path = new List<double>();
        bool converged = false;
        for (int iteration = 0; iteration < recipe.IterationLimit && !converged; iteration++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Progress?.Report(new ComputeProgress("fitting a map", iteration / (double)recipe.IterationLimit));
            path.Add(Expect());
            converged = path.Count > 1 && path[^1] - path[^2] < recipe.Tolerance * data.Rows;
            if (!converged)
            {
                Maximise();
            }
        }

        bool collapsed = variance <= LeastVarianceShare * meanVariance;
        var certificate = new Certificate
        {
            Method = "expectation-maximisation",
            Iterations = path.Count,
            RequestedTolerance = recipe.Tolerance,
            AchievedResidual = path.Count > 1 ? Math.Max(0, path[^1] - path[^2]) / data.Rows : double.NaN,
            Jitter = jitter,
            Converged = converged && !collapsed,
            Remedy = collapsed ? "The noise vanished: add a perturbation to the data."
                : converged ? null : "Allow more iterations or a larger tolerance.",
        };
        return new FittedTopographicMap(grid, mean, weights, centres, variance, [.. path], certificate);
    }

    private void Start(RandomStream random)
    {
        Matrix<double> targets = new(centres.Rows, mean.Length);
        if (recipe.Start == MapStart.Random)
        {
            // Weights of a size that lets the image fill the spread of the data.
            double scale = Math.Sqrt(meanVariance);
            for (int j = 0; j < weights.Rows - 1; j++)
            {
                random.FillNormal(weights.Row(j));
                foreach (ref double weight in weights.Row(j))
                {
                    weight *= scale;
                }
            }

            variance = meanVariance;
            Image();
            return;
        }

        using var covariance = new Matrix<double>(mean.Length, mean.Length);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0 / data.Rows, data.View, data.View, 0, covariance.View);
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(covariance);
        int d = mean.Length;
        for (int k = 0; k < targets.Rows; k++)
        {
            for (int axis = 0; axis < Math.Min(grid.Dimension, d); axis++)
            {
                // Uniform coordinates in [−1, 1] have variance 1/3.
                double length = Math.Sqrt(3 * Math.Max(0, eigen.Values[d - 1 - axis])) * grid.Nodes[k, axis];
                for (int c = 0; c < d; c++)
                {
                    targets[k, c] += length * eigen.Vectors[c, d - 1 - axis];
                }
            }
        }

        double beyond = d > grid.Dimension ? Math.Max(0, eigen.Values[d - 1 - grid.Dimension]) : 0;
        variance = Math.Max(beyond, meanVariance / recipe.Nodes);
        Array.Fill(shares, 1);
        targets.View.CopyTo(sums.View);
        SolveWeights();
        Image();
    }

    // Adds up responsibilities at the present weights; returns the log likelihood with its penalty.
    private double Expect()
    {
        Array.Clear(shares);
        sums.View.Fill(0);
        int k = centres.Rows;
        double[] row = new double[k];
        double constant = Math.Log(k) + (0.5 * mean.Length * Math.Log(2 * Math.PI * variance));
        double total = 0;
        for (int n = 0; n < data.Rows; n++)
        {
            ReadOnlySpan<double> x = data.Row(n);
            total += TopographicRows.Responsibilities(x, centres, variance, row) - constant;
            for (int j = 0; j < k; j++)
            {
                shares[j] += row[j];
                Span<double> sum = sums.Row(j);
                for (int c = 0; c < x.Length; c++)
                {
                    sum[c] += row[j] * x[c];
                }
            }
        }

        return total - (0.5 * recipe.Ridge * Squares(weights));
    }

    private void Maximise()
    {
        SolveWeights();
        Image();
        double within = squares;
        for (int j = 0; j < centres.Rows; j++)
        {
            for (int c = 0; c < mean.Length; c++)
            {
                within += centres[j, c] * ((shares[j] * centres[j, c]) - (2 * sums[j, c]));
            }
        }

        variance = Math.Max(within / data.Rows / mean.Length, LeastVarianceShare * meanVariance);
    }

    // (Φᵀ G Φ + λσ² I) W = Φᵀ R X: the ridge meets the variance, so that the penalised likelihood cannot fall.
    private void SolveWeights()
    {
        int m = weights.Rows;
        using Matrix<double> scaled = grid.Features.Copy();
        for (int j = 0; j < scaled.Rows; j++)
        {
            foreach (ref double feature in scaled.Row(j))
            {
                feature *= shares[j];
            }
        }

        using var system = new Matrix<double>(m, m);
        for (double extra = 0; extra <= LastJitter; extra = extra == 0 ? FirstJitter : extra * 10)
        {
            Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, grid.Features.View, scaled.View, 0, system.View);
            double trace = Enumerable.Range(0, m).Sum(i => system[i, i]);
            for (int i = 0; i < m; i++)
            {
                system[i, i] += (recipe.Ridge * variance) + (extra * trace / m);
            }

            if (CholeskyFactor.TryFactor(system.View, out _))
            {
                jitter = Math.Max(jitter, extra * trace / m);
                Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, grid.Features.View, sums.View, 0, weights.View);
                CholeskyFactor.SolveInPlace(system.View, weights.View);
                return;
            }
        }

        throw new SolverException(
            "The weights of the map could not be found: too many bumps for the rows; use fewer, or a larger ridge.",
            new Certificate { Method = "Cholesky", Jitter = jitter, Converged = false });
    }

    private void Image() =>
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, grid.Features.View, weights.View, 0, centres.View);

    private static double Squares(Matrix<double> matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            foreach (double value in matrix.Row(i))
            {
                sum += value * value;
            }
        }

        return sum;
    }
}
