using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Dense;

// Copies lines of an operand into panels [depth][width], filled up with zeros, so that the kernel always runs full.
internal static unsafe class GemmPacking<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        in GemmOperand<T> operand, int line, int lines, int depth, int depths, int width, T* destination)
    {
        for (int done = 0; done < lines; done += width)
        {
            int count = Math.Min(width, lines - done);
            T* source = operand.At(line + done, depth);
            if (count < width)
            {
                new Span<T>(destination, width * depths).Clear();
            }

            if (operand.DepthContiguous)
            {
                Transpose(source, operand.Stride, count, depths, width, destination);
            }
            else
            {
                Copy(source, operand.Stride, count, depths, width, destination);
            }

            destination += (nint)width * depths;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(T* source, nint stride, int count, int depths, int width, T* destination)
    {
        for (int k = 0; k < depths; k++)
        {
            CopyLine(source, destination, count);
            source += stride;
            destination += width;
        }
    }

    // A general copy costs more than these few vectors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyLine(T* source, T* destination, int count)
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector.Store(Vector.Load(source + i), destination + i);
        }

        for (; i < count; i++)
        {
            destination[i] = source[i];
        }
    }

    // destination[k][i] = source[i][k].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(T* source, nint stride, int count, int depths, nint width, T* destination)
    {
        int i = 0;
        if (Avx.IsSupported && SimdPath.Bits >= 256)
        {
            for (; i + 8 <= count && typeof(T) == typeof(double) && SimdPath.Bits == 512; i += 8)
            {
                TransposeBlocks.Eight(
                    (double*)(source + (i * stride)), stride, depths, width, (double*)(destination + i));
            }

            for (; i + 4 <= count && typeof(T) == typeof(double); i += 4)
            {
                TransposeBlocks.Four(
                    (double*)(source + (i * stride)), stride, depths, width, (double*)(destination + i));
            }

            for (; i + 8 <= count && typeof(T) == typeof(float); i += 8)
            {
                TransposeBlocks.Eight(
                    (float*)(source + (i * stride)), stride, depths, width, (float*)(destination + i));
            }
        }

        for (; i < count; i++)
        {
            T* from = source + (i * stride);
            T* to = destination + i;
            for (int k = 0; k < depths; k++)
            {
                *to = from[k];
                to += width;
            }
        }
    }
}
