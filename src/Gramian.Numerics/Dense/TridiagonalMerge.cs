using System.Numerics;

namespace Gramian.Numerics.Dense;

// Joins two neighbouring solved blocks: the values of D + ρ z zᵀ, with deflation of what hardly changes, and the
// products that turn the old vectors into the new ones.
[Paper("gu1995divide")]
internal sealed class TridiagonalMerge<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] diagonal;
    private readonly int[] order;
    private readonly Matrix<T> rows;
    private readonly ComputeOptions options;
    private readonly Matrix<T> gathered;
    private readonly Matrix<T> turns;
    private readonly T[] z;
    private readonly T[] poles;
    private readonly T[] weights;
    private readonly T[] values;
    private readonly int[] kept;
    private readonly int[] dropped;
    private readonly int[] position;
    private readonly Part[] part;

    public TridiagonalMerge(T[] diagonal, int[] order, Matrix<T> rows, ComputeOptions options)
    {
        int n = diagonal.Length;
        this.diagonal = diagonal;
        this.order = order;
        this.rows = rows;
        this.options = options;
        gathered = Matrix<T>.Uninitialized(n, n);
        turns = Matrix<T>.Uninitialized(n, n);
        z = new T[n];
        poles = new T[n];
        weights = new T[n];
        values = new T[n];
        kept = new int[n];
        dropped = new int[n];
        position = new int[n];
        part = new Part[n];
    }

    // The columns in which a row can be other than zero.
    private enum Part
    {
        First,
        Both,
        Second,
    }

    public void Dispose()
    {
        gathered.Dispose();
        turns.Dispose();
    }

    /// <summary>
    /// Joins rows [first, first + half) and [first + half, first + count); rows of values that are not selected are
    /// left undefined.
    /// </summary>
    public void Run(int first, int half, int count, T coupling, EigenSelection<T> selection, int exponent)
    {
        T rho = MakeVector(first, half, count, coupling);
        (int keep, int drop) = Deflate(first, count, rho);
        Gather(first, half, count, keep, drop, out int firstOnly, out int both);
        SecularEquation<T> secular = default;
        if (keep > 0)
        {
            secular = SecularEquation<T>.Solve(
                poles.AsMemory(0, keep), weights.AsMemory(0, keep), rho, values.AsMemory(0, keep), turns, position,
                options);
        }

        values.AsSpan(0, count).CopyTo(diagonal.AsSpan(first));
        for (int i = 0; i < count; i++)
        {
            order[first + i] = first + i;
        }

        Span<int> ascending = order.AsSpan(first, count);
        values.AsSpan(0, count).Sort(ascending);
        (int wanted, int number) = selection.Find(values.AsSpan(0, count), exponent);
        (int from, int end) = Span(ascending.Slice(wanted, number), first, keep);
        if (from < end)
        {
            secular.FormVectors(from, end - from, options);
            MultiplyRows(first, half, count, from, end - from, firstOnly, both, keep);
        }

        for (int i = 0; i < drop; i++)
        {
            gathered.Row(keep + i)[..count].CopyTo(rows.Row(first + keep + i).Slice(first, count));
        }
    }

    // The least interval of kept rows that holds those listed; values of kept rows ascend.
    private static (int From, int End) Span(ReadOnlySpan<int> listed, int first, int keep)
    {
        int from = keep, end = 0;
        foreach (int row in listed)
        {
            if (row - first < keep)
            {
                from = Math.Min(from, row - first);
                end = Math.Max(end, row - first + 1);
            }
        }

        return (from, end);
    }

    private void MultiplyRows(
        int first, int half, int count, int from, int number, int firstOnly, int both, int keep)
    {
        int secondHalf = count - half, withFirst = firstOnly + both, withSecond = keep - firstOnly;
        Blas.Gemm(
            Transpose.No, Transpose.No, T.One, turns.View.Slice(from, 0, number, withFirst),
            gathered.View.Slice(0, 0, withFirst, half), T.Zero,
            rows.View.Slice(first + from, first, number, half), options);
        Blas.Gemm(
            Transpose.No, Transpose.No, T.One, turns.View.Slice(from, firstOnly, number, withSecond),
            gathered.View.Slice(firstOnly, half, withSecond, secondHalf), T.Zero,
            rows.View.Slice(first + from, first + half, number, secondHalf), options);
    }

    // z = (last row of the first vectors, ± first row of the second ones) / √2, in the order of merged ascending poles.
    private T MakeVector(int first, int half, int count, T coupling)
    {
        T scale = T.One / T.Sqrt(T.One + T.One);
        T sign = T.CopySign(scale, coupling);
        Span<int> merged = kept.AsSpan(0, count);
        int a = 0, b = half;
        for (int i = 0; i < count; i++)
        {
            bool takeFirst = a < half
                && (b == count || diagonal[order[first + a]] <= diagonal[order[first + b]]);
            merged[i] = order[first + (takeFirst ? a++ : b++)];
        }

        for (int i = 0; i < count; i++)
        {
            int row = merged[i];
            bool isFirst = row < first + half;
            z[row] = isFirst ? scale * rows[row, first + half - 1] : sign * rows[row, first + half];
            part[row] = isFirst ? Part.First : Part.Second;
        }

        return T.Abs(coupling + coupling);
    }

    // Splits the rows into kept ones (with their poles and weights, ascending) and dropped ones, whose value and vector
    // are final. Of two poles too close together one is rotated out.
    private (int Keep, int Drop) Deflate(int first, int count, T rho)
    {
        T largest = T.Zero;
        for (int i = first; i < first + count; i++)
        {
            largest = T.Max(largest, T.Max(T.Abs(diagonal[i]), T.Abs(z[i])));
        }

        T tolerance = T.CreateChecked(8) * (T.BitIncrement(T.One) - T.One) * largest;
        int keep = 0, drop = 0, previous = -1;
        for (int i = 0; i < count; i++)
        {
            int row = kept[i];
            if (rho * T.Abs(z[row]) <= tolerance)
            {
                dropped[drop++] = row;
                continue;
            }

            if (previous >= 0 && RotateOut(previous, row, first, count, tolerance))
            {
                dropped[drop++] = previous;
            }
            else if (previous >= 0)
            {
                kept[keep++] = previous;
            }

            previous = row;
        }

        if (previous >= 0)
        {
            kept[keep++] = previous;
        }

        return (keep, drop);
    }

    private bool RotateOut(int previous, int row, int first, int count, T tolerance)
    {
        T s = z[previous], c = z[row], length = T.Hypot(c, s);
        T gap = diagonal[row] - diagonal[previous];
        c /= length;
        s = -s / length;
        if (T.Abs(gap * c * s) > tolerance)
        {
            return false;
        }

        z[row] = length;
        z[previous] = T.Zero;
        Rotation.Apply(rows.Row(previous).Slice(first, count), rows.Row(row).Slice(first, count), c, s);
        T low = diagonal[previous], high = diagonal[row];
        diagonal[previous] = (low * c * c) + (high * s * s);
        diagonal[row] = (low * s * s) + (high * c * c);
        if (part[previous] != part[row])
        {
            part[previous] = part[row] = Part.Both;
        }

        return true;
    }

    // Copies the kept rows, grouped by the columns in which they live, and the dropped ones after them.
    private void Gather(
        int first, int half, int count, int keep, int drop, out int firstOnly, out int both)
    {
        Span<int> next = stackalloc int[3];
        for (int i = 0; i < keep; i++)
        {
            next[(int)part[kept[i]]]++;
        }

        firstOnly = next[0];
        both = next[1];
        (next[0], next[1], next[2]) = (0, firstOnly, firstOnly + both);
        for (int i = 0; i < keep; i++)
        {
            int row = kept[i];
            position[i] = next[(int)part[row]]++;
            poles[i] = diagonal[row];
            weights[i] = z[row];
            rows.Row(row).Slice(first, count).CopyTo(gathered.Row(position[i]));
        }

        for (int i = 0; i < drop; i++)
        {
            values[keep + i] = diagonal[dropped[i]];
            rows.Row(dropped[i]).Slice(first, count).CopyTo(gathered.Row(keep + i));
        }
    }
}
