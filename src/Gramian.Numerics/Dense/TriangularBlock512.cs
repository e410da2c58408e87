using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Dense;

// Substitution with one triangle of the height of the kernel on 512-bit vectors, unrolled like the kernel itself.
internal static unsafe class TriangularBlock512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The block is held by columns, reciprocals on its diagonal; x is [Rows][Columns] of the kernel.
    [HouseExemption("length",
        "Each of the eight registers needs a name of its own, so the substitution is written out.")]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Solve(T* block, T* x, bool lower)
    {
        // An upper triangle read from its last element backwards is a lower one.
        const int size = GemmKernel512<T>.Rows;
        nint next = lower ? size : -size, step = lower ? 1 : -1;
        nint width = GemmKernel512<T>.Columns, stride = lower ? width : -width;
        block = lower ? block : block + (size * size) - 1;
        x = lower ? x : x + ((size - 1) * width);
        for (int column = 0; column < width; column += Vector512<T>.Count)
        {
            T* c = block;
            T* row = x;
            Vector512<T> x0 = Vector512.Load(row) * c[0];
            row += stride;
            Vector512<T> x1 = Vector512.Load(row);
            row += stride;
            Vector512<T> x2 = Vector512.Load(row);
            row += stride;
            Vector512<T> x3 = Vector512.Load(row);
            row += stride;
            Vector512<T> x4 = Vector512.Load(row);
            row += stride;
            Vector512<T> x5 = Vector512.Load(row);
            row += stride;
            Vector512<T> x6 = Vector512.Load(row);
            row += stride;
            Vector512<T> x7 = Vector512.Load(row);
            Vector512<T> minus = -x0;
            x1 = Add(c[1 * step], minus, x1);
            x2 = Add(c[2 * step], minus, x2);
            x3 = Add(c[3 * step], minus, x3);
            x4 = Add(c[4 * step], minus, x4);
            x5 = Add(c[5 * step], minus, x5);
            x6 = Add(c[6 * step], minus, x6);
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x1 *= c[1 * step];
            minus = -x1;
            x2 = Add(c[2 * step], minus, x2);
            x3 = Add(c[3 * step], minus, x3);
            x4 = Add(c[4 * step], minus, x4);
            x5 = Add(c[5 * step], minus, x5);
            x6 = Add(c[6 * step], minus, x6);
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x2 *= c[2 * step];
            minus = -x2;
            x3 = Add(c[3 * step], minus, x3);
            x4 = Add(c[4 * step], minus, x4);
            x5 = Add(c[5 * step], minus, x5);
            x6 = Add(c[6 * step], minus, x6);
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x3 *= c[3 * step];
            minus = -x3;
            x4 = Add(c[4 * step], minus, x4);
            x5 = Add(c[5 * step], minus, x5);
            x6 = Add(c[6 * step], minus, x6);
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x4 *= c[4 * step];
            minus = -x4;
            x5 = Add(c[5 * step], minus, x5);
            x6 = Add(c[6 * step], minus, x6);
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x5 *= c[5 * step];
            minus = -x5;
            x6 = Add(c[6 * step], minus, x6);
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x6 *= c[6 * step];
            minus = -x6;
            x7 = Add(c[7 * step], minus, x7);
            c += next;
            x7 *= c[7 * step];
            row = x;
            x0.Store(row);
            row += stride;
            x1.Store(row);
            row += stride;
            x2.Store(row);
            row += stride;
            x3.Store(row);
            row += stride;
            x4.Store(row);
            row += stride;
            x5.Store(row);
            row += stride;
            x6.Store(row);
            row += stride;
            x7.Store(row);
            x += Vector512<T>.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Add(T factor, Vector512<T> x, Vector512<T> sum) =>
        GemmKernel512<T>.Fma(Vector512.Create(factor), x, sum);
}
