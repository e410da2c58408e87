using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

// Points as support vector machines need them, dense or sparse: rows of a Gram matrix, and what is kept of a fit.
internal abstract class TrainingPoints
{
    public abstract int Count { get; }

    public abstract int Dimension { get; }

    public static TrainingPoints Of(Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new Dense(points);
    }

    public static TrainingPoints Of(SparsePoints points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new Sparse(points);
    }

    public abstract ISymmetricRows Rows(Kernel kernel);

    public abstract TrainingPoints Select(int[] rows);

    /// <summary>The functions whose support vectors are some of these points.</summary>
    public abstract SupportVectorExpansion Expand(
        Kernel kernel, int[] rows, Matrix<double> coefficients, double[] offsets);

    /// <summary>The values of functions at these points.</summary>
    public abstract Matrix<double> Evaluate(SupportVectorExpansion expansion, ComputeOptions? options);

    private sealed class Dense(Points points) : TrainingPoints
    {
        public override int Count => points.Count;

        public override int Dimension => points.Dimension;

        public override ISymmetricRows Rows(Kernel kernel) => new KernelMatrixRows(kernel, points);

        public override TrainingPoints Select(int[] rows) => new Dense(points.Select(rows));

        public override SupportVectorExpansion Expand(
            Kernel kernel, int[] rows, Matrix<double> coefficients, double[] offsets) =>
            new(kernel, rows.Length == 0 ? null : points.Select(rows), coefficients, offsets, Dimension);

        public override Matrix<double> Evaluate(SupportVectorExpansion expansion, ComputeOptions? options) =>
            expansion.Evaluate(points, options);
    }

    private sealed class Sparse(SparsePoints points) : TrainingPoints
    {
        public override int Count => points.Count;

        public override int Dimension => points.Dimension;

        public override ISymmetricRows Rows(Kernel kernel) =>
            new SparseMatrixRows(new SparseKernelRows(kernel, points));

        public override TrainingPoints Select(int[] rows) => new Sparse(points.Select(rows));

        public override SupportVectorExpansion Expand(
            Kernel kernel, int[] rows, Matrix<double> coefficients, double[] offsets) =>
            new(kernel, points.Select(rows), coefficients, offsets);

        public override Matrix<double> Evaluate(SupportVectorExpansion expansion, ComputeOptions? options) =>
            expansion.Evaluate(points, options);
    }
}
