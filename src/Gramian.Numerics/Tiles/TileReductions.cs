using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Reduces the rows of tiles, at the width of this process.</summary>
/// <remarks>The width of every tile is a multiple of 8. Warm calls allocate nothing.</remarks>
public static class TileReductions
{
    /// <summary>maxima[a] = max(maxima[a], max_b tile[a, b]).</summary>
    /// <param name="tile">The tile, [p, 8 q].</param>
    /// <param name="maxima">One number for each row, raised.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Raise(MatrixView<double> tile, Span<double> maxima)
    {
        Check(tile, maxima);
        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.Raise(tile, maxima); break;
            case 256: Passes<Double4>.Raise(tile, maxima); break;
            case 128: Passes<Double2>.Raise(tile, maxima); break;
            default: Passes<ScalarDouble>.Raise(tile, maxima); break;
        }
    }

    /// <summary>tile[a, b] += addend[b], and maxima as <see cref="Raise"/> does, of the new values.</summary>
    /// <param name="tile">The tile, [p, 8 q], changed.</param>
    /// <param name="addend">One number for each column.</param>
    /// <param name="maxima">One number for each row, raised.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void AddAndRaise(MatrixView<double> tile, ReadOnlySpan<double> addend, Span<double> maxima)
    {
        Check(tile, maxima);
        Guard.Length(addend.Length, tile.Columns, nameof(addend));
        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.AddAndRaise(tile, addend, maxima); break;
            case 256: Passes<Double4>.AddAndRaise(tile, addend, maxima); break;
            case 128: Passes<Double2>.AddAndRaise(tile, addend, maxima); break;
            default: Passes<ScalarDouble>.AddAndRaise(tile, addend, maxima); break;
        }
    }

    /// <summary>tile[a, b] = exp(tile[a, b] − shifts[a]), and sums[a] += Σ_b of them.</summary>
    /// <param name="tile">The exponents, [p, 8 q], replaced.</param>
    /// <param name="shifts">One number for each row; −∞ counts as 0.</param>
    /// <param name="sums">One sum for each row.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Exponentiate(MatrixView<double> tile, ReadOnlySpan<double> shifts, Span<double> sums)
    {
        Check(tile, sums);
        Guard.Length(shifts.Length, tile.Rows, nameof(shifts));
        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.Exponentiate(tile, shifts, sums); break;
            case 256: Passes<Double4>.Exponentiate(tile, shifts, sums); break;
            case 128: Passes<Double2>.Exponentiate(tile, shifts, sums); break;
            default: Passes<ScalarDouble>.Exponentiate(tile, shifts, sums); break;
        }
    }

    /// <summary>tile = ln(exp(tile) + exp(other)), element by element, without overflow; −∞ stands for ln 0.</summary>
    /// <param name="tile">The exponents, [p, 8 q], replaced.</param>
    /// <param name="other">The other exponents, [p, 8 q].</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void AddExponents(MatrixView<double> tile, MatrixView<double> other)
    {
        if (other.Rows != tile.Rows || other.Columns != tile.Columns || tile.Columns % 8 != 0)
        {
            throw new ArgumentException(
                $"The tiles must have one shape and a width that is a multiple of 8, but they were "
                + $"{other.Rows} x {other.Columns} and {tile.Rows} x {tile.Columns}.", nameof(tile));
        }

        switch (LaneWidth.Bits)
        {
            case 512: Passes<Double8>.AddExponents(tile, other); break;
            case 256: Passes<Double4>.AddExponents(tile, other); break;
            case 128: Passes<Double2>.AddExponents(tile, other); break;
            default: Passes<ScalarDouble>.AddExponents(tile, other); break;
        }
    }

    private static void Check(MatrixView<double> tile, Span<double> rows)
    {
        if (tile.Columns % 8 != 0 || rows.Length != tile.Rows)
        {
            throw new ArgumentException(
                $"The tile must have a width that is a multiple of 8 and a number for each row, but it was "
                + $"{tile.Rows} x {tile.Columns} with {rows.Length}.", nameof(tile));
        }
    }

    // Compiled fully at the first call, as the other passes over tiles are.
    private static class Passes<TLane>
        where TLane : struct, IVectorLane<TLane, double>, ILane<TLane>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Raise(MatrixView<double> tile, Span<double> maxima)
        {
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                TLane largest = maxima[i];
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    largest = TLane.Max(largest, TLane.Load(ref row, (nuint)j));
                }

                maxima[i] = Largest(largest);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddAndRaise(MatrixView<double> tile, ReadOnlySpan<double> addend, Span<double> maxima)
        {
            ref double added = ref MemoryMarshal.GetReference(addend);
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                TLane largest = maxima[i];
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane sum = TLane.Load(ref row, (nuint)j) + TLane.Load(ref added, (nuint)j);
                    TLane.Store(sum, ref row, (nuint)j);
                    largest = TLane.Max(largest, sum);
                }

                maxima[i] = Largest(largest);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Exponentiate(MatrixView<double> tile, ReadOnlySpan<double> shifts, Span<double> sums)
        {
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                TLane shift = double.IsNegativeInfinity(shifts[i]) ? 0 : shifts[i];
                TLane sum = 0.0;
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    TLane value = TLane.Exp(TLane.Load(ref row, (nuint)j) - shift);
                    TLane.Store(value, ref row, (nuint)j);
                    sum += value;
                }

                sums[i] += TLane.Sum(sum);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void AddExponents(MatrixView<double> tile, MatrixView<double> other)
        {
            for (int i = 0; i < tile.Rows; i++)
            {
                ref double row = ref MemoryMarshal.GetReference(tile.Row(i));
                ref double source = ref MemoryMarshal.GetReference(other.Row(i));
                for (int j = 0; j < tile.Columns; j += TLane.Count)
                {
                    // Two of ln 0 are held at the smallest number, whose sum with ln 2 is itself.
                    TLane x = TLane.Load(ref row, (nuint)j), y = TLane.Load(ref source, (nuint)j);
                    TLane larger = TLane.Max(TLane.Max(x, y), double.MinValue);
                    TLane sum = larger + TLane.Log1p(TLane.Exp(TLane.Min(x, y) - larger));
                    sum = TLane.SelectPositive(larger - double.MinValue, sum, double.NegativeInfinity);
                    TLane.Store(sum, ref row, (nuint)j);
                }
            }
        }

        private static double Largest(TLane lane)
        {
            Span<double> elements = stackalloc double[8];
            TLane.Store(lane, ref MemoryMarshal.GetReference(elements), 0);
            double largest = elements[0];
            for (int i = 1; i < TLane.Count; i++)
            {
                largest = Math.Max(largest, elements[i]);
            }

            return largest;
        }
    }
}
