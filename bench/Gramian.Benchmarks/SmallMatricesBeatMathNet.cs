using BenchmarkDotNet.Attributes;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using MathNet.Numerics;
using ManagedMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace Gramian.Benchmarks;

/// <summary>The claim: small products and factors beat MathNet's managed ones and allocate nothing.</summary>
[MemoryDiagnoser]
public class SmallMatricesBeatMathNet
{
    private Matrix<double> a = null!, b = null!, c = null!, definite = null!, factor = null!;
    private ManagedMatrix managedA = null!, managedB = null!, managedC = null!, managedDefinite = null!;

    [Params(8, 16, 32, 64, 128)]
    public int Order { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Control.UseManaged();
        a = WorkloadRandom.UniformMatrix(1, Order, Order);
        b = WorkloadRandom.UniformMatrix(2, Order, Order);
        c = new Matrix<double>(Order, Order);
        definite = new Matrix<double>(Order, Order);
        Blas.Syrk<double>(Triangle.Lower, Transpose.No, 1, a, 0, definite);
        SymmetricOps.MirrorLower<double>(definite);
        SymmetricOps.AddToDiagonal<double>(definite, Order);
        factor = definite.Copy();
        managedA = Managed(a);
        managedB = Managed(b);
        managedC = new ManagedMatrix(Order, Order);
        managedDefinite = Managed(definite);
    }

    [Benchmark]
    public void Product() => Blas.Gemm<double>(Transpose.No, Transpose.No, 1, a, b, 0, c);

    [Benchmark]
    public void ProductOfTransposed() => Blas.Gemm<double>(Transpose.Yes, Transpose.Yes, 1, a, b, 0, c);

    [Benchmark]
    public void MathNetProduct() => managedA.Multiply(managedB, managedC);

    [Benchmark]
    public bool CopyAndFactor()
    {
        definite.View.CopyTo(factor);
        return CholeskyFactor.TryFactor<double>(factor, out _);
    }

    [Benchmark]
    public double MathNetFactor() => managedDefinite.Cholesky().Factor[Order - 1, Order - 1];

    private static ManagedMatrix Managed(Matrix<double> from) =>
        ManagedMatrix.Create(from.Rows, from.Columns, (i, j) => from[i, j]);
}
