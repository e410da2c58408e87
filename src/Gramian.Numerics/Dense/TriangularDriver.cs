using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Triangular solves and products by halving: all but the diagonal blocks is GEMM. Every case is turned into T X = B
// with T(i, j) = A[i, j] or A[j, i] and the lines of X the columns of B (left) or its rows (right).
internal readonly unsafe struct TriangularDriver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool left;
    private readonly bool transposed;
    private readonly bool lower;
    private readonly bool unit;
    private readonly MatrixView<T> a;
    private readonly MatrixView<T> b;
    private readonly ComputeOptions options;

    public TriangularDriver(
        Side side, Triangle triangle, Transpose transpose, UnitDiagonal unitDiagonal, MatrixView<T> a, MatrixView<T> b,
        ComputeOptions? options)
    {
        left = side == Side.Left;
        transposed = (transpose == Transpose.Yes) == left;
        lower = (triangle == Triangle.Lower) != transposed;
        unit = unitDiagonal == UnitDiagonal.Yes;
        this.a = a;
        this.b = b;
        this.options = options ?? ComputeOptions.Default;
    }

    public void Solve(T alpha)
    {
        if (b.Rows == 0 || b.Columns == 0)
        {
            return;
        }

        ScaleB(alpha);
        using WorkBuffer triangle = Workspace.Rent<T>(TriangularStrips<T>.PaddedSize * TriangularStrips<T>.PaddedSize);
        SolveRange(0, a.Rows, triangle.Pointer<T>());
    }

    public void Multiply(T alpha)
    {
        if (b.Rows == 0 || b.Columns == 0)
        {
            return;
        }

        ScaleB(alpha);
        using WorkBuffer triangle = Workspace.Rent<T>(TriangularStrips<T>.PaddedSize * TriangularStrips<T>.PaddedSize);
        MultiplyRange(0, a.Rows, triangle.Pointer<T>());
    }

    private void ScaleB(T alpha)
    {
        for (int i = 0; i < b.Rows && alpha != T.One; i++)
        {
            VectorOps.Scale(alpha, b.Row(i));
        }
    }

    private void SolveRange(int first, int size, T* triangle)
    {
        if (size <= TriangularStrips<T>.Size)
        {
            RunStrips(first, size, triangle, solve: true);
            return;
        }

        int half = Half(size);
        (int from, int fromSize, int to, int toSize) = lower
            ? (first, half, first + half, size - half)
            : (first + half, size - half, first, half);
        SolveRange(from, fromSize, triangle);
        Update(from, fromSize, to, toSize, -T.One);
        SolveRange(to, toSize, triangle);
    }

    private void MultiplyRange(int first, int size, T* triangle)
    {
        if (size <= TriangularStrips<T>.Size)
        {
            RunStrips(first, size, triangle, solve: false);
            return;
        }

        int half = Half(size);
        (int from, int fromSize, int to, int toSize) = lower
            ? (first, half, first + half, size - half)
            : (first + half, size - half, first, half);
        MultiplyRange(to, toSize, triangle);
        Update(from, fromSize, to, toSize, T.One);
        MultiplyRange(from, fromSize, triangle);
    }

    private static int Half(int size)
    {
        int block = TriangularStrips<T>.Size;
        return ((size / 2) + block - 1) / block * block;
    }

    // Lines [to] += sign * T[to, from] * lines [from].
    private void Update(int from, int fromSize, int to, int toSize, T sign)
    {
        T* corner = transposed ? a.Origin + (from * a.Stride) + to : a.Origin + (to * a.Stride) + from;
        var block = new GemmOperand<T>(corner, a.Stride, !transposed);
        if (left)
        {
            GemmDriver<T>.Multiply(
                block, new(b.Origin + (from * b.Stride), b.Stride, false), toSize, b.Columns, fromSize, sign, T.One,
                b.Origin + (to * b.Stride), b.Stride, GemmRegion.Full, options);
        }
        else
        {
            GemmDriver<T>.Multiply(
                new(b.Origin + from, b.Stride, true), block, b.Rows, toSize, fromSize, sign, T.One,
                b.Origin + to, b.Stride, GemmRegion.Full, options);
        }
    }

    private void RunStrips(int first, int size, T* triangle, bool solve)
    {
        PackTriangle(first, size, triangle, solve);
        int lines = left ? b.Columns : b.Rows;
        var strips = new TriangularStrips<T>
        {
            Triangle = triangle,
            Order = size,
            Solve = solve,
            Lower = lower,
            Left = left,
            Lines = lines,
            Stride = b.Stride,
            B = left ? b.Origin + (first * b.Stride) : b.Origin + first,
        };
        int blocks = (lines + TriangularStrips<T>.LinesPerBlock - 1) / TriangularStrips<T>.LinesPerBlock;
        WorkerTeam.Run(ref strips, blocks, (double)size * size * lines < 200_000 ? Parallelism.Serial : options);
    }

    // Rows in groups as high as the kernel, each [order][height], filled up with an identity; a solve needs reciprocals
    // on the diagonal. Only the diagonal blocks hold elements from across the diagonal: zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackTriangle(int first, int size, T* triangle, bool solve)
    {
        int height = GemmKernel<T>.Rows, padded = (size + height - 1) / height * height;
        var operand = new GemmOperand<T>(a.Origin + (first * a.Stride) + first, a.Stride, !transposed);
        for (int row = 0; row < padded; row += height)
        {
            int count = Math.Min(height, size - row);
            T* panel = triangle + (row * padded);
            T* block = panel + (row * height);
            int from = lower ? 0 : row + height, depths = lower ? row : size - row - height;
            if (depths > 0)
            {
                GemmPacking<T>.Pack(operand, row, count, from, depths, height, panel + (from * height));
            }

            if (!lower)
            {
                int end = Math.Max(size, row + height);
                new Span<T>(panel + (end * height), (padded - end) * height).Clear();
            }

            new Span<T>(block, height * height).Clear();
            for (int t = 0; t < height; t++)
            {
                if (t >= count)
                {
                    block[(t * height) + t] = T.One;
                    continue;
                }

                for (int s = lower ? 0 : t + 1; s < (lower ? t : count); s++)
                {
                    block[(s * height) + t] = *operand.At(row + t, row + s);
                }

                T diagonal = unit ? T.One : *operand.At(row + t, row + t);
                block[(t * height) + t] = solve ? T.One / diagonal : diagonal;
            }
        }
    }
}
