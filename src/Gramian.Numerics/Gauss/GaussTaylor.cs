using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Gauss;

/// <summary>Expands sums of 2^(−‖x − y‖²) over many points y about one centre.</summary>
/// <remarks>
/// With u = x − c and v = y − c, 2^(−‖x − y‖²) = 2^(−‖u‖²) 2^(−‖v‖²) exp(2 ln 2 · u·v), and the last factor is its
/// power series to some order. With a ≥ |2 ln 2 · u·v| what is left out is at most aᵖ eᵃ/p! of each pair's value. The
/// bits do not depend on the width of registers.
/// </remarks>
[Paper("yang2003improved")]
public static class GaussTaylor
{
    /// <summary>2 ln 2: what the inner product of the deviations is multiplied by.</summary>
    public const double InnerFactor = 1.3862943611198906;

    private const int Lanes = GaussPairs.LaneCount;

    /// <summary>
    /// moments[α] = (2 ln 2)^|α|/α! Σ weights 2^(exponents − baseline − ‖v‖²) v^α over the points, v = y − c.
    /// </summary>
    /// <param name="terms">The terms α.</param>
    /// <param name="points">y, [d, n], n a multiple of 8.</param>
    /// <param name="exponents">One number for each point; −∞ leaves it out.</param>
    /// <param name="weights">One finite number for each point.</param>
    /// <param name="centre">c, [d].</param>
    /// <param name="baseline">What is taken off the exponents.</param>
    /// <param name="moments">Receives the moments, [terms].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Moments(
        TaylorTerms terms,
        MatrixView<double> points,
        ReadOnlySpan<double> exponents,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> centre,
        double baseline,
        Span<double> moments)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Guard.Length(points.Rows, terms.Dimension, nameof(points));
        Guard.Length(points.Columns % Lanes, 0, nameof(points));
        Guard.Length(exponents.Length, points.Columns, nameof(exponents));
        Guard.Length(weights.Length, points.Columns, nameof(weights));
        Guard.Length(centre.Length, terms.Dimension, nameof(centre));
        Guard.Length(moments.Length, terms.Count, nameof(moments));
        using var parts = new Matrix<double>(terms.Count, Lanes);
        if (points.Columns > 0)
        {
            switch (LaneWidth.Bits)
            {
                case 512: Loops<Double8>.AddMoments(terms, points, exponents, weights, centre, baseline, parts); break;
                case 256: Loops<Double4>.AddMoments(terms, points, exponents, weights, centre, baseline, parts); break;
                case 128: Loops<Double2>.AddMoments(terms, points, exponents, weights, centre, baseline, parts); break;
                default:
                    Loops<ScalarDouble>.AddMoments(terms, points, exponents, weights, centre, baseline, parts);
                    break;
            }
        }

        moments.Clear();
        GaussPairs.Flush(parts, moments);
        Weigh(terms, moments);
    }

    /// <summary>sums[a] += 2^(baseline − shifts[a] − ‖u‖²) Σ moments[α] u^α over |α| below an order, u = x_a −
    /// c.</summary>
    /// <param name="terms">The terms of the moments.</param>
    /// <param name="order">The order, at most that of the terms.</param>
    /// <param name="rows">x, [d, r], r a multiple of 8.</param>
    /// <param name="centre">c, [d].</param>
    /// <param name="moments">The moments, [terms].</param>
    /// <param name="baseline">What was taken off the exponents.</param>
    /// <param name="shifts">One number for each row.</param>
    /// <param name="sums">One sum for each row.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddValues(
        TaylorTerms terms,
        int order,
        MatrixView<double> rows,
        ReadOnlySpan<double> centre,
        ReadOnlySpan<double> moments,
        double baseline,
        ReadOnlySpan<double> shifts,
        Span<double> sums)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Guard.InRange(order, 1, terms.Order);
        Guard.Length(rows.Rows, terms.Dimension, nameof(rows));
        Guard.Length(rows.Columns % Lanes, 0, nameof(rows));
        Guard.Length(centre.Length, terms.Dimension, nameof(centre));
        Guard.Length(moments.Length, terms.Count, nameof(moments));
        Guard.Length(shifts.Length, rows.Columns, nameof(shifts));
        Guard.Length(sums.Length, rows.Columns, nameof(sums));
        switch (LaneWidth.Bits)
        {
            case 512: Loops<Double8>.AddValues(terms, order, rows, centre, moments, baseline, shifts, sums); break;
            case 256: Loops<Double4>.AddValues(terms, order, rows, centre, moments, baseline, shifts, sums); break;
            case 128: Loops<Double2>.AddValues(terms, order, rows, centre, moments, baseline, shifts, sums); break;
            default: Loops<ScalarDouble>.AddValues(terms, order, rows, centre, moments, baseline, shifts, sums); break;
        }
    }

    private static void Weigh(TaylorTerms terms, Span<double> moments)
    {
        int d = terms.Dimension;
        double first = 1;
        for (int i = 0; i < terms.Order; i++)
        {
            double second = first;
            for (int j = 0; j < (d > 1 ? terms.Order - i : 1); j++)
            {
                double third = second;
                int start = terms.Start(i, j);
                for (int k = 0; k < (d > 2 ? terms.Order - i - j : 1); k++)
                {
                    moments[start + k] *= third;
                    third *= InnerFactor / (k + 1);
                }

                second *= InnerFactor / (j + 1);
            }

            first *= InnerFactor / (i + 1);
        }
    }

    private static class Loops<TLane>
        where TLane : struct, IVectorLane<TLane, double>, ILane<TLane>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddMoments(
            TaylorTerms terms,
            MatrixView<double> points,
            ReadOnlySpan<double> exponents,
            ReadOnlySpan<double> weights,
            ReadOnlySpan<double> centre,
            double baseline,
            MatrixView<double> parts)
        {
            int d = terms.Dimension, order = terms.Order;
            ref double e = ref MemoryMarshal.GetReference(exponents);
            ref double w = ref MemoryMarshal.GetReference(weights);
            ref double xs = ref points[0, 0];
            ref double ys = ref points[d > 1 ? 1 : 0, 0];
            ref double zs = ref points[d > 2 ? 2 : 0, 0];
            (double cx, double cy, double cz) = (centre[0], d > 1 ? centre[1] : 0, d > 2 ? centre[2] : 0);
            for (nuint n = 0; n < (nuint)points.Columns; n += (nuint)TLane.Count)
            {
                ref double part = ref parts[0, (int)(n % Lanes)];
                TLane x = TLane.Load(ref xs, n) - cx, y = 0.0, z = 0.0;
                TLane t = TLane.MultiplyAdd(-x, x, TLane.Load(ref e, n) - baseline);
                if (d > 1)
                {
                    y = TLane.Load(ref ys, n) - cy;
                    t = TLane.MultiplyAdd(-y, y, t);
                }

                if (d > 2)
                {
                    z = TLane.Load(ref zs, n) - cz;
                    t = TLane.MultiplyAdd(-z, z, t);
                }

                TLane first = TLane.Exp2(t) * TLane.Load(ref w, n);
                for (int i = 0; i < order; i++)
                {
                    TLane second = first;
                    for (int j = 0; j < (d > 1 ? order - i : 1); j++)
                    {
                        TLane third = second;
                        for (int k = 0; k < (d > 2 ? order - i - j : 1); k++)
                        {
                            TLane.Store(TLane.Load(ref part, 0) + third, ref part, 0);
                            part = ref Unsafe.Add(ref part, parts.Stride);
                            third *= z;
                        }

                        second *= y;
                    }

                    first *= x;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddValues(
            TaylorTerms terms,
            int order,
            MatrixView<double> rows,
            ReadOnlySpan<double> centre,
            ReadOnlySpan<double> moments,
            double baseline,
            ReadOnlySpan<double> shifts,
            Span<double> sums)
        {
            if (terms.Dimension == 1)
            {
                AddLine(order, rows, centre[0], moments, baseline, shifts, sums);
                return;
            }

            int d = terms.Dimension;
            for (int n = 0; n < rows.Columns; n += TLane.Count)
            {
                TLane x = TLane.Load(ref rows[0, n], 0) - centre[0], y = TLane.Load(ref rows[1, n], 0) - centre[1];
                TLane z = d > 2 ? TLane.Load(ref rows[2, n], 0) - centre[2] : 0.0;
                TLane value = 0.0;
                for (int i = order - 1; i >= 0; i--)
                {
                    TLane inner = 0.0;
                    for (int j = order - 1 - i; j >= 0; j--)
                    {
                        int start = terms.Start(i, j);
                        TLane deepest = moments[start + (d > 2 ? order - 1 - i - j : 0)];
                        for (int k = d > 2 ? order - 2 - i - j : -1; k >= 0; k--)
                        {
                            deepest = TLane.MultiplyAdd(deepest, z, moments[start + k]);
                        }

                        inner = TLane.MultiplyAdd(inner, y, deepest);
                    }

                    value = TLane.MultiplyAdd(value, x, inner);
                }

                TLane t = TLane.MultiplyAdd(-x, x, baseline - TLane.Load(in shifts[n], 0));
                t = TLane.MultiplyAdd(-z, z, TLane.MultiplyAdd(-y, y, t));
                TLane.Store(TLane.MultiplyAdd(TLane.Exp2(t), value, TLane.Load(in sums[n], 0)), ref sums[n], 0);
            }
        }

        // Two registers side by side: a polynomial of one waits for its own last step most of the time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void AddLine(
            int order,
            MatrixView<double> rows,
            double centre,
            ReadOnlySpan<double> moments,
            double baseline,
            ReadOnlySpan<double> shifts,
            Span<double> sums)
        {
            ref double m = ref MemoryMarshal.GetReference(moments);
            ref double s = ref MemoryMarshal.GetReference(shifts);
            ref double sum = ref MemoryMarshal.GetReference(sums);
            nuint count = (nuint)rows.Columns, width = (nuint)TLane.Count;
            for (nuint n = 0; n < count; n += 2 * width)
            {
                nuint o = n + width < count ? n + width : n;
                TLane x0 = TLane.Load(ref rows[0, 0], n) - centre, x1 = TLane.Load(ref rows[0, 0], o) - centre;
                TLane v0 = Unsafe.Add(ref m, order - 1), v1 = v0;
                for (int k = order - 2; k >= 0; k--)
                {
                    TLane c = Unsafe.Add(ref m, k);
                    v0 = TLane.MultiplyAdd(v0, x0, c);
                    v1 = TLane.MultiplyAdd(v1, x1, c);
                }

                TLane t0 = TLane.MultiplyAdd(-x0, x0, baseline - TLane.Load(ref s, n));
                TLane t1 = TLane.MultiplyAdd(-x1, x1, baseline - TLane.Load(ref s, o));
                TLane r1 = TLane.MultiplyAdd(TLane.Exp2(t1), v1, TLane.Load(ref sum, o));
                TLane r0 = TLane.MultiplyAdd(TLane.Exp2(t0), v0, TLane.Load(ref sum, n));
                TLane.Store(r1, ref sum, o);
                TLane.Store(r0, ref sum, n);
            }
        }
    }
}
