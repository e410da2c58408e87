using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gramian.Numerics.Dense;

// Plane rotations of two vectors.
internal static class Rotation
{
    /// <summary>(x, y) ← (c x + s y, c y − s x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<T>(Span<T> x, Span<T> y, T c, T s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a = ref MemoryMarshal.GetReference(x);
        ref T b = ref MemoryMarshal.GetReference(y);
        Vector<T> cosine = new(c), sine = new(s);
        int width = Vector<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            Vector<T> p = Vector.LoadUnsafe(ref a, (nuint)i), q = Vector.LoadUnsafe(ref b, (nuint)i);
            ((cosine * p) + (sine * q)).StoreUnsafe(ref a, (nuint)i);
            ((cosine * q) - (sine * p)).StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            (x[i], y[i]) = ((c * x[i]) + (s * y[i]), (c * y[i]) - (s * x[i]));
        }
    }
}
