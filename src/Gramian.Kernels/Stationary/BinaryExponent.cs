namespace Gramian.Kernels.Stationary;

// e^(−s) = 2^(−s log₂ e): profiles are powers of 2, whose arguments the coordinates bring along.
internal static class BinaryExponent
{
    public const double Ln2 = 0.6931471805599453;
    public const double Log2E = 1.4426950408889634;
}
