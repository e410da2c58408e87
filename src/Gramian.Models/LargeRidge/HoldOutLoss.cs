using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Models.LargeRidge;

/// <summary>
/// Represents the squared error on held-out rows of a ridge regression on centres, and its gradient. Immutable.
/// </summary>
/// <remarks>
/// With A = KᵀK + wR, α = A⁻¹Kᵀy, ε = 2(p − y)/(v q) on the v held-out rows and g = A⁻¹Kᵥᵀε, the derivative is
/// Σ dKᵥ∘(εαᵀ) + Σ dK∘((y − Kα)gᵀ − Kgαᵀ) − w Σ dR∘(gαᵀ) − gᵀRα dw. One evaluation takes n m² operations and
/// O(m²) memory.
/// </remarks>
[Paper("meanti2022efficient")]
public sealed class HoldOutLoss
{
    private const int BlockRows = 1024;
    private readonly Points training;
    private readonly Points held;
    private readonly MatrixView<double> trainingTargets;
    private readonly MatrixView<double> heldTargets;

    /// <summary>Makes the loss.</summary>
    /// <param name="training">The n inputs that are fitted.</param>
    /// <param name="trainingTargets">Their targets, [n, q]; borrowed.</param>
    /// <param name="held">The v inputs that are held out.</param>
    /// <param name="heldTargets">Their targets, [v, q]; borrowed.</param>
    /// <exception cref="ArgumentException">Shapes disagree, a set is empty, or a target is not finite.</exception>
    public HoldOutLoss(
        Points training, MatrixView<double> trainingTargets, Points held, MatrixView<double> heldTargets)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(held);
        RegressionData.CheckTargets(training, trainingTargets);
        RegressionData.CheckTargets(held, heldTargets);
        Guard.Length(held.Dimension, training.Dimension, nameof(held));
        Guard.Length(heldTargets.Columns, trainingTargets.Columns, nameof(heldTargets));
        (this.training, this.held) = (training, held);
        (this.trainingTargets, this.heldTargets) = (trainingTargets, heldTargets);
    }

    /// <summary>The mean squared error over held-out rows and targets, and its gradient.</summary>
    /// <param name="kernel">A kernel with all its lengthscales.</param>
    /// <param name="noiseLevel">w = nλ, positive.</param>
    /// <param name="centres">The m centres.</param>
    /// <param name="gradient">
    /// Receives the derivatives by the kernel's hyperparameters, transformed, and by ln w.
    /// </param>
    /// <param name="centreGradient">Receives the derivatives by the centres, [m, d]; null when not wanted.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The noise level is not positive and finite.</exception>
    /// <exception cref="Solvers.SolverException">A has no factor, even with jitter.</exception>
    public double Evaluate(
        Kernel kernel,
        double noiseLevel,
        Points centres,
        Span<double> gradient,
        Matrix<double>? centreGradient = null,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(centres);
        Guard.Positive(noiseLevel);
        Guard.Length(gradient.Length, kernel.Hyperparameters.Count + 1, nameof(gradient));
        options ??= ComputeOptions.Default;
        (int m, int q) = (centres.Count, trainingTargets.Columns);
        using var alpha = new Matrix<double>(m, q);
        using Matrix<double> penalty = kernel.GramMatrix(centres, options);
        CholeskyFactorization factor = Solve(kernel, noiseLevel, centres, penalty, alpha, options);
        gradient.Clear();
        centreGradient?.View.Fill(0);
        var sums = new Sums(kernel, centres, gradient.Length - 1, centreGradient, options);
        using var adjoint = new Matrix<double>(m, q);
        double loss = AddHeld(sums, alpha, adjoint);
        factor.Solve(adjoint.View, adjoint.View);
        AddTraining(sums, alpha, adjoint);
        gradient[^1] = AddPenalty(sums, noiseLevel, penalty, alpha, adjoint);
        sums.Gradient.CopyTo(gradient);
        return loss;
    }

    private CholeskyFactorization Solve(
        Kernel kernel,
        double noiseLevel,
        Points centres,
        Matrix<double> penalty,
        Matrix<double> alpha,
        ComputeOptions options)
    {
        using var normal = new NormalMatrix(centres.Count);
        new FeatureRows(kernel, training, centres).Visit(options, (first, block) =>
        {
            normal.Add(block, options);
            MatrixView<double> part = trainingTargets.Slice(first, 0, block.Rows, alpha.Columns);
            Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, block, part, 1.0, alpha, options);
        });
        Matrix<double> matrix = normal.Take();
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Axpy(noiseLevel, penalty.Row(i)[..(i + 1)], matrix.Row(i)[..(i + 1)]);
        }

        CholeskyFactorization factor = CholeskyFactorization.Factor(matrix, options: options);
        factor.Solve(alpha.View, alpha.View);
        return factor;
    }

    // The loss; Kᵥᵀε goes to the adjoint, which is not yet solved.
    private double AddHeld(Sums sums, Matrix<double> alpha, Matrix<double> adjoint)
    {
        double loss = 0;
        double scale = 1.0 / ((double)held.Count * alpha.Columns);
        sums.Visit(held, (first, points, block) =>
        {
            using var errors = new Matrix<double>(block.Rows, alpha.Columns);
            Blas.Gemm(Transpose.No, Transpose.No, 1.0, block, alpha, 0.0, errors, sums.Options);
            for (int i = 0; i < errors.Rows; i++)
            {
                Span<double> row = errors.Row(i);
                VectorOps.Axpy(-1.0, heldTargets.Row(first + i), row);
                loss += scale * VectorOps.SumOfSquares<double>(row);
                VectorOps.Scale(2 * scale, row);
            }

            Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, block, errors, 1.0, adjoint, sums.Options);
            Blas.Gemm(Transpose.No, Transpose.Yes, 1.0, errors, alpha, 0.0, block, sums.Options);
            sums.AddCross(points, block);
        });
        return loss;
    }

    private void AddTraining(Sums sums, Matrix<double> alpha, Matrix<double> adjoint) =>
        sums.Visit(training, (first, points, block) =>
        {
            using Matrix<double> residuals =
                trainingTargets.Slice(first, 0, block.Rows, alpha.Columns).ToMatrix();
            using var shifts = new Matrix<double>(block.Rows, alpha.Columns);
            Blas.Gemm(Transpose.No, Transpose.No, -1.0, block, alpha, 1.0, residuals, sums.Options);
            Blas.Gemm(Transpose.No, Transpose.No, 1.0, block, adjoint, 0.0, shifts, sums.Options);
            Blas.Gemm(Transpose.No, Transpose.Yes, 1.0, residuals, adjoint, 0.0, block, sums.Options);
            Blas.Gemm(Transpose.No, Transpose.Yes, -1.0, shifts, alpha, 1.0, block, sums.Options);
            sums.AddCross(points, block);
        });

    // Returns the derivative by ln w.
    private static double AddPenalty(
        Sums sums, double noiseLevel, Matrix<double> penalty, Matrix<double> alpha, Matrix<double> adjoint)
    {
        int m = penalty.Rows;
        using var product = new Matrix<double>(m, alpha.Columns);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, penalty, alpha, 0.0, product, sums.Options);
        double slope = 0;
        for (int i = 0; i < m; i++)
        {
            slope -= noiseLevel * VectorOps.Dot<double>(adjoint.Row(i), product.Row(i));
        }

        Blas.Gemm(Transpose.No, Transpose.Yes, -0.5 * noiseLevel, adjoint, alpha, 0.0, penalty, sums.Options);
        Blas.Gemm(Transpose.No, Transpose.Yes, -0.5 * noiseLevel, alpha, adjoint, 1.0, penalty, sums.Options);
        sums.AddGram(penalty);
        return slope;
    }

    // The sums over blocks of weights, for the hyperparameters and, when they are wanted, for the centres.
    private sealed class Sums(
        Kernel kernel, Points centres, int count, Matrix<double>? centreGradient, ComputeOptions options)
    {
        private readonly double[] part = new double[count];

        public double[] Gradient { get; } = new double[count];

        public ComputeOptions Options => options;

        public void Visit(Points rows, Action<int, Points, MatrixView<double>> visit)
        {
            using Matrix<double> buffer =
                Matrix<double>.Uninitialized(Math.Min(BlockRows, rows.Count), centres.Count);
            for (int first = 0; first < rows.Count; first += BlockRows)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                int length = Math.Min(BlockRows, rows.Count - first);
                Points points = ExactPosterior.Slice(rows, first, length);
                MatrixView<double> block = buffer.View.Slice(0, 0, length, centres.Count);
                kernel.FillCross(points, centres, block, options);
                visit(first, points, block);
            }
        }

        public void AddCross(Points rows, MatrixView<double> weights)
        {
            kernel.ContractCrossGradient(rows, centres, weights, part, options);
            VectorOps.Axpy<double>(1, part, Gradient);
            if (centreGradient is not null)
            {
                using Matrix<double> turned = Turn(weights);
                AddSlopes(rows, turned, 1);
            }
        }

        public void AddGram(Matrix<double> weights)
        {
            kernel.ContractGradient(centres, weights, part, options);
            VectorOps.Axpy<double>(1, part, Gradient);
            if (centreGradient is not null)
            {
                // A centre stands in its row and in its column.
                AddSlopes(centres, weights, 2);
            }
        }

        private void AddSlopes(Points others, Matrix<double> weights, double factor)
        {
            using var slopes = new Matrix<double>(centres.Count, centres.Dimension);
            kernel.ContractInputGradient(centres, others, weights, slopes, options);
            for (int j = 0; j < slopes.Rows; j++)
            {
                VectorOps.Axpy(factor, slopes.Row(j), centreGradient!.Row(j));
            }
        }

        private static Matrix<double> Turn(MatrixView<double> weights)
        {
            var turned = Matrix<double>.Uninitialized(weights.Columns, weights.Rows);
            for (int i = 0; i < weights.Rows; i++)
            {
                for (int j = 0; j < weights.Columns; j++)
                {
                    turned[j, i] = weights[i, j];
                }
            }

            return turned;
        }
    }
}
