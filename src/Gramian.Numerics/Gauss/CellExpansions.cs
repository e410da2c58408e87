using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Gauss;

/// <summary>Expands sums of 2^(−‖x − y‖²) over the points of many small cells of a line or a plane.</summary>
/// <remarks>
/// As <see cref="GaussTaylor"/>, for cells that are many and hold few points: the moments of a point are added side by
/// side, and a row of cells is summed in one call. The terms uⁱ vʲ, i + j below the order, are numbered by i, then by
/// j; on a line i is 0. The bits do not depend on the width of registers.
/// </remarks>
[Paper("yang2003improved")]
public static class CellExpansions
{
    /// <summary>The largest order.</summary>
    public const int MostOrder = 32;

    // Powers up to the 31st are products of the powers 1, 2, 4, 8 and 16: which of them, by the bits of the exponent.
    private const int Bits = 5;
    private static readonly double[] BitsOfPowers = MakeBits();

    /// <summary>The number of terms.</summary>
    /// <param name="dimension">1 or 2.</param>
    /// <param name="order">The order, at least 1.</param>
    public static int CountOf(int dimension, int order) => dimension == 1 ? order : order * (order + 1) / 2;

    /// <summary>What the sums of powers are multiplied by, (2 ln 2)^(i + j)/(i! j!), for each term.</summary>
    /// <param name="dimension">1 or 2.</param>
    /// <param name="order">The order, from 1 to <see cref="MostOrder"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double[] Factors(int dimension, int order)
    {
        Guard.InRange(dimension, 1, 2);
        Guard.InRange(order, 1, MostOrder);
        double[] factors = new double[CountOf(dimension, order)];
        double first = 1;
        for (int i = 0, at = 0; i < (dimension == 1 ? 1 : order); i++)
        {
            double second = first;
            for (int j = 0; j < order - i; j++)
            {
                factors[at++] = second;
                second *= GaussTaylor.InnerFactor / (j + 1);
            }

            first *= GaussTaylor.InnerFactor / (i + 1);
        }

        return factors;
    }

    /// <summary>values[n] = weights[n] 2^(−u[n]² − v[n]²).</summary>
    /// <param name="u">The first deviations, [n]; empty on a line.</param>
    /// <param name="v">The last deviations, [n].</param>
    /// <param name="weights">The weights, [n]; empty for ones.</param>
    /// <param name="values">Receives the values, [n].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Values(
        ReadOnlySpan<double> u, ReadOnlySpan<double> v, ReadOnlySpan<double> weights, Span<double> values)
    {
        Guard.Length(values.Length, v.Length, nameof(values));
        if (!u.IsEmpty)
        {
            Guard.Length(u.Length, v.Length, nameof(u));
        }

        if (!weights.IsEmpty)
        {
            Guard.Length(weights.Length, v.Length, nameof(weights));
        }

        int done = 0;
        switch (LaneWidth.Bits)
        {
            case 512: done = Loops<Double8>.Values(u, v, values, 0); break;
            case 256: done = Loops<Double4>.Values(u, v, values, 0); break;
            case 128: done = Loops<Double2>.Values(u, v, values, 0); break;
        }

        Loops<ScalarDouble>.Values(u, v, values, done);
        for (int n = 0; n < weights.Length; n++)
        {
            values[n] *= weights[n];
        }
    }

    /// <summary>moments[i, j] = factors[i, j] Σ values u^i v^j over the points of one cell.</summary>
    /// <param name="order">The order, from 1 to <see cref="MostOrder"/>.</param>
    /// <param name="factors">What <see cref="Factors"/> gives.</param>
    /// <param name="u">The first deviations from the centre, [n]; empty on a line.</param>
    /// <param name="v">The last deviations, [n].</param>
    /// <param name="values">What <see cref="Values"/> gives, [n].</param>
    /// <param name="moments">Receives the moments, [terms].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Moments(
        int order,
        ReadOnlySpan<double> factors,
        ReadOnlySpan<double> u,
        ReadOnlySpan<double> v,
        ReadOnlySpan<double> values,
        Span<double> moments)
    {
        Guard.InRange(order, 1, MostOrder);
        int rows = u.IsEmpty ? 1 : order;
        Guard.Length(factors.Length, CountOf(u.IsEmpty ? 1 : 2, order), nameof(factors));
        Guard.Length(moments.Length, factors.Length, nameof(moments));
        Guard.Length(values.Length, v.Length, nameof(values));
        if (!u.IsEmpty)
        {
            Guard.Length(u.Length, v.Length, nameof(u));
        }

        int stride = (order + GaussPairs.LaneCount - 1) / GaussPairs.LaneCount * GaussPairs.LaneCount;
        Span<double> sums = stackalloc double[rows * stride];
        sums.Clear();
        switch (LaneWidth.Bits)
        {
            case 512: Loops<Double8>.AddPowers(order, rows, stride, u, v, values, sums); break;
            case 256: Loops<Double4>.AddPowers(order, rows, stride, u, v, values, sums); break;
            case 128: Loops<Double2>.AddPowers(order, rows, stride, u, v, values, sums); break;
            default: Loops<ScalarDouble>.AddPowers(order, rows, stride, u, v, values, sums); break;
        }

        for (int i = 0, at = 0; i < rows; i++)
        {
            for (int j = 0; j < order - i; j++, at++)
            {
                moments[at] = sums[(i * stride) + j] * factors[at];
            }
        }
    }

    /// <summary>
    /// sums[a] += Σ 2^(−u² − v²) Σ moments[i, j] uⁱ vʲ over a row of cells, (u, v) the query a from the centre of the
    /// cell.
    /// </summary>
    /// <param name="order">The order, from 1 to <see cref="MostOrder"/>.</param>
    /// <param name="first">The first coordinates of the queries from the row of centres, [r], r a multiple of 8; empty
    /// on a line.</param>
    /// <param name="last">The last coordinates of the queries from the first centre, [r].</param>
    /// <param name="step">The distance of neighbouring centres along the last coordinate.</param>
    /// <param name="slots">For each cell of the row, which moments are its; −1 for an empty one.</param>
    /// <param name="moments">The moments of all cells, [slots · terms].</param>
    /// <param name="sums">One sum for each query, [r].</param>
    /// <exception cref="ArgumentException">A length does not fit, or a slot has no moments.</exception>
    public static void AddRow(
        int order,
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> last,
        double step,
        ReadOnlySpan<int> slots,
        ReadOnlySpan<double> moments,
        Span<double> sums)
    {
        Guard.InRange(order, 1, MostOrder);
        Guard.Length(last.Length % GaussPairs.LaneCount, 0, nameof(last));
        Guard.Length(sums.Length, last.Length, nameof(sums));
        int terms = CountOf(first.IsEmpty ? 1 : 2, order);
        if (!first.IsEmpty)
        {
            Guard.Length(first.Length, last.Length, nameof(first));
        }

        foreach (int slot in slots)
        {
            if (slot >= 0 && (slot + 1L) * terms > moments.Length)
            {
                throw new ArgumentException($"Slot {slot} has no moments.", nameof(slots));
            }
        }

        switch (LaneWidth.Bits)
        {
            case 512: Add<Double8>(order, terms, first, last, step, slots, moments, sums); break;
            case 256: Add<Double4>(order, terms, first, last, step, slots, moments, sums); break;
            case 128: Add<Double2>(order, terms, first, last, step, slots, moments, sums); break;
            default: Add<ScalarDouble>(order, terms, first, last, step, slots, moments, sums); break;
        }
    }

    private static void Add<TLane>(
        int order, int terms, ReadOnlySpan<double> first, ReadOnlySpan<double> last, double step,
        ReadOnlySpan<int> slots, ReadOnlySpan<double> moments, Span<double> sums)
        where TLane : struct, IVectorLane<TLane, double>, ILane<TLane>
    {
        if (first.IsEmpty)
        {
            Loops<TLane>.AddLine(order, last, step, slots, moments, sums);
        }
        else
        {
            Loops<TLane>.AddRow(order, terms, first, last, step, slots, moments, sums);
        }
    }

    // Row b holds, for each power, 1 where bit b of its exponent is set and −1 where it is not.
    private static double[] MakeBits()
    {
        double[] bits = new double[Bits * MostOrder];
        for (int b = 0; b < Bits; b++)
        {
            for (int power = 0; power < MostOrder; power++)
            {
                bits[(b * MostOrder) + power] = ((power >> b) & 1) == 1 ? 1 : -1;
            }
        }

        return bits;
    }

    private static class Loops<TLane>
        where TLane : struct, IVectorLane<TLane, double>, ILane<TLane>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static int Values(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> values, int from)
        {
            ref double us = ref MemoryMarshal.GetReference(u);
            ref double vs = ref MemoryMarshal.GetReference(v);
            ref double target = ref MemoryMarshal.GetReference(values);
            int n = from;
            for (; n + TLane.Count <= values.Length; n += TLane.Count)
            {
                TLane y = TLane.Load(ref vs, (nuint)n);
                TLane t = -y * y;
                if (!u.IsEmpty)
                {
                    TLane x = TLane.Load(ref us, (nuint)n);
                    t = TLane.MultiplyAdd(-x, x, t);
                }

                TLane.Store(TLane.Exp2(t), ref target, (nuint)n);
            }

            return n;
        }

        // The powers of v of one point side by side, for each power of u.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddPowers(
            int order, int rows, int stride, ReadOnlySpan<double> u, ReadOnlySpan<double> v,
            ReadOnlySpan<double> values, Span<double> sums)
        {
            ref double target = ref MemoryMarshal.GetReference(sums);
            ref double bits = ref MemoryMarshal.GetArrayDataReference(BitsOfPowers);
            TLane one = 1.0;
            for (int first = 0; first < order; first += TLane.Count)
            {
                int reach = Math.Min(rows, order - first);
                TLane b0 = TLane.Load(ref bits, (nuint)first);
                TLane b1 = TLane.Load(ref bits, (nuint)(MostOrder + first));
                TLane b2 = TLane.Load(ref bits, (nuint)((2 * MostOrder) + first));
                TLane b3 = TLane.Load(ref bits, (nuint)((3 * MostOrder) + first));
                TLane b4 = TLane.Load(ref bits, (nuint)((4 * MostOrder) + first));
                for (int n = 0; n < v.Length; n++)
                {
                    double y = v[n], y2 = y * y, y4 = y2 * y2, y8 = y4 * y4;
                    TLane power = TLane.SelectPositive(b0, y, one) * TLane.SelectPositive(b1, y2, one);
                    power *= TLane.SelectPositive(b2, y4, one);
                    if (order > 8)
                    {
                        power *= TLane.SelectPositive(b3, y8, one) * TLane.SelectPositive(b4, y8 * y8, one);
                    }

                    double value = values[n], x = rows > 1 ? u[n] : 0;
                    for (int i = 0; i < reach; i++)
                    {
                        nuint at = (nuint)((i * stride) + first);
                        TLane.Store(
                            TLane.MultiplyAdd(power, value, TLane.Load(ref target, at)), ref target, at);
                        value *= x;
                    }
                }
            }
        }

        // Two registers side by side: a polynomial of one waits for its own last step most of the time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddLine(
            int order, ReadOnlySpan<double> last, double step, ReadOnlySpan<int> slots, ReadOnlySpan<double> moments,
            Span<double> sums)
        {
            ref double vs = ref MemoryMarshal.GetReference(last);
            ref double target = ref MemoryMarshal.GetReference(sums);
            nuint count = (nuint)last.Length, width = (nuint)TLane.Count;
            for (nuint n = 0; n < count; n += 2 * width)
            {
                nuint o = n + width < count ? n + width : n;
                TLane y0 = TLane.Load(ref vs, n), y1 = TLane.Load(ref vs, o);
                TLane sum0 = TLane.Load(ref target, n), sum1 = TLane.Load(ref target, o);
                for (int k = 0; k < slots.Length; k++)
                {
                    if (slots[k] < 0)
                    {
                        continue;
                    }

                    ref double m = ref Unsafe.Add(ref MemoryMarshal.GetReference(moments), (nint)slots[k] * order);
                    TLane away = k * step;
                    TLane v0 = y0 - away, v1 = y1 - away;
                    TLane value0 = Unsafe.Add(ref m, order - 1), value1 = value0;
                    for (int j = order - 2; j >= 0; j--)
                    {
                        TLane c = Unsafe.Add(ref m, j);
                        value0 = TLane.MultiplyAdd(value0, v0, c);
                        value1 = TLane.MultiplyAdd(value1, v1, c);
                    }

                    sum0 = TLane.MultiplyAdd(TLane.Exp2(-v0 * v0), value0, sum0);
                    sum1 = TLane.MultiplyAdd(TLane.Exp2(-v1 * v1), value1, sum1);
                }

                TLane.Store(sum1, ref target, o);
                TLane.Store(sum0, ref target, n);
            }
        }

        // Two powers of u at once, the lower of which has one term more, so that four sums stand side by side.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddRow(
            int order, int terms, ReadOnlySpan<double> first, ReadOnlySpan<double> last, double step,
            ReadOnlySpan<int> slots, ReadOnlySpan<double> moments, Span<double> sums)
        {
            ref double us = ref MemoryMarshal.GetReference(first);
            ref double vs = ref MemoryMarshal.GetReference(last);
            ref double target = ref MemoryMarshal.GetReference(sums);
            nuint count = (nuint)last.Length, width = (nuint)TLane.Count;
            for (nuint n = 0; n < count; n += 2 * width)
            {
                nuint o = n + width < count ? n + width : n;
                TLane x0 = TLane.Load(ref us, n), x1 = TLane.Load(ref us, o);
                TLane y0 = TLane.Load(ref vs, n), y1 = TLane.Load(ref vs, o);
                TLane t0 = -x0 * x0, t1 = -x1 * x1;
                TLane sum0 = TLane.Load(ref target, n), sum1 = TLane.Load(ref target, o);
                for (int k = 0; k < slots.Length; k++)
                {
                    if (slots[k] < 0)
                    {
                        continue;
                    }

                    ref double m = ref Unsafe.Add(
                        ref MemoryMarshal.GetReference(moments), ((slots[k] + 1) * (nint)terms) - 1);
                    TLane away = k * step;
                    TLane v0 = y0 - away, v1 = y1 - away;
                    TLane value0 = 0.0, value1 = 0.0;
                    int length = 1;
                    if ((order & 1) == 1)
                    {
                        (value0, value1, length) = (m, m, 2);
                        m = ref Unsafe.Subtract(ref m, 1);
                    }

                    for (; length <= order; length += 2)
                    {
                        ref double low = ref Unsafe.Subtract(ref m, length);
                        TLane high0 = m, high1 = high0, low0 = low, low1 = low0;
                        for (int j = 1; j < length; j++)
                        {
                            TLane c = Unsafe.Subtract(ref m, j), e = Unsafe.Subtract(ref low, j);
                            high0 = TLane.MultiplyAdd(high0, v0, c);
                            high1 = TLane.MultiplyAdd(high1, v1, c);
                            low0 = TLane.MultiplyAdd(low0, v0, e);
                            low1 = TLane.MultiplyAdd(low1, v1, e);
                        }

                        TLane rest = Unsafe.Subtract(ref low, length);
                        value0 = TLane.MultiplyAdd(
                            TLane.MultiplyAdd(value0, x0, high0), x0, TLane.MultiplyAdd(low0, v0, rest));
                        value1 = TLane.MultiplyAdd(
                            TLane.MultiplyAdd(value1, x1, high1), x1, TLane.MultiplyAdd(low1, v1, rest));
                        m = ref Unsafe.Subtract(ref low, length + 1);
                    }

                    sum0 = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-v0, v0, t0)), value0, sum0);
                    sum1 = TLane.MultiplyAdd(TLane.Exp2(TLane.MultiplyAdd(-v1, v1, t1)), value1, sum1);
                }

                TLane.Store(sum1, ref target, o);
                TLane.Store(sum0, ref target, n);
            }
        }
    }
}
