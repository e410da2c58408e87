namespace Gramian.Numerics.Dense;

// Options for work too small to share.
internal static class Parallelism
{
    public static ComputeOptions Serial { get; } = new() { Threads = 1 };
}
