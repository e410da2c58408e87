using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Values and vectors of D + ρ z zᵀ. Row j of "turns" first holds the differences pole − value j, found relative to the
// nearer pole and hence accurate, from which z is made anew so that the vectors are orthogonal.
[Paper("gu1995divide")]
internal struct SecularEquation<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsPerBlock = 16;
    private const int ColumnsPerBlock = 64;
    private Memory<T> poles;
    private Memory<T> weights;
    private Memory<T> squares;
    private Memory<T> values;
    private Matrix<T> turns;
    private int[] position;
    private T rho;
    private Stage stage;
    private int firstVector;
    private int vectorCount;

    private enum Stage
    {
        Roots,
        Weights,
        Vectors,
    }

    /// <summary>Fills the values; the rows of "turns" then await <see cref="FormVectors"/>.</summary>
    public static SecularEquation<T> Solve(
        Memory<T> poles, Memory<T> weights, T rho, Memory<T> values, Matrix<T> turns, int[] position,
        ComputeOptions options)
    {
        int n = poles.Length;
        var work = new SecularEquation<T>
        {
            poles = poles,
            weights = weights,
            squares = new T[n],
            values = values,
            turns = turns,
            position = position,
            rho = rho,
        };
        Span<T> squares = work.squares.Span;
        for (int i = 0; i < n; i++)
        {
            squares[i] = weights.Span[i] * weights.Span[i];
        }

        ComputeOptions shared = n < 64 ? Parallelism.Serial : options;
        WorkerTeam.Run(ref work, (n + RowsPerBlock - 1) / RowsPerBlock, shared);
        work.stage = Stage.Weights;
        WorkerTeam.Run(ref work, (n + ColumnsPerBlock - 1) / ColumnsPerBlock, shared);
        return work;
    }

    /// <summary>Makes some rows of "turns" vectors, whose column position[i] belongs to pole i.</summary>
    public void FormVectors(int first, int count, ComputeOptions options)
    {
        stage = Stage.Vectors;
        (firstVector, vectorCount) = (first, count);
        WorkerTeam.Run(
            ref this, (count + RowsPerBlock - 1) / RowsPerBlock, poles.Length < 64 ? Parallelism.Serial : options);
    }

    public readonly void Run(int block)
    {
        int n = poles.Length;
        if (stage == Stage.Weights)
        {
            int start = block * ColumnsPerBlock;
            RemakeWeights(start, Math.Min(ColumnsPerBlock, n - start));
            return;
        }

        int rows = stage == Stage.Roots ? n : vectorCount;
        for (int j = block * RowsPerBlock; j < Math.Min(rows, (block + 1) * RowsPerBlock); j++)
        {
            if (stage == Stage.Roots)
            {
                values.Span[j] = SecularRoot<T>.Find(j, poles.Span, squares.Span, rho, turns.Row(j)[..n]);
            }
            else
            {
                FormVector(firstVector + j, n);
            }
        }
    }

    // ẑ_i² = −Π_j (pole i − value j) / Π_{j≠i} (pole i − pole j), with the sign of the old weight.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RemakeWeights(int start, int count)
    {
        ReadOnlySpan<T> d = poles.Span;
        Span<T> products = stackalloc T[ColumnsPerBlock];
        products.Fill(T.One);
        for (int j = 0; j < d.Length; j++)
        {
            ReadOnlySpan<T> row = turns.Row(j).Slice(start, count);
            T pole = d[j];
            int own = j - start, i = 0;
            if ((uint)own >= (uint)count)
            {
                var across = new Vector<T>(pole);
                for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
                {
                    Vector<T> ratio = new Vector<T>(row[i..]) / (new Vector<T>(d[(start + i)..]) - across);
                    (new Vector<T>(products[i..]) * ratio).CopyTo(products[i..]);
                }
            }

            for (; i < count; i++)
            {
                products[i] *= i == own ? row[i] : row[i] / (d[start + i] - pole);
            }
        }

        Span<T> z = weights.Span.Slice(start, count);
        for (int i = 0; i < count; i++)
        {
            z[i] = T.CopySign(T.Sqrt(T.Max(T.Zero, -products[i])), z[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FormVector(int j, int n)
    {
        using WorkBuffer buffer = Workspace.Rent<T>(n);
        Span<T> row = turns.Row(j)[..n], vector = buffer.Span<T>(n);
        ReadOnlySpan<T> z = weights.Span;
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(z[i..]) / new Vector<T>(row[i..])).CopyTo(vector[i..]);
        }

        for (; i < n; i++)
        {
            vector[i] = z[i] / row[i];
        }

        T scale = T.One / VectorOps.Norm2<T>(vector);
        for (i = 0; i < n; i++)
        {
            row[position[i]] = vector[i] * scale;
        }
    }
}
