using System.Numerics;

namespace Gramian.Numerics.Dense;

// Elementary reflectors H = I − τ v vᵀ with v₀ = 1.
internal static class Householder
{
    /// <summary>Makes H with H x = (β, 0, …): x becomes v, with v₀ (not stored as 1) set to 1; returns τ.</summary>
    public static T Make<T>(Span<T> x, out T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T alpha = x[0];
        T rest = VectorOps.Norm2<T>(x[1..]);
        if (rest == T.Zero)
        {
            beta = alpha;
            x[0] = T.One;
            return T.Zero;
        }

        // Of the two reflectors the one without cancellation.
        T square = (alpha * alpha) + (rest * rest);
        T safe = typeof(T) == typeof(double) ? T.CreateTruncating(1e-280) : T.CreateTruncating(1e-25f);
        T length = square > safe && T.IsFinite(square) ? T.Sqrt(square) : T.Hypot(alpha, rest);
        beta = alpha >= T.Zero ? -length : length;
        T scale = T.One / (alpha - beta);
        if (T.IsFinite(scale))
        {
            VectorOps.Scale(scale, x[1..]);
        }
        else
        {
            foreach (ref T value in x[1..])
            {
                value /= alpha - beta;
            }
        }

        x[0] = T.One;
        return (beta - alpha) / beta;
    }
}
