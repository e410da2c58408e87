using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Models.LargeRidge;

/// <summary>KᵀWK of a cross-Gram matrix that is never written out, by two products with it.</summary>
internal sealed class WeightedNormalOperator : LinearOperator
{
    private readonly LinearOperator cross;
    private readonly double[] roots;    // √w, [n]
    private readonly double[] weights;  // w, [n]

    public WeightedNormalOperator(Kernel kernel, Points rows, Points columns, double[] roots)
        : base(columns.Count, columns.Count, Structure.PositiveSemidefinite)
    {
        cross = kernel.Cross(rows, columns);
        this.roots = roots;
        weights = Array.ConvertAll(roots, root => root * root);
    }

    /// <summary>destination = (W^½ K)ᵀ · vectors.</summary>
    public void ApplyTransposed(MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> scaled = RowSubset.Scale(vectors, roots);
        cross.Transposed.Apply(scaled, destination, options);
    }

    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> inner = Matrix<double>.Uninitialized(weights.Length, vectors.Columns);
        cross.Apply(vectors, inner, options);
        RowSubset.ScaleInPlace(inner, weights, 0);
        cross.Transposed.Apply(inner, destination, options);
    }

    protected override LinearOperator MakeTransposed() => this;
}
