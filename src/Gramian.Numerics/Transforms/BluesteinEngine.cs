using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Transforms;

// A transform of any length as a convolution with a chirp: jk = (j² + k² − (k − j)²)/2.
[Paper("bluestein1970linear")]
internal sealed unsafe class BluesteinEngine<T> : FftEngine<T>
    where T : unmanaged
{
    private readonly int length;
    private readonly int padded;
    private readonly FftEngine<T> convolution;
    private readonly T[] chirp;     // e^(−πi j²/n), real parts and then imaginary parts
    private readonly T[] response;  // the transform of the conjugate chirp, wrapped around, over the padded length

    public BluesteinEngine(int length, int bits)
    {
        this.length = length;
        padded = SmoothAtLeast((2L * length) - 1);
        convolution = For(padded, bits);
        chirp = GC.AllocateUninitializedArray<T>(checked(2 * length), pinned: true);
        response = GC.AllocateArray<T>(checked(2 * padded), pinned: true);
        for (int j = 0; j < length; j++)
        {
            // Squares modulo 2n stay exact.
            (double re, double im) = RootsOfUnity.At((long)j * j % (2L * length), 2L * length);
            (chirp[j], chirp[length + j]) = (FftNumber.From<T>(re), FftNumber.From<T>(im));
            int mirrored = j == 0 ? 0 : padded - j;
            response[j] = response[mirrored] = FftNumber.From<T>(re);
            response[padded + j] = response[padded + mirrored] = FftNumber.From<T>(-im);
        }

        T* start = Start(response);
        convolution.Run(start, start + padded, start, start + padded, 1, FftNumber.From<T>(1.0 / padded));
    }

    public override void Run(T* sr, T* si, T* dr, T* di, nint columns, T scale)
    {
        nint count = padded * columns, used = length * columns;
        nint half = count + (320 / sizeof(T));
        using WorkBuffer work = Workspace.Rent<T>(2 * half);
        T* wr = work.Pointer<T>(), wi = wr + half, c = Start(chirp), r = Start(response);
        T one = FftNumber.From<T>(1);
        ComplexRows.Multiply(sr, si, c, c + length, wr, wi, length, columns, one);
        NativeMemory.Clear(wr + used, (nuint)((count - used) * sizeof(T)));
        NativeMemory.Clear(wi + used, (nuint)((count - used) * sizeof(T)));
        convolution.Run(wr, wi, wr, wi, columns, one);
        ComplexRows.Multiply(wr, wi, r, r + padded, wr, wi, padded, columns, one);

        // Real and imaginary parts exchanged on both sides make the inverse transform.
        convolution.Run(wi, wr, wi, wr, columns, one);
        ComplexRows.Multiply(wr, wi, c, c + length, dr, di, length, columns, scale);
    }

    private static T* Start(T[] pinned) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
