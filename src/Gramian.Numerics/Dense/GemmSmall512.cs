using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Dense;

// Products so small that packing would cost more than it saves, on 512-bit vectors: tiles of 8 rows and up to 3 vectors
// of columns, whose last vector is masked. Rows of A and B are read where they lie; only a transposed B is packed.
internal static unsafe class GemmSmall512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double LargestVolume = 300_000;
    private const int LargestPackedDepth = 128;
    private const int Rows = 8;

    public static bool Suits(int rows, int columns, int depths, bool packed) =>
        (double)rows * columns * depths <= LargestVolume && (!packed || depths <= LargestPackedDepth);

    // beta = 0 overwrites.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        in GemmOperand<T> a, in GemmOperand<T> b, int rows, int columns, int depths, T alpha, T beta, T* c, nint stride)
    {
        int lanes = Vector512<T>.Count, widest = GemmKernel512<T>.Columns;
        T* packed = stackalloc T[b.DepthContiguous ? depths * widest : 1];
        for (int j = 0; j < columns; j += widest)
        {
            int width = Math.Min(widest, columns - j), vectors = (width + lanes - 1) / lanes;
            T* source = b.At(j, 0);
            nint step = b.Stride;
            if (b.DepthContiguous)
            {
                GemmPacking<T>.Pack(b, j, width, 0, depths, widest, packed);
                source = packed;
                step = widest;
            }

            Vector512<T> mask = MaskedVector512<T>.First(width - ((vectors - 1) * lanes));
            for (int i = 0; i < rows; i += Rows)
            {
                var target = new Tile(
                    c + (i * stride) + j, stride, Math.Min(Rows, rows - i), alpha, beta, mask);
                switch (vectors)
                {
                    case 1:
                        Run<One>(a, i, depths, source, step, in target);
                        break;
                    case 2:
                        Run<Two>(a, i, depths, source, step, in target);
                        break;
                    default:
                        Run<Three>(a, i, depths, source, step, in target);
                        break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TWidth>(
        in GemmOperand<T> a, int row, nint depths, T* b, nint step, in Tile target)
        where TWidth : struct, IWidth
    {
        // Past the last row it is read again, and nothing is stored.
        int count = Vector512<T>.Count, last = row + target.Rows - 1;
        T* a0 = a.At(row, 0), a1 = a.At(Math.Min(row + 1, last), 0), a2 = a.At(Math.Min(row + 2, last), 0);
        T* a3 = a.At(Math.Min(row + 3, last), 0), a4 = a.At(Math.Min(row + 4, last), 0);
        T* a5 = a.At(Math.Min(row + 5, last), 0), a6 = a.At(Math.Min(row + 6, last), 0);
        T* a7 = a.At(Math.Min(row + 7, last), 0);
        nint at = 0, next = a.DepthContiguous ? 1 : a.Stride;
        Vector512<T> zero = Vector512<T>.Zero, mask = target.Mask;
        Vector512<T> c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero;
        Vector512<T> c20 = zero, c21 = zero, c22 = zero, c30 = zero, c31 = zero, c32 = zero;
        Vector512<T> c40 = zero, c41 = zero, c42 = zero, c50 = zero, c51 = zero, c52 = zero;
        Vector512<T> c60 = zero, c61 = zero, c62 = zero, c70 = zero, c71 = zero, c72 = zero;
        for (nint k = 0; k < depths; k++)
        {
            Vector512<T> b0 = TWidth.Vectors == 1 ? MaskedVector512<T>.Load(b, mask) : Vector512.Load(b);
            Vector512<T> b1 = TWidth.Vectors == 2 ? MaskedVector512<T>.Load(b + count, mask)
                : TWidth.Vectors > 2 ? Vector512.Load(b + count) : b0;
            Vector512<T> b2 = TWidth.Vectors > 2 ? MaskedVector512<T>.Load(b + (2 * count), mask) : b0;
            Vector512<T> x = Vector512.Create(a0[at]);
            c00 = GemmKernel512<T>.Fma(x, b0, c00);
            c01 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c01) : c01;
            c02 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c02) : c02;
            x = Vector512.Create(a1[at]);
            c10 = GemmKernel512<T>.Fma(x, b0, c10);
            c11 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c11) : c11;
            c12 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c12) : c12;
            x = Vector512.Create(a2[at]);
            c20 = GemmKernel512<T>.Fma(x, b0, c20);
            c21 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c21) : c21;
            c22 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c22) : c22;
            x = Vector512.Create(a3[at]);
            c30 = GemmKernel512<T>.Fma(x, b0, c30);
            c31 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c31) : c31;
            c32 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c32) : c32;
            x = Vector512.Create(a4[at]);
            c40 = GemmKernel512<T>.Fma(x, b0, c40);
            c41 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c41) : c41;
            c42 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c42) : c42;
            x = Vector512.Create(a5[at]);
            c50 = GemmKernel512<T>.Fma(x, b0, c50);
            c51 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c51) : c51;
            c52 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c52) : c52;
            x = Vector512.Create(a6[at]);
            c60 = GemmKernel512<T>.Fma(x, b0, c60);
            c61 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c61) : c61;
            c62 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c62) : c62;
            x = Vector512.Create(a7[at]);
            c70 = GemmKernel512<T>.Fma(x, b0, c70);
            c71 = TWidth.Vectors > 1 ? GemmKernel512<T>.Fma(x, b1, c71) : c71;
            c72 = TWidth.Vectors > 2 ? GemmKernel512<T>.Fma(x, b2, c72) : c72;
            at += next;
            b += step;
        }

        Store<TWidth>(c00, c01, c02, 0, in target);
        Store<TWidth>(c10, c11, c12, 1, in target);
        Store<TWidth>(c20, c21, c22, 2, in target);
        Store<TWidth>(c30, c31, c32, 3, in target);
        Store<TWidth>(c40, c41, c42, 4, in target);
        Store<TWidth>(c50, c51, c52, 5, in target);
        Store<TWidth>(c60, c61, c62, 6, in target);
        Store<TWidth>(c70, c71, c72, 7, in target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TWidth>(Vector512<T> r0, Vector512<T> r1, Vector512<T> r2, int row, in Tile target)
        where TWidth : struct, IWidth
    {
        if (row >= target.Rows)
        {
            return;
        }

        T* c = target.C + (row * target.Stride);
        StoreVector(r0, c, in target, TWidth.Vectors == 1);
        if (TWidth.Vectors > 1)
        {
            StoreVector(r1, c + Vector512<T>.Count, in target, TWidth.Vectors == 2);
        }

        if (TWidth.Vectors > 2)
        {
            StoreVector(r2, c + (2 * Vector512<T>.Count), in target, masked: true);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreVector(Vector512<T> sum, T* c, in Tile target, bool masked)
    {
        sum *= Vector512.Create(target.Alpha);
        if (target.Beta != T.Zero)
        {
            Vector512<T> old = masked ? MaskedVector512<T>.Load(c, target.Mask) : Vector512.Load(c);
            sum = GemmKernel512<T>.Fma(Vector512.Create(target.Beta), old, sum);
        }

        if (!masked)
        {
            sum.Store(c);
        }
        else
        {
            MaskedVector512<T>.Store(sum, c, target.Mask);
        }
    }

    // Vectors of columns, as a type, so that each width is compiled on its own.
    private interface IWidth
    {
        static abstract int Vectors { get; }
    }

    private struct One : IWidth
    {
        public static int Vectors => 1;
    }

    private struct Two : IWidth
    {
        public static int Vectors => 2;
    }

    private struct Three : IWidth
    {
        public static int Vectors => 3;
    }

    private readonly struct Tile(T* c, nint stride, int rows, T alpha, T beta, Vector512<T> mask)
    {
        public readonly T* C = c;
        public readonly nint Stride = stride;
        public readonly int Rows = rows;
        public readonly T Alpha = alpha;
        public readonly T Beta = beta;
        public readonly Vector512<T> Mask = mask;
    }
}
