using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Dense;

// The diagonal blocks of a Cholesky factorisation on 512-bit vectors, as A = U^T U by groups of eight rows: the sums
// over the rows above through the small product, then the group in registers. The pivots divide within a group and
// their roots are taken together at its end, since a root on the way of each pivot would be most of the time.
internal static unsafe class CholeskyTile512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Size = 72;
    private const int Group = 8;
    // Whole vectors of both types, and no power of two.
    private const int Stride = 80;

    /// <summary>Factors the lower triangle; returns the failing pivot or −1.</summary>
    [SkipLocalsInit]
    public static int Factor(MatrixView<T> a)
    {
        int n = a.Rows, padded = (n + Group - 1) / Group * Group;
        int line = 64 / sizeof(T);
        T* memory = stackalloc T[(padded * Stride) + (2 * line)];
        var u = (T*)(((nint)memory + 63) & ~(nint)63);
        for (int first = 0; first < padded; first += Group)
        {
            Bring(a, u, first, padded);
        }

        for (int first = 0; first < padded; first += Group)
        {
            T* corner = u + (first * (Stride + 1));
            if (first > 0)
            {
                var above = new GemmOperand<T>(u + first, Stride, depthContiguous: false);
                GemmSmall512<T>.Multiply(
                    above, above, Group, padded - first, first, -T.One, T.One, corner, Stride);
            }

            int failed = FactorGroup(corner, padded - first);
            TakeBack(a, u, first);
            if (failed >= 0)
            {
                return first + failed;
            }
        }

        return -1;
    }

    // Columns of the lower triangle become rows of the upper one; past the last row stands an identity.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bring(MatrixView<T> a, T* u, int first, int padded)
    {
        int n = a.Rows, below = first + Group, lanes = Vector512<T>.Count;
        T* corner = stackalloc T[Group * lanes];
        for (int i = 0; i < Group; i++)
        {
            int count = first + i < n ? i + 1 : 0;
            T* row = a.Origin + ((first + i) * a.Stride) + first;
            MaskedVector512<T>.Load(row, MaskedVector512<T>.First(count)).Store(corner + (i * lanes));
        }

        T* target = u + (first * Stride) + first;
        GemmPacking<T>.Transpose(corner, lanes, Group, Group, Stride, target);
        for (int i = n; i < below; i++)
        {
            u[i * (Stride + 1)] = T.One;
        }

        if (below >= n)
        {
            return;
        }

        GemmPacking<T>.Transpose(
            a.Origin + (below * a.Stride) + first, a.Stride, n - below, Group, Stride, target + Group);
        for (int j = first; j < below && n < padded; j++)
        {
            new Span<T>(u + (j * Stride) + n, padded - n).Clear();
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeBack(MatrixView<T> a, T* u, int first)
    {
        int n = a.Rows, below = first + Group, lanes = Vector512<T>.Count;
        T* corner = stackalloc T[Group * lanes];
        T* source = u + (first * Stride) + first;
        GemmPacking<T>.Transpose(source, Stride, Group, Group, lanes, corner);
        for (int i = 0; i < Group && first + i < n; i++)
        {
            T* row = a.Origin + ((first + i) * a.Stride) + first;
            MaskedVector512<T>.Store(Vector512.Load(corner + (i * lanes)), row, MaskedVector512<T>.First(i + 1));
        }

        if (below < n)
        {
            GemmPacking<T>.Transpose(
                source + Group, Stride, Group, n - below, a.Stride, a.Origin + (below * a.Stride) + first);
        }
    }

    // Returns the failing pivot of the group or −1.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FactorGroup(T* x, int width)
    {
        int lanes = Vector512<T>.Count, failed = -1;
        T* multipliers = stackalloc T[Group * lanes];
        T* roots = stackalloc T[lanes];
        T* scales = stackalloc T[lanes];
        Eliminate(x, multipliers);
        Vector512<T>.One.Store(roots);
        for (int p = 0; p < Group; p++)
        {
            roots[p] = x[p * (Stride + 1)];
            if (failed < 0 && (!(roots[p] > T.Zero) || !T.IsFinite(roots[p])))
            {
                failed = p;
            }
        }

        Vector512<T> root = Vector512.Sqrt(Vector512.Load(roots));
        root.Store(roots);
        (Vector512<T>.One / root).Store(scales);
        for (int p = 0; p < Group; p++)
        {
            T* row = x + (p * Stride);
            (Vector512.Load(row) * scales[p]).Store(row);
            row[p] = roots[p];
        }

        for (int column = lanes; column < width && failed < 0; column += lanes)
        {
            Solve(x + column, multipliers, scales);
        }

        return failed;
    }

    // x: the first vector of each row. Row p divided by its pivot goes to the multipliers.
    [HouseExemption("length",
        "Each of the eight registers needs a name of its own, so the elimination is written out.")]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eliminate(T* x, T* multipliers)
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> x0 = Vector512.Load(x);
        Vector512<T> x1 = Vector512.Load(x + Stride);
        Vector512<T> x2 = Vector512.Load(x + (2 * Stride));
        Vector512<T> x3 = Vector512.Load(x + (3 * Stride));
        Vector512<T> x4 = Vector512.Load(x + (4 * Stride));
        Vector512<T> x5 = Vector512.Load(x + (5 * Stride));
        Vector512<T> x6 = Vector512.Load(x + (6 * Stride));
        Vector512<T> x7 = Vector512.Load(x + (7 * Stride));
        Vector512<T> m = Divide(x0, 0);
        m.Store(multipliers);
        Vector512<T> minus = -x0;
        x1 = GemmKernel512<T>.Fma(Lane(m, 1), minus, x1);
        x2 = GemmKernel512<T>.Fma(Lane(m, 2), minus, x2);
        x3 = GemmKernel512<T>.Fma(Lane(m, 3), minus, x3);
        x4 = GemmKernel512<T>.Fma(Lane(m, 4), minus, x4);
        x5 = GemmKernel512<T>.Fma(Lane(m, 5), minus, x5);
        x6 = GemmKernel512<T>.Fma(Lane(m, 6), minus, x6);
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        m = Divide(x1, 1);
        m.Store(multipliers + lanes);
        minus = -x1;
        x2 = GemmKernel512<T>.Fma(Lane(m, 2), minus, x2);
        x3 = GemmKernel512<T>.Fma(Lane(m, 3), minus, x3);
        x4 = GemmKernel512<T>.Fma(Lane(m, 4), minus, x4);
        x5 = GemmKernel512<T>.Fma(Lane(m, 5), minus, x5);
        x6 = GemmKernel512<T>.Fma(Lane(m, 6), minus, x6);
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        m = Divide(x2, 2);
        m.Store(multipliers + (2 * lanes));
        minus = -x2;
        x3 = GemmKernel512<T>.Fma(Lane(m, 3), minus, x3);
        x4 = GemmKernel512<T>.Fma(Lane(m, 4), minus, x4);
        x5 = GemmKernel512<T>.Fma(Lane(m, 5), minus, x5);
        x6 = GemmKernel512<T>.Fma(Lane(m, 6), minus, x6);
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        m = Divide(x3, 3);
        m.Store(multipliers + (3 * lanes));
        minus = -x3;
        x4 = GemmKernel512<T>.Fma(Lane(m, 4), minus, x4);
        x5 = GemmKernel512<T>.Fma(Lane(m, 5), minus, x5);
        x6 = GemmKernel512<T>.Fma(Lane(m, 6), minus, x6);
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        m = Divide(x4, 4);
        m.Store(multipliers + (4 * lanes));
        minus = -x4;
        x5 = GemmKernel512<T>.Fma(Lane(m, 5), minus, x5);
        x6 = GemmKernel512<T>.Fma(Lane(m, 6), minus, x6);
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        m = Divide(x5, 5);
        m.Store(multipliers + (5 * lanes));
        minus = -x5;
        x6 = GemmKernel512<T>.Fma(Lane(m, 6), minus, x6);
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        m = Divide(x6, 6);
        m.Store(multipliers + (6 * lanes));
        minus = -x6;
        x7 = GemmKernel512<T>.Fma(Lane(m, 7), minus, x7);
        x1.Store(x + Stride);
        x2.Store(x + (2 * Stride));
        x3.Store(x + (3 * Stride));
        x4.Store(x + (4 * Stride));
        x5.Store(x + (5 * Stride));
        x6.Store(x + (6 * Stride));
        x7.Store(x + (7 * Stride));
    }

    // The same on a further vector of each row, with the roots at the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Solve(T* x, T* multipliers, T* scales)
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> x0 = Vector512.Load(x);
        Vector512<T> x1 = Vector512.Load(x + Stride);
        Vector512<T> x2 = Vector512.Load(x + (2 * Stride));
        Vector512<T> x3 = Vector512.Load(x + (3 * Stride));
        Vector512<T> x4 = Vector512.Load(x + (4 * Stride));
        Vector512<T> x5 = Vector512.Load(x + (5 * Stride));
        Vector512<T> x6 = Vector512.Load(x + (6 * Stride));
        Vector512<T> x7 = Vector512.Load(x + (7 * Stride));
        Vector512<T> minus = -x0;
        x1 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[1]), minus, x1);
        x2 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[2]), minus, x2);
        x3 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[3]), minus, x3);
        x4 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[4]), minus, x4);
        x5 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[5]), minus, x5);
        x6 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[6]), minus, x6);
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[7]), minus, x7);
        minus = -x1;
        x2 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[lanes + 2]), minus, x2);
        x3 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[lanes + 3]), minus, x3);
        x4 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[lanes + 4]), minus, x4);
        x5 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[lanes + 5]), minus, x5);
        x6 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[lanes + 6]), minus, x6);
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[lanes + 7]), minus, x7);
        minus = -x2;
        x3 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(2 * lanes) + 3]), minus, x3);
        x4 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(2 * lanes) + 4]), minus, x4);
        x5 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(2 * lanes) + 5]), minus, x5);
        x6 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(2 * lanes) + 6]), minus, x6);
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(2 * lanes) + 7]), minus, x7);
        minus = -x3;
        x4 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(3 * lanes) + 4]), minus, x4);
        x5 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(3 * lanes) + 5]), minus, x5);
        x6 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(3 * lanes) + 6]), minus, x6);
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(3 * lanes) + 7]), minus, x7);
        minus = -x4;
        x5 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(4 * lanes) + 5]), minus, x5);
        x6 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(4 * lanes) + 6]), minus, x6);
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(4 * lanes) + 7]), minus, x7);
        minus = -x5;
        x6 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(5 * lanes) + 6]), minus, x6);
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(5 * lanes) + 7]), minus, x7);
        minus = -x6;
        x7 = GemmKernel512<T>.Fma(Vector512.Create(multipliers[(6 * lanes) + 7]), minus, x7);
        (x0 * scales[0]).Store(x);
        (x1 * scales[1]).Store(x + Stride);
        (x2 * scales[2]).Store(x + (2 * Stride));
        (x3 * scales[3]).Store(x + (3 * Stride));
        (x4 * scales[4]).Store(x + (4 * Stride));
        (x5 * scales[5]).Store(x + (5 * Stride));
        (x6 * scales[6]).Store(x + (6 * Stride));
        (x7 * scales[7]).Store(x + (7 * Stride));
    }

    // A vector over one of its lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Divide(Vector512<T> x, int lane) => x / Lane(x, lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Lane(Vector512<T> x, int lane) => typeof(T) == typeof(double)
        ? Avx512F.PermuteVar8x64(x.AsDouble(), Vector512.Create((long)lane)).As<double, T>()
        : Avx512F.PermuteVar16x32(x.AsSingle(), Vector512.Create(lane)).As<float, T>();
}
