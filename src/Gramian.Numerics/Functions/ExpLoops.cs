using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Functions;

/// <summary>
/// The exponential on whole vectors of 512 bits, operation for operation the one of the lanes: equal to it in every
/// bit. Written through lanes each vector reads its 17 constants from memory, which takes longer than its arithmetic;
/// here they stay in registers. Their values come through a reference, since the compiler reads known ones anew. Two
/// vectors advance side by side: one waits for its own results most of the time.
/// </summary>
internal static class ExpLoops
{
    private static ReadOnlySpan<double> DoubleConstants =>
    [
        -760.0, 720.0, 1.4426950408889634, 422212465065984.0, -0.6931471805599453, -2.3190468138462996e-17,
        0.008333449701475412, 0.041666666664960446, 0.16666666665301685, 0.5, 0.0013889034348876907,
    ];

    private static ReadOnlySpan<float> SingleConstants =>
    [
        -110f, 90f, (float)1.4426950408889634, 786432f, (float)-0.6931471824645996, (float)1.904654299957768e-09,
        (float)0.1666686216496336, (float)0.5000097749366744,
    ];

    /// <summary>Does as many leading elements as fill pairs of vectors, and returns how many.</summary>
    public static int Run(ReadOnlySpan<double> source, Span<double> destination)
    {
        if (LaneWidth.Bits != 512 || !Avx512F.IsSupported)
        {
            return 0;
        }

        return (int)RunDoubles(
            in MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination), (nuint)source.Length,
            ref MemoryMarshal.GetReference(DoubleConstants),
            ref MemoryMarshal.GetReference(DoubleFunctions.PowersOfTwo));
    }

    /// <inheritdoc cref="Run(ReadOnlySpan{double}, Span{double})"/>
    public static int Run(ReadOnlySpan<float> source, Span<float> destination)
    {
        if (LaneWidth.Bits != 512 || !Avx512F.IsSupported)
        {
            return 0;
        }

        return (int)RunSingles(
            in MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination), (nuint)source.Length,
            ref MemoryMarshal.GetReference(SingleConstants),
            ref MemoryMarshal.GetReference(SingleFunctions.PowersOfTwo));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nuint RunDoubles(
        ref readonly double source, ref double destination, nuint count, ref double constants, ref double powers)
    {
        Vector512<double> lowest = Vector512.Create(constants), highest = Create(ref constants, 1);
        Vector512<double> log2E = Create(ref constants, 2), sixteenths = Create(ref constants, 3);
        Vector512<double> ln2High = Create(ref constants, 4), ln2Low = Create(ref constants, 5);
        Vector512<double> c5 = Create(ref constants, 6), c4 = Create(ref constants, 7);
        Vector512<double> c3 = Create(ref constants, 8), c2 = Create(ref constants, 9), c6 = Create(ref constants, 10);
        Vector512<double> table = Vector512.LoadUnsafe(ref powers), tableEnd = Vector512.LoadUnsafe(ref powers, 8);
        nuint i = 0;
        for (; i + 16 <= count; i += 16)
        {
            Vector512<double> x0 = Vector512.LoadUnsafe(in source, i);
            Vector512<double> x1 = Vector512.LoadUnsafe(in source, i + 8);
            x0 = Vector512.MinNative(highest, Vector512.MaxNative(lowest, x0));
            x1 = Vector512.MinNative(highest, Vector512.MaxNative(lowest, x1));
            Vector512<double> shifted0 = Vector512.FusedMultiplyAdd(x0, log2E, sixteenths);
            Vector512<double> shifted1 = Vector512.FusedMultiplyAdd(x1, log2E, sixteenths);
            Vector512<double> n0 = shifted0 - sixteenths;
            Vector512<double> n1 = shifted1 - sixteenths;
            Vector512<double> r0 = Vector512.FusedMultiplyAdd(n0, ln2High, x0);
            Vector512<double> r1 = Vector512.FusedMultiplyAdd(n1, ln2High, x1);
            r0 = Vector512.FusedMultiplyAdd(n0, ln2Low, r0);
            r1 = Vector512.FusedMultiplyAdd(n1, ln2Low, r1);
            Vector512<double> power0 = Avx512F.PermuteVar8x64x2(table, shifted0.AsInt64(), tableEnd);
            Vector512<double> power1 = Avx512F.PermuteVar8x64x2(table, shifted1.AsInt64(), tableEnd);
            Vector512<double> square0 = r0 * r0;
            Vector512<double> square1 = r1 * r1;
            Vector512<double> high0 = Vector512.FusedMultiplyAdd(r0, c5, c4);
            Vector512<double> high1 = Vector512.FusedMultiplyAdd(r1, c5, c4);
            Vector512<double> low0 = Vector512.FusedMultiplyAdd(r0, c3, c2);
            Vector512<double> low1 = Vector512.FusedMultiplyAdd(r1, c3, c2);
            high0 = Vector512.FusedMultiplyAdd(square0, c6, high0);
            high1 = Vector512.FusedMultiplyAdd(square1, c6, high1);
            Vector512<double> q0 = Vector512.FusedMultiplyAdd(square0, high0, low0);
            Vector512<double> q1 = Vector512.FusedMultiplyAdd(square1, high1, low1);
            q0 = Vector512.FusedMultiplyAdd(square0, q0, r0);
            q1 = Vector512.FusedMultiplyAdd(square1, q1, r1);
            Avx512F.Scale(Vector512.FusedMultiplyAdd(power0, q0, power0), n0).StoreUnsafe(ref destination, i);
            Avx512F.Scale(Vector512.FusedMultiplyAdd(power1, q1, power1), n1).StoreUnsafe(ref destination, i + 8);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nuint RunSingles(
        ref readonly float source, ref float destination, nuint count, ref float constants, ref float powers)
    {
        Vector512<float> lowest = Vector512.Create(constants), highest = Create(ref constants, 1);
        Vector512<float> log2E = Create(ref constants, 2), sixteenths = Create(ref constants, 3);
        Vector512<float> ln2High = Create(ref constants, 4), ln2Low = Create(ref constants, 5);
        Vector512<float> c3 = Create(ref constants, 6), c2 = Create(ref constants, 7);
        Vector512<float> table = Vector512.LoadUnsafe(ref powers);
        nuint i = 0;
        for (; i + 32 <= count; i += 32)
        {
            Vector512<float> x0 = Vector512.LoadUnsafe(in source, i);
            Vector512<float> x1 = Vector512.LoadUnsafe(in source, i + 16);
            x0 = Vector512.MinNative(highest, Vector512.MaxNative(lowest, x0));
            x1 = Vector512.MinNative(highest, Vector512.MaxNative(lowest, x1));
            Vector512<float> shifted0 = Vector512.FusedMultiplyAdd(x0, log2E, sixteenths);
            Vector512<float> shifted1 = Vector512.FusedMultiplyAdd(x1, log2E, sixteenths);
            Vector512<float> n0 = shifted0 - sixteenths;
            Vector512<float> n1 = shifted1 - sixteenths;
            Vector512<float> r0 = Vector512.FusedMultiplyAdd(n0, ln2High, x0);
            Vector512<float> r1 = Vector512.FusedMultiplyAdd(n1, ln2High, x1);
            r0 = Vector512.FusedMultiplyAdd(n0, ln2Low, r0);
            r1 = Vector512.FusedMultiplyAdd(n1, ln2Low, r1);
            Vector512<float> power0 = Avx512F.PermuteVar16x32(table, shifted0.AsInt32());
            Vector512<float> power1 = Avx512F.PermuteVar16x32(table, shifted1.AsInt32());
            Vector512<float> q0 = Vector512.FusedMultiplyAdd(r0, c3, c2);
            Vector512<float> q1 = Vector512.FusedMultiplyAdd(r1, c3, c2);
            q0 = Vector512.FusedMultiplyAdd(r0 * r0, q0, r0);
            q1 = Vector512.FusedMultiplyAdd(r1 * r1, q1, r1);
            Avx512F.Scale(Vector512.FusedMultiplyAdd(power0, q0, power0), n0).StoreUnsafe(ref destination, i);
            Avx512F.Scale(Vector512.FusedMultiplyAdd(power1, q1, power1), n1).StoreUnsafe(ref destination, i + 16);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Create<T>(ref T constants, nuint index)
        where T : unmanaged => Vector512.Create(Unsafe.Add(ref constants, index));
}
