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
    // Products with KᵀK round at about this much of its trace: 2⁻⁵².
    private const double ProductNoise = 2e-16;
    private const int ExactTraceLimit = 256;
    private const int TraceCentres = 256;
    private const double LoosestTolerance = 1e-2;
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
        using var guess = new Matrix<double>(centres.Count, targets.Columns);
        (TriangularRoot root, double lift) = plan.Solver switch
        {
            NystromSolver.Falkon => CentreRoot(),
            NystromSolver.Sketch => SketchedRoot(),
            _ => SampledRoot(guess),
        };
        LinearOperator normal = roots is null
            ? new NormalOperator(kernel, inputs, centres)
            : WeightedProducts(roots, right);
        double noise = RoundingNoise();
        LinearOperator penalty = kernel.Gram(centres).Times(weight).PlusDiagonal(noise);
        using Matrix<double> residual = Begin(normal, penalty, root, guess, right, out double share);
        Certificate certificate = new NormalEquations
        {
            RelativeTolerance = Math.Clamp(recipe.Tolerance / share, recipe.Tolerance, LoosestTolerance),
            IterationLimit = recipe.IterationLimit,
        }.Solve(normal.Plus(penalty), root, residual, weights, options);
        for (int i = 0; i < centres.Count; i++)
        {
            VectorOps.Axpy(1.0, guess.Row(i), weights.Row(i));
        }

        double achieved = share * certificate.AchievedResidual;
        certificate = certificate with
        {
            RequestedTolerance = recipe.Tolerance,
            AchievedResidual = achieved,
            Jitter = noise,
            JitterRelative = ProductNoise * centres.Count,
            Remedy = certificate.Converged ? null : string.Create(CultureInfo.InvariantCulture,
                $"The relative residual is {achieved:G3} after {certificate.Iterations} iterations, not "
                + $"{recipe.Tolerance:G3}. Allow more iterations, use the normal equations, or raise the ridge."),
        };
        return (certificate, root, lift);
    }

    // KᵀWK, and KᵀWy into the right side.
    private WeightedNormalOperator WeightedProducts(double[] rowRoots, Matrix<double> right)
    {
        var weighted = new WeightedNormalOperator(kernel, inputs, centres, rowRoots);
        weighted.ApplyTransposed(targets, right, options);
        return weighted;
    }

    // Kᵀy, and what a guess leaves of it: the guess of drawn rows and both products in one pass over all rows.
    private Matrix<double> Begin(
        LinearOperator products, LinearOperator penalty, TriangularRoot root, Matrix<double> guess,
        Matrix<double> right, out double share)
    {
        share = 1;
        if (products is not NormalOperator normal)
        {
            guess.View.Fill(0);
            return right.Copy();
        }

        if (targets.Columns > 1 || plan.Solver != NystromSolver.SampledRows)
        {
            guess.View.Fill(0);
            normal.ApplyTransposed(targets, right, options);
            return right.Copy();
        }

        int m = centres.Count;
        double[] product = new double[m], transposed = new double[m], penalised = new double[m];
        double[] first = guess.View.ColumnToArray(0);
        normal.ApplyBoth(first, targets.ColumnToArray(0), product, transposed, options);
        penalty.Apply(first, penalised, options);
        var residual = new Matrix<double>(m, 1);
        for (int i = 0; i < m; i++)
        {
            right[i, 0] = transposed[i];
            residual[i, 0] = transposed[i] - product[i] - penalised[i];
        }

        double left = Size(root, residual) / Size(root, right);
        if (left < 1)
        {
            share = left;
            return residual;
        }

        guess.View.Fill(0);
        residual.Dispose();
        return right.Copy();
    }

    // ‖Bᵀv‖, in which the residual is judged.
    private double Size(TriangularRoot root, Matrix<double> vector)
    {
        using Matrix<double> turned = vector.Copy();
        root.ApplyTransposed(turned, options);
        double sum = 0;
        for (int i = 0; i < turned.Rows; i++)
        {
            sum += turned[i, 0] * turned[i, 0];
        }

        return Math.Sqrt(sum);
    }

    // What rounding of products with KᵀK hides, as a share of tr KᵀK, which some centres tell. It is added to the
    // system itself, as a factorisation would need it too: without it a kernel that is nearly constant leaves
    // directions in which products are noise, and the iterations never settle there.
    private double RoundingNoise()
    {
        int count = Math.Min(centres.Count, TraceCentres);
        using Matrix<double> some = kernel.GramMatrix(centres.Select([.. Enumerable.Range(0, count)]), options);
        double squares = 0;
        for (int i = 0; i < count; i++)
        {
            squares += VectorOps.SumOfSquares<double>(some.Row(i)) / ((double)count * count);
        }

        return ProductNoise * (roots?.Sum(root => root * root) ?? inputs.Count) * centres.Count * squares;
    }

    // n (R²/m + λR), with R lifted by δ such that n (δ²/m + λδ) is the noise that the system is lifted by.
    private (TriangularRoot Root, double Lift) CentreRoot()
    {
        Matrix<double> penalty = kernel.GramMatrix(centres, options);
        int m = centres.Count;
        double ridge = weight / inputs.Count;
        double noise = RoundingNoise() / inputs.Count;
        double delta = 2 * noise / (ridge + Math.Sqrt((ridge * ridge) + (4 * noise / m)));
        SymmetricOps.AddToDiagonal<double>(penalty, delta);
        TriangularRoot root = TriangularRoot.FromPenalty(penalty, ridge, inputs.Count, recipe.Jitter, options);
        return (root, weight * (delta + root.Jitter));
    }

    // (n/s) KₛᵀKₛ + w R over s drawn rows; the solution for their targets alone is the guess.
    private (TriangularRoot Root, double Lift) SampledRoot(Matrix<double> guess)
    {
        int[] drawn = RowSubset.Draw(
            inputs.Count, plan.SampleRows, new RandomStream(recipe.Seed, task: 4));
        Points sample = drawn.Length == inputs.Count ? inputs : inputs.Select(drawn);
        using var normal = new NormalMatrix(centres.Count);
        double[]? drawnRoots = roots is null ? null : Array.ConvertAll(drawn, row => roots[row]);
        using Matrix<double> observed = RowSubset.Select(targets, drawn);
        double factor = inputs.Count / (double)sample.Count;
        new FeatureRows(kernel, sample, centres).Visit(options, (first, block) =>
        {
            RowSubset.ScaleInPlace(block, drawnRoots, first);
            normal.Add(block, options);
            Blas.Gemm(
                Transpose.Yes, Transpose.No, factor, block, observed.View.Slice(first, 0, block.Rows, guess.Columns),
                1.0, guess, options);
        });
        Matrix<double> matrix = normal.Take();
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Scale(factor, matrix.Row(i)[..(i + 1)]);
        }

        (TriangularRoot Root, double Lift) made =
            Root(matrix, string.Create(CultureInfo.InvariantCulture, $"{sample.Count} rows"));
        made.Root.ApplyTransposed(guess, options);
        made.Root.Apply(guess, options);
        return made;
    }

    // (ΦK)ᵀΦK + w R for a sparse sketch Φ of 2m rows.
    private (TriangularRoot Root, double Lift) SketchedRoot()
    {
        int m = centres.Count;
        using var sketch = new RowSketch(
            checked(2 * m), m, new RandomStream(recipe.Seed, task: 4));
        new FeatureRows(kernel, inputs, centres).Visit(options, (first, block) =>
        {
            RowSubset.ScaleInPlace(block, roots, first);
            sketch.Add(block, options);
        });
        var matrix = new Matrix<double>(m, m);
        Blas.Syrk(Triangle.Lower, Transpose.Yes, 1.0, sketch.Sketch, 0.0, matrix, options);
        return Root(matrix, string.Create(CultureInfo.InvariantCulture, $"a sketch of {2 * m} rows"));
    }

    // From what stands for KᵀK, which is taken over, lifted by what rounding hides.
    private (TriangularRoot Root, double Lift) Root(Matrix<double> matrix, string name)
    {
        double noise = RoundingNoise();
        SymmetricOps.AddToDiagonal<double>(matrix, noise);
        CholeskyFactorization factored = Factor(matrix, recipe.Jitter);
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

        for (int j = 0; j < centres.Count; j++)
        {
            double alpha = weights[j, target];
            sum -= alpha * (right[j, target] + (weight * penalised[j, target]) + (certificate.Jitter * alpha));
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
