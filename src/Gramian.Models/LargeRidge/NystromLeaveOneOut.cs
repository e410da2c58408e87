using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Models.LargeRidge;

internal static class NystromLeaveOneOut
{
    public static LeaveOneOut Make(
        FittedNystromRidge model,
        Points inputs,
        MatrixView<double> targets,
        double[]? roots,
        ComputeOptions options)
    {
        var rows = new FeatureRows(model.Kernel, inputs, model.Centres);
        using var normal = new NormalMatrix(model.Centres.Count);
        rows.Visit(options, (first, block) =>
        {
            RowSubset.ScaleInPlace(block, roots, first);
            normal.Add(block, options);
        });
        using Matrix<double> matrix = normal.Take();
        using Matrix<double> penalty = model.Kernel.GramMatrix(model.Centres, options);
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Axpy(model.Ridge * inputs.Count, penalty.Row(i)[..(i + 1)], matrix.Row(i)[..(i + 1)]);
        }

        CholeskyFactorization factor = CholeskyFactorization.Factor(matrix, options: options);
        int q = targets.Columns;
        var means = new Matrix<double>(inputs.Count, q);
        var variances = new Matrix<double>(inputs.Count, q);
        var squares = new double[q];
        rows.Visit(options, (first, block) =>
        {
            MatrixView<double> fitted = means.View.Slice(first, 0, block.Rows, q);
            Blas.Gemm(Transpose.No, Transpose.No, 1.0, block, model.Weights, 0.0, fitted, options);
            Blas.Trsm(
                Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1.0, factor.Lower, block, options);
            for (int i = 0; i < block.Rows; i++)
            {
                double weight = roots is null ? 1 : roots[first + i] * roots[first + i];
                double rest = Math.Max(1 - (weight * VectorOps.SumOfSquares<double>(block.Row(i))), 1e-12);
                for (int o = 0; o < q; o++)
                {
                    double residual = (targets[first + i, o] - fitted[i, o]) / rest;
                    squares[o] += residual * residual / inputs.Count;
                    fitted[i, o] = targets[first + i, o] - residual;
                }
            }
        });
        for (int i = 0; i < inputs.Count; i++)
        {
            squares.CopyTo(variances.Row(i));
        }

        return new LeaveOneOut(targets.ToMatrix(), new Prediction(means, variances));
    }
}
