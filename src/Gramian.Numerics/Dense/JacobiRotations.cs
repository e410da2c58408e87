using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// One-sided Jacobi: rotates pairs of rows until all are orthogonal. A round holds disjoint pairs, which run side by
// side; the order of rounds is that of a round-robin tournament.
internal struct JacobiRotations<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SweepLimit = 40;
    private const int PairsPerBlock = 4;
    private Matrix<T> lines;
    private Matrix<T> turns;
    private int[] seats;
    private bool[] rotated;
    private T tolerance;

    /// <summary>Returns the lengths of the final rows, descending, with both matrices sorted alike.</summary>
    public static T[] Run(Matrix<T> lines, Matrix<T> turns, ComputeOptions options)
    {
        int n = lines.Rows, seats = n + (n & 1);
        var work = new JacobiRotations<T>
        {
            lines = lines,
            turns = turns,
            seats = new int[seats],
            rotated = new bool[(seats / 2) + 1],
            tolerance = (T.BitIncrement(T.One) - T.One) * T.CreateChecked(Math.Sqrt(Math.Max(1, n))),
        };
        for (int i = 0; i < seats; i++)
        {
            work.seats[i] = i;
        }

        int blocks = ((seats / 2) + PairsPerBlock - 1) / PairsPerBlock;
        ComputeOptions shared = (long)n * n < 16384 ? Parallelism.Serial : options;
        for (int sweep = 0; ; sweep++)
        {
            if (sweep == SweepLimit)
            {
                throw new ArithmeticException("The singular values did not converge.");
            }

            work.rotated.AsSpan().Clear();
            for (int round = 0; round < seats - 1; round++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                WorkerTeam.Run(ref work, blocks, shared);
                work.Advance();
            }

            if (!work.rotated.AsSpan().Contains(true))
            {
                break;
            }
        }

        return Sort(lines, turns);
    }

    /// <summary>Divides the rows by their lengths; rows of no length become any that complete the basis.</summary>
    public static void Complete(Matrix<T> lines, ReadOnlySpan<T> lengths)
    {
        int n = lines.Rows;
        int axis = 0;
        for (int i = 0; i < n; i++)
        {
            Span<T> row = lines.Row(i);
            if (lengths[i] > T.Zero)
            {
                foreach (ref T value in row)
                {
                    value /= lengths[i];
                }

                continue;
            }

            T length;
            do
            {
                row.Clear();
                row[axis++] = T.One;
                for (int pass = 0; pass < 2; pass++)
                {
                    for (int p = 0; p < i; p++)
                    {
                        VectorOps.Axpy(-VectorOps.Dot<T>(lines.Row(p), row), lines.Row(p), row);
                    }
                }

                length = VectorOps.Norm2<T>(row);
            }
            while (length * T.CreateChecked(4 * Math.Sqrt(n)) < T.One && axis < n);
            VectorOps.Scale(T.One / length, row);
        }
    }

    public readonly void Run(int block)
    {
        int end = Math.Min(seats.Length / 2, (block + 1) * PairsPerBlock);
        for (int pair = block * PairsPerBlock; pair < end; pair++)
        {
            int i = seats[pair], j = seats[seats.Length - 1 - pair];
            if (Math.Max(i, j) < lines.Rows)
            {
                rotated[pair] |= Rotate(Math.Min(i, j), Math.Max(i, j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool Rotate(int i, int j)
    {
        Span<T> x = lines.Row(i), y = lines.Row(j);
        T a = VectorOps.Norm2<T>(x), b = VectorOps.Norm2<T>(y);
        if (a == T.Zero || b == T.Zero)
        {
            return false;
        }

        T cosine = VectorOps.Dot<T>(x, y) / a / b;
        if (!(T.Abs(cosine) > tolerance))
        {
            return false;
        }

        // tan 2θ = 2 x·y / (a² − b²), in quotients that cannot overflow.
        T zeta = ((b / a) - (a / b)) / (cosine + cosine);
        T t = T.CopySign(T.One, zeta) / (T.Abs(zeta) + T.Hypot(T.One, zeta));
        T c = T.One / T.Hypot(T.One, t);
        Rotation.Apply(x, y, c, -c * t);
        Rotation.Apply(turns.Row(i), turns.Row(j), c, -c * t);
        return true;
    }

    // The first seat stays, the others move on by one.
    private readonly void Advance()
    {
        if (seats.Length > 2)
        {
            int last = seats[^1];
            seats.AsSpan(1, seats.Length - 2).CopyTo(seats.AsSpan(2));
            seats[1] = last;
        }
    }

    private static T[] Sort(Matrix<T> lines, Matrix<T> turns)
    {
        int n = lines.Rows;
        var lengths = new T[n];
        var order = new int[n];
        for (int i = 0; i < n; i++)
        {
            lengths[i] = -VectorOps.Norm2<T>(lines.Row(i));
            order[i] = i;
        }

        Array.Sort(lengths, order);
        using Matrix<T> oldLines = lines.Copy(), oldTurns = turns.Copy();
        for (int i = 0; i < n; i++)
        {
            lengths[i] = -lengths[i];
            oldLines.Row(order[i]).CopyTo(lines.Row(i));
            oldTurns.Row(order[i]).CopyTo(turns.Row(i));
        }

        return lengths;
    }
}
