using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Models.Logistic;

/// <summary>BᵀHB for the inverse triangles B of each function.</summary>
internal sealed class CongruentClasses(CurvatureOperator inner, ClassRoots roots)
    : LinearOperator(inner.Rows, inner.Rows, Structure.PositiveSemidefinite)
{
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> product = Matrix<double>.Uninitialized(Rows, 1);
        for (int v = 0; v < vectors.Columns; v++)
        {
            using Matrix<double> vector = vectors.Slice(0, v, Rows, 1).ToMatrix();
            roots.Apply(vector.View.Reshape(roots.Columns));
            inner.Apply(vector, product, options);
            roots.ApplyTransposed(product.View.Reshape(roots.Columns));
            product.View.CopyTo(destination.Slice(0, v, Rows, 1));
        }
    }

    protected override LinearOperator MakeTransposed() => this;
}
