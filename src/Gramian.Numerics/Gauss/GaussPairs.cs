using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Gauss;

/// <summary>Adds up powers of two of squared distances between some rows and the 64 columns of a panel.</summary>
/// <remarks>
/// Points are kept one line for each coordinate. The sum of a row stays spread over eight numbers until
/// <see cref="Flush"/> adds them up. Warm calls allocate nothing; the bits do not depend on the width of registers.
/// </remarks>
public static class GaussPairs
{
    /// <summary>The number of parts that the sum of a row is kept in.</summary>
    public const int LaneCount = 8;

    /// <summary>The largest number of coordinates that are compared here: 3.</summary>
    public const int MostCoordinates = 3;

    private const int Width = 64;

    /// <summary>Σⱼ lanes[a, j] += Σ_b weights[b] 2^(exponents[b] − shifts[a] − ‖x_a − y_b‖²).</summary>
    /// <param name="rows">x, [d, r], d from 1 to 3.</param>
    /// <param name="columns">y, [d, 64].</param>
    /// <param name="exponents">One number for each column; −∞ leaves it out.</param>
    /// <param name="weights">One finite number for each column.</param>
    /// <param name="shifts">One finite number for each row.</param>
    /// <param name="lanes">The sums in parts, [r, 8].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddSums(
        MatrixView<double> rows,
        MatrixView<double> columns,
        ReadOnlySpan<double> exponents,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> shifts,
        MatrixView<double> lanes)
    {
        CheckPoints(rows, columns);
        CheckColumns(exponents, weights, shifts, lanes, rows.Columns);
        switch (LaneWidth.Bits)
        {
            case 512: Loops<Double8>.AddSums(rows, columns, exponents, weights, shifts, lanes); break;
            case 256: Loops<Double4>.AddSums(rows, columns, exponents, weights, shifts, lanes); break;
            case 128: Loops<Double2>.AddSums(rows, columns, exponents, weights, shifts, lanes); break;
            default: Loops<ScalarDouble>.AddSums(rows, columns, exponents, weights, shifts, lanes); break;
        }
    }

    /// <summary>Like the sums of points, for squared distances made before.</summary>
    /// <param name="distances">‖x_a − y_b‖², [r, 64].</param>
    /// <param name="exponents">One number for each column; −∞ leaves it out.</param>
    /// <param name="weights">One finite number for each column.</param>
    /// <param name="shifts">One finite number for each row.</param>
    /// <param name="lanes">The sums in parts, [r, 8].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddSums(
        MatrixView<double> distances,
        ReadOnlySpan<double> exponents,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> shifts,
        MatrixView<double> lanes)
    {
        Guard.Length(distances.Columns, Width, nameof(distances));
        CheckColumns(exponents, weights, shifts, lanes, distances.Rows);
        switch (LaneWidth.Bits)
        {
            case 512: Loops<Double8>.AddSums(distances, exponents, weights, shifts, lanes); break;
            case 256: Loops<Double4>.AddSums(distances, exponents, weights, shifts, lanes); break;
            case 128: Loops<Double2>.AddSums(distances, exponents, weights, shifts, lanes); break;
            default: Loops<ScalarDouble>.AddSums(distances, exponents, weights, shifts, lanes); break;
        }
    }

    /// <summary>tile[a, b] = ‖x_a − y_b‖².</summary>
    /// <param name="rows">x, [d, r], of any dimension.</param>
    /// <param name="columns">y, [d, 64].</param>
    /// <param name="tile">Receives the squared distances, [r, 64].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void SquaredDistances(MatrixView<double> rows, MatrixView<double> columns, MatrixView<double> tile)
    {
        Guard.Length(columns.Rows, rows.Rows, nameof(columns));
        Guard.Length(columns.Columns, Width, nameof(columns));
        Guard.Length(tile.Rows, rows.Columns, nameof(tile));
        Guard.Length(tile.Columns, Width, nameof(tile));
        for (int a = 0; a < tile.Rows; a++)
        {
            Span<double> row = tile.Row(a);
            row.Clear();
            for (int k = 0; k < rows.Rows; k++)
            {
                Vector512<double> at = Vector512.Create(rows[k, a]);
                ReadOnlySpan<double> line = columns.Row(k);
                for (int b = 0; b < Width; b += LaneCount)
                {
                    Vector512<double> difference = Vector512.Create(line[b..]) - at;
                    Span<double> target = row[b..];
                    Vector512.FusedMultiplyAdd(difference, difference, Vector512.Create<double>(target)).CopyTo(target);
                }
            }
        }
    }

    /// <summary>max_b (exponents[b] − distances[b]).</summary>
    /// <param name="distances">Squared distances, 64 of them.</param>
    /// <param name="exponents">As many numbers.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double Largest(ReadOnlySpan<double> distances, ReadOnlySpan<double> exponents)
    {
        Guard.Length(distances.Length, Width, nameof(distances));
        Guard.Length(exponents.Length, Width, nameof(exponents));
        var largest = Vector512.Create(double.NegativeInfinity);
        for (int b = 0; b < Width; b += LaneCount)
        {
            largest = Vector512.Max(largest, Vector512.Create(exponents[b..]) - Vector512.Create(distances[b..]));
        }

        double found = double.NegativeInfinity;
        for (int j = 0; j < LaneCount; j++)
        {
            found = Math.Max(found, largest[j]);
        }

        return found;
    }

    /// <summary>sums[a] += Σⱼ lanes[a, j]; the lanes become 0.</summary>
    /// <param name="lanes">The sums in parts, [r, 8].</param>
    /// <param name="sums">The sums, [r].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Flush(MatrixView<double> lanes, Span<double> sums)
    {
        Guard.Length(sums.Length, lanes.Rows, nameof(sums));
        for (int a = 0; a < sums.Length; a++)
        {
            Span<double> row = lanes.Row(a);
            sums[a] += row[0] + row[4] + (row[2] + row[6]) + (row[1] + row[5] + (row[3] + row[7]));
            row.Clear();
        }
    }

    private static void CheckPoints(MatrixView<double> rows, MatrixView<double> columns)
    {
        if (rows.Rows is 0 or > MostCoordinates || columns.Rows != rows.Rows || columns.Columns != Width)
        {
            throw new ArgumentException(
                $"The columns must be {rows.Rows} x 64 with 1 to 3 coordinates, but they were {columns.Rows} x "
                + $"{columns.Columns}.", nameof(columns));
        }
    }

    private static void CheckColumns(
        ReadOnlySpan<double> exponents, ReadOnlySpan<double> weights, ReadOnlySpan<double> shifts,
        MatrixView<double> lanes, int rows)
    {
        Guard.Length(exponents.Length, Width, nameof(exponents));
        Guard.Length(weights.Length, Width, nameof(weights));
        Guard.Length(shifts.Length, rows, nameof(shifts));
        Guard.Length(lanes.Rows, rows, nameof(lanes));
        Guard.Length(lanes.Columns, LaneCount, nameof(lanes));
    }

    // Rows are the inner loop: neighbouring steps then have nothing to wait for from each other, and what belongs to
    // the columns stays in registers. Column b always ends in part b mod 8.
    private static class Loops<TLane>
        where TLane : struct, IVectorLane<TLane, double>, ILane<TLane>
    {
        public static void AddSums(
            MatrixView<double> rows,
            MatrixView<double> columns,
            ReadOnlySpan<double> exponents,
            ReadOnlySpan<double> weights,
            ReadOnlySpan<double> shifts,
            MatrixView<double> lanes)
        {
            if (rows.Columns == 0)
            {
                return;
            }

            ref double e = ref MemoryMarshal.GetReference(exponents);
            ref double w = ref MemoryMarshal.GetReference(weights);
            ref double s = ref MemoryMarshal.GetReference(shifts);
            for (nuint b = 0; b < Width; b += b % LaneCount == (nuint)(LaneCount - TLane.Count)
                ? (nuint)(LaneCount + TLane.Count)
                : (nuint)TLane.Count)
            {
                switch (rows.Rows)
                {
                    case 1: One(rows, columns, ref e, ref w, ref s, lanes, b); break;
                    case 2: Two(rows, columns, ref e, ref w, ref s, lanes, b); break;
                    default: Three(rows, columns, ref e, ref w, ref s, lanes, b); break;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddSums(
            MatrixView<double> distances,
            ReadOnlySpan<double> exponents,
            ReadOnlySpan<double> weights,
            ReadOnlySpan<double> shifts,
            MatrixView<double> lanes)
        {
            ref double e = ref MemoryMarshal.GetReference(exponents);
            ref double w = ref MemoryMarshal.GetReference(weights);
            for (nuint b = 0; b < Width && distances.Rows > 0; b += b % LaneCount == (nuint)(LaneCount - TLane.Count)
                ? (nuint)(LaneCount + TLane.Count)
                : (nuint)TLane.Count)
            {
                nuint c = b + LaneCount;
                TLane w0 = TLane.Load(ref w, b), w1 = TLane.Load(ref w, c);
                TLane e0 = TLane.Load(ref e, b), e1 = TLane.Load(ref e, c);
                ref double lane = ref lanes[0, (int)(b % LaneCount)];
                ref double row = ref distances[0, 0];
                for (int a = 0; a < shifts.Length; a++)
                {
                    TLane shift = shifts[a];
                    TLane sum = TLane.Load(ref lane, 0);
                    sum = TLane.MultiplyAdd(TLane.Exp2((e0 - shift) - TLane.Load(ref row, b)), w0, sum);
                    sum = TLane.MultiplyAdd(TLane.Exp2((e1 - shift) - TLane.Load(ref row, c)), w1, sum);
                    TLane.Store(sum, ref lane, 0);
                    lane = ref Unsafe.Add(ref lane, lanes.Stride);
                    row = ref Unsafe.Add(ref row, distances.Stride);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void One(
            MatrixView<double> rows, MatrixView<double> columns, ref double e, ref double w, ref double s,
            MatrixView<double> lanes, nuint b)
        {
            nuint c = b + LaneCount;
            TLane w0 = TLane.Load(ref w, b), w1 = TLane.Load(ref w, c);
            TLane e0 = TLane.Load(ref e, b), e1 = TLane.Load(ref e, c);
            TLane x0 = TLane.Load(ref columns[0, 0], b), x1 = TLane.Load(ref columns[0, 0], c);
            ref double lane = ref lanes[0, (int)(b % LaneCount)];
            ref double x = ref rows[0, 0];
            for (int a = 0; a < rows.Columns; a++)
            {
                TLane shift = Unsafe.Add(ref s, a), at = Unsafe.Add(ref x, a);
                TLane d0 = x0 - at, d1 = x1 - at;
                TLane sum = TLane.Load(ref lane, 0);
                sum = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-d0, d0, e0 - shift)), w0, sum);
                sum = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-d1, d1, e1 - shift)), w1, sum);
                TLane.Store(sum, ref lane, 0);
                lane = ref Unsafe.Add(ref lane, lanes.Stride);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void Two(
            MatrixView<double> rows, MatrixView<double> columns, ref double e, ref double w, ref double s,
            MatrixView<double> lanes, nuint b)
        {
            nuint c = b + LaneCount;
            TLane w0 = TLane.Load(ref w, b), w1 = TLane.Load(ref w, c);
            TLane e0 = TLane.Load(ref e, b), e1 = TLane.Load(ref e, c);
            TLane x0 = TLane.Load(ref columns[0, 0], b), x1 = TLane.Load(ref columns[0, 0], c);
            TLane y0 = TLane.Load(ref columns[1, 0], b), y1 = TLane.Load(ref columns[1, 0], c);
            ref double lane = ref lanes[0, (int)(b % LaneCount)];
            ref double x = ref rows[0, 0];
            ref double y = ref rows[1, 0];
            for (int a = 0; a < rows.Columns; a++)
            {
                TLane shift = Unsafe.Add(ref s, a), at = Unsafe.Add(ref x, a), up = Unsafe.Add(ref y, a);
                TLane d0 = x0 - at, d1 = x1 - at, u0 = y0 - up, u1 = y1 - up;
                TLane t0 = TLane.MultiplyAdd(-d0, d0, e0 - shift), t1 = TLane.MultiplyAdd(-d1, d1, e1 - shift);
                TLane sum = TLane.Load(ref lane, 0);
                sum = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-u0, u0, t0)), w0, sum);
                sum = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-u1, u1, t1)), w1, sum);
                TLane.Store(sum, ref lane, 0);
                lane = ref Unsafe.Add(ref lane, lanes.Stride);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void Three(
            MatrixView<double> rows, MatrixView<double> columns, ref double e, ref double w, ref double s,
            MatrixView<double> lanes, nuint b)
        {
            nuint c = b + LaneCount;
            TLane w0 = TLane.Load(ref w, b), w1 = TLane.Load(ref w, c);
            TLane e0 = TLane.Load(ref e, b), e1 = TLane.Load(ref e, c);
            TLane x0 = TLane.Load(ref columns[0, 0], b), x1 = TLane.Load(ref columns[0, 0], c);
            TLane y0 = TLane.Load(ref columns[1, 0], b), y1 = TLane.Load(ref columns[1, 0], c);
            TLane z0 = TLane.Load(ref columns[2, 0], b), z1 = TLane.Load(ref columns[2, 0], c);
            ref double lane = ref lanes[0, (int)(b % LaneCount)];
            ref double x = ref rows[0, 0];
            ref double y = ref rows[1, 0];
            ref double z = ref rows[2, 0];
            for (int a = 0; a < rows.Columns; a++)
            {
                TLane shift = Unsafe.Add(ref s, a), at = Unsafe.Add(ref x, a), up = Unsafe.Add(ref y, a);
                TLane deep = Unsafe.Add(ref z, a);
                TLane d0 = x0 - at, d1 = x1 - at, u0 = y0 - up, u1 = y1 - up, v0 = z0 - deep, v1 = z1 - deep;
                TLane t0 = TLane.MultiplyAdd(-d0, d0, e0 - shift), t1 = TLane.MultiplyAdd(-d1, d1, e1 - shift);
                t0 = TLane.MultiplyAdd(-u0, u0, t0);
                t1 = TLane.MultiplyAdd(-u1, u1, t1);
                TLane sum = TLane.Load(ref lane, 0);
                sum = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-v0, v0, t0)), w0, sum);
                sum = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-v1, v1, t1)), w1, sum);
                TLane.Store(sum, ref lane, 0);
                lane = ref Unsafe.Add(ref lane, lanes.Stride);
            }
        }
    }
}
