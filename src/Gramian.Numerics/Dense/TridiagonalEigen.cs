using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Values and vectors of a symmetric tridiagonal matrix by divide and conquer: leaves by QL, pairs of neighbours joined
// by a rank-one change. Vectors are rows until the end, so that gathers, rotations and products run along memory.
internal sealed unsafe class TridiagonalEigen<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Leaf = 32;
    private readonly T[] diagonal;
    private readonly T[] offDiagonal;
    private readonly int[] order;
    private readonly Matrix<T> rows;
    private readonly EigenSelection<T> selection;
    private readonly int exponent;
    private readonly ComputeOptions options;
    private readonly List<(int First, int Count)> leaves = [];

    private TridiagonalEigen(
        T[] diagonal, T[] offDiagonal, EigenSelection<T> selection, int exponent, ComputeOptions options)
    {
        this.selection = selection;
        this.exponent = exponent;
        this.diagonal = diagonal;
        this.offDiagonal = offDiagonal;
        this.options = options;
        order = new int[diagonal.Length];
        rows = new Matrix<T>(diagonal.Length, diagonal.Length);
    }

    /// <summary>
    /// Overwrites the diagonal with the ascending values and returns the selected vectors as columns; the first of them
    /// belongs to value "first".
    /// </summary>
    public static Matrix<T> Vectors(
        T[] diagonal, T[] offDiagonal, EigenSelection<T> selection, int exponent, ComputeOptions options, out int first)
    {
        using var problem = new TridiagonalEigen<T>(diagonal, offDiagonal, selection, exponent, options);
        problem.Solve();
        return problem.Sorted(out first);
    }

    public void Dispose() => rows.Dispose();

    private void Solve()
    {
        int n = diagonal.Length;
        Tear(0, n);
        WorkerTeam.Run(leaves.Count, SolveLeaf, n <= 128 ? Parallelism.Serial : options);
        if (n > Leaf)
        {
            using var merge = new TridiagonalMerge<T>(diagonal, order, rows, options);
            Join(merge, 0, n);
        }
    }

    // Takes |coupling| from both neighbours of every cut, which leaves a change of rank one.
    private void Tear(int first, int count)
    {
        if (count <= Leaf)
        {
            leaves.Add((first, count));
            return;
        }

        int half = count / 2, cut = first + half;
        T coupling = T.Abs(offDiagonal[cut - 1]);
        diagonal[cut - 1] -= coupling;
        diagonal[cut] -= coupling;
        Tear(first, half);
        Tear(cut, count - half);
    }

    private void SolveLeaf(int leaf)
    {
        (int first, int count) = leaves[leaf];
        MatrixView<T> block = rows.View.Slice(first, first, count, count);
        for (int i = 0; i < count; i++)
        {
            block[i, i] = T.One;
            order[first + i] = first + i;
        }

        // The coupling to the next leaf must survive; QL only works between its rows.
        Span<T> couplings = stackalloc T[Leaf];
        offDiagonal.AsSpan(first, count).CopyTo(couplings);
        couplings[Math.Max(0, count - 1)] = T.Zero;
        Span<T> values = diagonal.AsSpan(first, count);
        TridiagonalQl<T>.Run(values, couplings[..count], block);
        TridiagonalQl<T>.Sort(values, block);
    }

    private void Join(TridiagonalMerge<T> merge, int first, int count)
    {
        if (count <= Leaf)
        {
            return;
        }

        int half = count / 2;
        Join(merge, first, half);
        Join(merge, first + half, count - half);
        options.CancellationToken.ThrowIfCancellationRequested();
        bool last = count == diagonal.Length;
        merge.Run(
            first, half, count, offDiagonal[first + half - 1], last ? selection : EigenSelection<T>.All(count),
            exponent);
    }

    private Matrix<T> Sorted(out int first)
    {
        const int Tile = 32;
        int n = diagonal.Length;
        var values = new T[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = diagonal[order[i]];
        }

        values.CopyTo(diagonal, 0);
        (int start, int count) = selection.Find(diagonal, exponent);
        var vectors = Matrix<T>.Uninitialized(n, count);
        WorkerTeam.Run((n + Tile - 1) / Tile, block => CopyTile(block * Tile, Tile, start, vectors), options);
        first = start;
        return vectors;
    }

    // Rows [first, first + tile) of the result: a gather of columns, tile by tile.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyTile(int first, int tile, int start, Matrix<T> vectors)
    {
        int end = Math.Min(diagonal.Length, first + tile);
        for (int j = 0; j < vectors.Columns; j += tile)
        {
            for (int column = j; column < Math.Min(vectors.Columns, j + tile); column++)
            {
                T* vector = rows.Origin + (order[start + column] * rows.Stride);
                T* target = vectors.Origin + column;
                for (int i = first; i < end; i++)
                {
                    target[i * vectors.Stride] = vector[i];
                }
            }
        }
    }
}
