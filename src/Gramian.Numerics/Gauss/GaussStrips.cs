using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Numerics.Gauss;

/// <summary>Adds up powers of two of inner products between a strip of rows and the 64 columns of a panel.</summary>
/// <remarks>
/// D[a, b] = base of the column + ⟨row a, column b⟩. Rows come in three groups of a register each; a group and eight
/// columns are left out as soon as all their D are at or above the limits of the rows. A row's level is what its
/// exponents are taken off: it goes up, and its sum down, before a term could overflow. Warm calls allocate nothing;
/// the bits do not depend on the width of registers.
/// </remarks>
public static unsafe class GaussStrips
{
    /// <summary>How many columns are left out, or not, together.</summary>
    public const int ColumnStep = 8;

    internal const int Groups = 3;
    private const int Width = TileProducts.PanelWidth;

    /// <summary>The number of rows of a strip: 24 doubles or 48 floats.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static int StripRows<T>()
        where T : unmanaged => Groups * GroupRows<T>();

    /// <summary>The level of a row that has found nothing yet.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static T LowestLevel<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(-1e30);

    /// <summary>
    /// sums[a] += Σ_b weights[b] 2^(−D[a, b] − levels[a]), without the groups whose D are not below the limits.
    /// </summary>
    /// <typeparam name="T">double or float: what D and the powers are computed in.</typeparam>
    /// <param name="rows">The rows, [d, strip].</param>
    /// <param name="columns">The columns, [8, d, 8]: eight at a time.</param>
    /// <param name="bases">One number for each column, [64]; 10³⁰ leaves it out.</param>
    /// <param name="weights">One finite number for each column, [64].</param>
    /// <param name="limits">For each row, what D must be below.</param>
    /// <param name="levels">For each row, what is taken off its exponents; raised where a term could overflow.</param>
    /// <param name="sums">The sums; scaled when a level is raised.</param>
    /// <returns>How many powers were taken.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int AddSums<T>(
        ReadOnlySpan<T> rows,
        ReadOnlySpan<T> columns,
        ReadOnlySpan<T> bases,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> limits,
        Span<T> levels,
        Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int strip = StripRows<T>(), depth = rows.Length / strip;
        Guard.Length(rows.Length, depth * strip, nameof(rows));
        Guard.Length(columns.Length, depth * Width, nameof(columns));
        Guard.Length(bases.Length, Width, nameof(bases));
        Guard.Length(weights.Length, Width, nameof(weights));
        Guard.Length(limits.Length, strip, nameof(limits));
        Guard.Length(levels.Length, strip, nameof(levels));
        Guard.Length(sums.Length, strip, nameof(sums));
        T* memory = stackalloc T[(Groups * (ColumnStep + 2) * GroupRows<T>()) + GroupRows<T>()];
        T* buffer = (T*)(((nint)memory + 63) & -64);
        T* parts = buffer + (Groups * (ColumnStep + 1) * GroupRows<T>());
        new Span<T>(parts, strip).Clear();
        int taken = 0;
        T* constants = DecayPower<T>.IsSupported ? DecayPower<T>.Constants : null;
        fixed (T* x = rows, y = columns, c = bases, w = weights, limit = limits, level = levels)
        fixed (double* sum = sums)
        {
            for (int b = 0; b < Width; b += ColumnStep)
            {
                int found = constants != null
                    ? StripProducts512<T>.Run(depth, x, y + (b * depth), c + b, limit, buffer)
                    : Products(depth, x, y + (b * depth), c + b, limit, buffer);
                for (int g = 0; g < Groups && found >> g != 0; g++)
                {
                    if ((found >> g & 1) == 0)
                    {
                        continue;
                    }

                    int first = g * GroupRows<T>();
                    T* distances = buffer + (first * (ColumnStep + 1));
                    Raise(distances + (ColumnStep * GroupRows<T>()), level + first, parts + first, sum + first);
                    if (constants != null)
                    {
                        StripPowers.Add512(distances, level + first, w + b, parts + first, constants);
                    }
                    else
                    {
                        AddPowers(distances, level + first, w + b, parts + first);
                    }

                    taken++;
                }
            }

            for (int a = 0; a < strip; a++)
            {
                sum[a] += double.CreateTruncating(parts[a]);
            }
        }

        return taken * ColumnStep * GroupRows<T>();
    }

    internal static int GroupRows<T>()
        where T : unmanaged => 64 / sizeof(T);

    private static int Products<T>(int depth, T* rows, T* columns, T* bases, T* limits, T* buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LaneWidth.Bits switch
        {
            512 => StripProducts512<T>.Run(depth, rows, columns, bases, limits, buffer),
            256 => StripProducts<T, Wide256<T>, Vector256<T>>.Run(depth, rows, columns, bases, limits, buffer),
            128 => StripProducts<T, Wide128<T>, Vector128<T>>.Run(depth, rows, columns, bases, limits, buffer),
            _ => StripProducts<T, Wide1<T>, T>.Run(depth, rows, columns, bases, limits, buffer),
        };

    private static void AddPowers<T>(T* distances, T* levels, T* weights, T* parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            AddDoubles((double*)distances, (double*)levels, (double*)weights, (double*)parts);
        }
        else
        {
            AddSingles((float*)distances, (float*)levels, (float*)weights, (float*)parts);
        }
    }

    private static void AddDoubles(double* distances, double* levels, double* weights, double* parts)
    {
        switch (LaneWidth.Bits)
        {
            case 512: StripPowers.Add<Double8, double>(distances, levels, weights, parts); break;
            case 256: StripPowers.Add<Double4, double>(distances, levels, weights, parts); break;
            case 128: StripPowers.Add<Double2, double>(distances, levels, weights, parts); break;
            default: StripPowers.Add<ScalarDouble, double>(distances, levels, weights, parts); break;
        }
    }

    private static void AddSingles(float* distances, float* levels, float* weights, float* parts)
    {
        switch (LaneWidth.Bits)
        {
            case 512: StripPowers.Add<Single16, float>(distances, levels, weights, parts); break;
            case 256: StripPowers.Add<Single8, float>(distances, levels, weights, parts); break;
            case 128: StripPowers.Add<Single4, float>(distances, levels, weights, parts); break;
            default: StripPowers.Add<ScalarSingle, float>(distances, levels, weights, parts); break;
        }
    }

    // Terms may be 2^500 (2^50 in floats) before a level goes up to the largest of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Raise<T>(T* least, T* levels, T* parts, double* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var comfort = Vector512.Create(T.CreateTruncating(sizeof(T) == sizeof(double) ? -500 : -50));
        if (Vector512.LessThanAny(Vector512.Load(least) + Vector512.Load(levels), comfort))
        {
            RaiseRows(least, levels, parts, sums, comfort[0]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RaiseRows<T>(T* least, T* levels, T* parts, double* sums, T comfort)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int a = 0; a < GroupRows<T>(); a++)
        {
            if (least[a] + levels[a] < comfort)
            {
                double factor = double.Exp2(double.CreateTruncating(levels[a]) + double.CreateTruncating(least[a]));
                levels[a] = -least[a];
                parts[a] *= T.CreateTruncating(factor);
                sums[a] *= factor;
            }
        }
    }
}
