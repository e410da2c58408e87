namespace Gramian.Kernels.Stationary;

// e^(−s) = 2^(−s log₂ e): profiles are powers of 2, whose arguments the coordinates bring along.
internal static class BinaryExponent
{
    public const double Ln2 = 0.6931471805599453;
    public const double Log2E = 1.4426950408889634;

    // From this square of an exponent on, 2^(−√t) times any polynomial of it is 0; an infinite one would give ∞ · 0.
    public const double Vanishes = 2e6;
}
