using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// H₀ H₁ … H_{k−1} = I − V F Vᵀ with upper triangular F (compact WY); the vectors v are the rows of "lines".
[Paper("schreiber1989storage")]
internal static class BlockReflector<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes F, [k, k], its lower triangle zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FormFactor(
        MatrixView<T> lines, ReadOnlySpan<T> tau, MatrixView<T> factor, ComputeOptions? options)
    {
        int k = lines.Rows;
        Blas.Syrk(Triangle.Upper, Transpose.No, T.One, lines, T.Zero, factor, options);
        for (int i = 0; i < k; i++)
        {
            factor.Row(i)[..i].Clear();
            factor[i, i] = tau[i];

            // Column i becomes −τ_i F[0..i, 0..i] (V V^T)[0..i, i]; F is upper triangular, so rows from the top.
            for (int j = 0; j < i; j++)
            {
                T sum = T.Zero;
                for (int p = j; p < i; p++)
                {
                    sum += factor[j, p] * factor[p, i];
                }

                factor[j, i] = -tau[i] * sum;
            }
        }
    }

    /// <summary>C ← (I − V op(F) Vᵀ) C; "product" is scratch of [k, columns of C].</summary>
    public static void ApplyLeft(
        MatrixView<T> lines, MatrixView<T> factor, Transpose transpose, MatrixView<T> c, MatrixView<T> product,
        ComputeOptions? options)
    {
        Blas.Gemm(Transpose.No, Transpose.No, T.One, lines, c, T.Zero, product, options);
        Blas.Trmm(Side.Left, Triangle.Upper, transpose, UnitDiagonal.No, T.One, factor, product, options);
        Blas.Gemm(Transpose.Yes, Transpose.No, -T.One, lines, product, T.One, c, options);
    }
}
