namespace Gramian.Numerics.Dense;

// The part of C that a product writes.
internal enum GemmRegion
{
    Full,
    Lower,
    Upper,
}
