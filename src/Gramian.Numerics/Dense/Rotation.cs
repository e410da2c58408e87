using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// Plane rotations of two vectors.
internal static unsafe class Rotation
{
    /// <summary>(x, y) ← (c x + s y, c y − s x).</summary>
    public static void Apply<T>(Span<T> x, Span<T> y, T c, T s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* a = x, b = y)
        {
            Apply(a, b, x.Length, c, s);
        }
    }

    /// <summary>(x, y) ← (c x + s y, c y − s x) of so many elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<T>(T* x, T* y, int length, T c, T s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> cosine = new(c), sine = new(s), minus = new(-s);
        int width = Vector<T>.Count, i = 0;
        for (; i <= length - width; i += width)
        {
            Vector<T> p = Vector.Load(x + i), q = Vector.Load(y + i);
            VectorOps.Fma(sine, q, cosine * p).Store(x + i);
            VectorOps.Fma(minus, p, cosine * q).Store(y + i);
        }

        for (; i < length; i++)
        {
            (x[i], y[i]) = ((c * x[i]) + (s * y[i]), (c * y[i]) - (s * x[i]));
        }
    }
}
