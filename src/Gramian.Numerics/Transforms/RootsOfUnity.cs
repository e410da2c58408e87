namespace Gramian.Numerics.Transforms;

// e^(−2πi k/n) from sines and cosines of at most π/4, so that symmetric roots are equal to the last bit.
internal static class RootsOfUnity
{
    public static (double Re, double Im) At(long k, long n)
    {
        k %= n;
        if (k < 0)
        {
            k += n;
        }

        // The angle is (eighth + rest/n) eighths of a turn; each comparison is exact in integers.
        Int128 turn = (Int128)k * 8;
        int eighth = (int)(turn / n);
        long rest = (long)(turn - ((Int128)eighth * n));
        bool mirrored = (eighth & 1) == 1;
        double angle = (mirrored ? n - rest : rest) * (Math.PI / 4) / n;
        (double sin, double cos) = Math.SinCos(angle);
        if (mirrored)
        {
            (sin, cos) = (cos, sin);
        }

        return (eighth >> 1) switch
        {
            0 => (cos, -sin),
            1 => (-sin, -cos),
            2 => (-cos, sin),
            _ => (sin, cos),
        };
    }
}
