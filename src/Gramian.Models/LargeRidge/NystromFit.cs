using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers;
using Gramian.Solvers.Dense;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Models.LargeRidge;

/// <summary>Carries a low-rank ridge regression through a fit: choose, plan, solve, certify.</summary>
internal sealed class NystromFit
{
    // Products with KᵀK round at about this much of its norm; 2⁻⁵² and some room.
    private const double ProductNoise = 2e-15;
    private const int ExactTraceLimit = 256;
    private const int Probes = 32;
    private readonly NystromRidge recipe;
    private readonly Points inputs;
    private readonly MatrixView<double> targets;
    private readonly ComputeOptions options;
    private readonly Kernel kernel;
    private readonly double weight;     // w = nλ
    private readonly Points centres;
    private readonly NystromPlan plan;
    private readonly HoldOutResult? tuned;
    private readonly double[]? roots;   // √w of each row, or null for 1; K and y are scaled by it, row by row

    private NystromFit(
        NystromRidge recipe, Points inputs, MatrixView<double> targets, double[]? roots, ComputeOptions options)
    {
        (this.recipe, this.inputs, this.options, this.roots) = (recipe, inputs, options, roots);
        this.targets = roots is null ? targets : RowSubset.Scale(targets, roots);
        options.CancellationToken.ThrowIfCancellationRequested();
        var random = new RandomStream(recipe.Seed, task: 3);
        RidgeChoice choice = RidgeChoice.Make(
            recipe.Kernel, recipe.Ridge, recipe.SelectionRows, inputs, targets, roots, random.Substream(1), options);
        int count = recipe.CentresFor(inputs.Count);
        if (recipe.Tuning is { } tuning)
        {
            tuned = tuning.Run(choice, recipe, inputs, targets, random.Substream(2), options);
            choice = new RidgeChoice(tuned.Kernel, tuned.NoiseLevel / inputs.Count);
            centres = tuned.Centres!;
        }

        kernel = choice.Kernel;
        weight = choice.Ridge * inputs.Count;
        centres ??= recipe.Landmarks.Choose(inputs, kernel, count, random.Substream(3), options);
        plan = NystromPlan.Make(inputs.Count, inputs.Dimension, centres.Count, recipe.Tolerance, recipe.Solver);
        if (options.MemoryLimit is long limit && plan.Bytes > limit)
        {
            throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture,
                $"{centres.Count} centres need {plan.Bytes / 1e6:F0} MB beside the data, more than the "
                + $"{limit / 1e6:F0} MB allowed. Use fewer centres or allow more memory."));
        }
    }

    public static FittedNystromRidge Run(
        NystromRidge recipe,
        Points inputs,
        MatrixView<double> targets,
        double[]? roots,
        ComputeOptions options) => new NystromFit(recipe, inputs, targets, roots, options).Solve();

    private FittedNystromRidge Solve()
    {
        var right = new Matrix<double>(centres.Count, targets.Columns);
        var weights = new Matrix<double>(centres.Count, targets.Columns);
        (Certificate certificate, TriangularRoot root, double lift) = plan.Solver == NystromSolver.NormalEquations
            ? SolveDirectly(right, weights)
            : SolveByIterations(right, weights);
        double freedom = DegreesOfFreedom(root, lift);
        var variances = new double[targets.Columns];
        using Matrix<double> penalised = Penalise(weights);
        double rest = Math.Max(1 - (freedom / inputs.Count), 1e-12);
        for (int o = 0; o < variances.Length; o++)
        {
            variances[o] = ResidualSquares(o, weights, right, penalised, certificate) / inputs.Count / (rest * rest);
        }

        return new FittedNystromRidge(kernel, centres, weights, weight / inputs.Count, inputs.Count)
        {
            Plan = plan,
            Tuning = tuned,
            Certificate = certificate,
            DegreesOfFreedom = freedom,
            ErrorVariances = variances,
        };
    }

    // The lift is what stands on the diagonal of B⁻ᵀB⁻¹ beside KᵀK + wR.
    private (Certificate Certificate, TriangularRoot Root, double Lift) SolveDirectly(
        Matrix<double> right, Matrix<double> weights)
    {
        var rows = new FeatureRows(kernel, inputs, centres);
        using var normal = new NormalMatrix(centres.Count);
        rows.Visit(options, (first, block) =>
        {
            RowSubset.ScaleInPlace(block, roots, first);
            normal.Add(block, options);
            Blas.Gemm(
                Transpose.Yes, Transpose.No, 1.0, block, targets.Slice(first, 0, block.Rows, targets.Columns), 1.0,
                right, options);
        });
        CholeskyFactorization factor = Factor(normal.Take(), recipe.Jitter);
        factor.Solve(right.View, weights.View);
        Certificate certificate = factor.Certificate with { Method = "normal equations, Cholesky" };
        return (certificate, TriangularRoot.FromFactor(factor, "all rows"), factor.Jitter);
    }

    private (Certificate Certificate, TriangularRoot Root, double Lift) SolveByIterations(
        Matrix<double> right, Matrix<double> weights)
    {
        (TriangularRoot root, double lift) = plan.Solver == NystromSolver.Falkon ? CentreRoot() : SampledRoot();
        LinearOperator system = NormalProducts(right).Plus(kernel.Gram(centres).Times(weight));
        var solver = new NormalEquations
        {
            RelativeTolerance = recipe.Tolerance,
            IterationLimit = recipe.IterationLimit,
        };
        return (solver.Solve(system, root, right, weights, options), root, lift);
    }

    // KᵀWK, and KᵀWy into the right side.
    private LinearOperator NormalProducts(Matrix<double> right)
    {
        if (roots is not null)
        {
            var weighted = new WeightedNormalOperator(kernel, inputs, centres, roots);
            weighted.ApplyTransposed(targets, right, options);
            return weighted;
        }

        var normal = new NormalOperator(kernel, inputs, centres);
        normal.ApplyTransposed(targets, right, options);
        return normal;
    }

    // n (R²/m + λR), with R lifted by δ so far that directions which rounding of KᵀK hides are left alone:
    // δ²/m + λδ is that noise over n, ‖KᵀK‖ being at most n m times the mean of k(z, z).
    private (TriangularRoot Root, double Lift) CentreRoot()
    {
        Matrix<double> penalty = kernel.GramMatrix(centres, options);
        int m = centres.Count;
        double trace = 0;
        for (int i = 0; i < m; i++)
        {
            trace += penalty[i, i];
        }

        double ridge = weight / inputs.Count;
        double noise = ProductNoise * trace * trace / m;
        double delta = 2 * noise / (ridge + Math.Sqrt((ridge * ridge) + (4 * noise / m)));
        SymmetricOps.AddToDiagonal<double>(penalty, delta);
        TriangularRoot root = TriangularRoot.FromPenalty(penalty, ridge, inputs.Count, recipe.Jitter, options);
        return (root, weight * (delta + root.Jitter));
    }

    // (n/s) KₛᵀKₛ + w R over s drawn rows.
    private (TriangularRoot Root, double Lift) SampledRoot()
    {
        int[] drawn = RowSubset.Draw(
            inputs.Count, plan.SampleRows, new RandomStream(recipe.Seed, task: 4));
        Points sample = drawn.Length == inputs.Count ? inputs : inputs.Select(drawn);
        using var normal = new NormalMatrix(centres.Count);
        double[]? drawnRoots = roots is null ? null : Array.ConvertAll(drawn, row => roots[row]);
        new FeatureRows(kernel, sample, centres).Visit(options, (first, block) =>
        {
            RowSubset.ScaleInPlace(block, drawnRoots, first);
            normal.Add(block, options);
        });
        Matrix<double> matrix = normal.Take();
        double factor = inputs.Count / (double)sample.Count;
        double trace = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Scale(factor, matrix.Row(i)[..(i + 1)]);
            trace += matrix[i, i];
        }

        double noise = ProductNoise * trace;
        SymmetricOps.AddToDiagonal<double>(matrix, noise);
        CholeskyFactorization factored = Factor(matrix, recipe.Jitter);
        string name = string.Create(CultureInfo.InvariantCulture, $"{sample.Count} rows");
        return (TriangularRoot.FromFactor(factored, name), noise + factored.Jitter);
    }

    // The Cholesky factor of H + w R; H is taken over.
    private CholeskyFactorization Factor(Matrix<double> matrix, JitterPolicy policy)
    {
        new FeatureRows(kernel, centres, centres).Visit(options, (first, block) =>
        {
            for (int i = 0; i < block.Rows; i++)
            {
                int length = first + i + 1;
                VectorOps.Axpy(weight, block.Row(i)[..length], matrix.Row(first + i)[..length]);
            }
        });
        return CholeskyFactorization.Factor(matrix, policy, options);
    }

    private Matrix<double> Penalise(Matrix<double> vectors)
    {
        var product = new Matrix<double>(centres.Count, vectors.Columns);
        kernel.Gram(centres).Apply(vectors, product, options);
        return product;
    }

    // ‖y − Kα‖² from what the solution satisfies: (KᵀK + wR + δI) α = Kᵀy.
    private double ResidualSquares(
        int target, Matrix<double> weights, Matrix<double> right, Matrix<double> penalised, Certificate certificate)
    {
        double sum = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            sum += targets[i, target] * targets[i, target];
        }

        double jitter = plan.Solver == NystromSolver.NormalEquations ? certificate.Jitter : 0;
        for (int j = 0; j < centres.Count; j++)
        {
            double alpha = weights[j, target];
            sum -= alpha * (right[j, target] + (weight * penalised[j, target]) + (jitter * alpha));
        }

        return Math.Max(sum, 0);
    }

    // m − tr(Bᵀ(wR + lift I)B): exactly for few centres, else by random signs.
    private double DegreesOfFreedom(TriangularRoot root, double lift)
    {
        int m = centres.Count;
        bool exact = m <= ExactTraceLimit;
        using Matrix<double> probes = exact ? Matrix<double>.Identity(m) : new Matrix<double>(m, Probes);
        var random = new RandomStream(recipe.Seed, task: 5);
        for (int i = 0; i < m && !exact; i++)
        {
            foreach (ref double sign in probes.Row(i))
            {
                sign = random.NextDouble() < 0.5 ? -1 : 1;
            }
        }

        root.Apply(probes, options);
        using Matrix<double> product = Penalise(probes);
        double trace = 0;
        for (int i = 0; i < m; i++)
        {
            trace += (weight * VectorOps.Dot<double>(probes.Row(i), product.Row(i)))
                + (lift * VectorOps.SumOfSquares<double>(probes.Row(i)));
        }

        double share = trace / (exact ? 1 : Probes);
        return Math.Clamp(m - share, 0, Math.Min(m, inputs.Count));
    }
}
