using System.Diagnostics;
using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

/// <summary>Represents what this machine can do at most, measured in this process: the yardstick for timings.</summary>
/// <remarks>Peaks count a fused multiply-add as two operations. On a shared machine measure in the same run.</remarks>
/// <param name="Threads">The number of threads of the figures for all threads.</param>
/// <param name="DoublePeak">Multiply-add peak in float64 on one thread, in 10⁹ operations per second.</param>
/// <param name="DoublePeakAllThreads">The same on all threads.</param>
/// <param name="SinglePeak">Multiply-add peak in float32 on one thread, in 10⁹ operations per second.</param>
/// <param name="SinglePeakAllThreads">The same on all threads.</param>
/// <param name="ReadBandwidth">Reading from memory on all threads, in 10⁹ bytes per second.</param>
/// <param name="TriadBandwidth">
/// a ← b + s c on all threads, in 10⁹ bytes per second, counting two reads and one write per element.
/// </param>
public sealed record MachineLimits(
    int Threads, double DoublePeak, double DoublePeakAllThreads, double SinglePeak, double SinglePeakAllThreads,
    double ReadBandwidth, double TriadBandwidth)
{
    private const long Rounds = 400_000;
    private const int Trials = 7;
    private const int Elements = 8 << 20;
    private const int BlockElements = 64 << 10;

    /// <summary>Measures the limits; takes about a quarter of a second and 200 MB for its duration.</summary>
    /// <param name="options">Threads; null for the default.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static MachineLimits Measure(ComputeOptions? options = null)
    {
        options ??= ComputeOptions.Default;
        using var memory = new Matrix<double>(3, Elements);
        var stream = new StreamWork { Data = memory };
        double triad = 24.0 * Elements / BestSeconds(ref stream, Elements / BlockElements, options) / 1e9;
        stream.ReadOnly = true;
        double read = 24.0 * Elements / BestSeconds(ref stream, Elements / BlockElements, options) / 1e9;
        return new MachineLimits(
            options.Threads, Peak<double>(1, options), Peak<double>(options.Threads, options),
            Peak<float>(1, options), Peak<float>(options.Threads, options), read, triad);
    }

    private static double Peak<T>(int threads, ComputeOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var work = new PeakWork<T>();
        double operations = 2.0 * FmaLoop<T>.Chains * FmaLoop<T>.Lanes * Rounds * threads;
        return operations / BestSeconds(ref work, threads, options with { Threads = threads }) / 1e9;
    }

    private static double BestSeconds<TWork>(ref TWork work, int blocks, ComputeOptions options)
        where TWork : struct, IBlockWork
    {
        double best = double.PositiveInfinity;
        for (int trial = 0; trial < Trials; trial++)
        {
            long start = Stopwatch.GetTimestamp();
            WorkerTeam.Run(ref work, blocks, options);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private struct PeakWork<T> : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private T sink;

        public void Run(int block) => sink = FmaLoop<T>.Run(Rounds);
    }

    private struct StreamWork : IBlockWork
    {
        public Matrix<double> Data;
        public bool ReadOnly;
        private double sink;

        public void Run(int block)
        {
            int first = block * BlockElements;
            Span<double> a = Data.Row(0).Slice(first, BlockElements);
            ReadOnlySpan<double> b = Data.Row(1).Slice(first, BlockElements);
            ReadOnlySpan<double> c = Data.Row(2).Slice(first, BlockElements);
            if (ReadOnly)
            {
                sink = VectorOps.Sum<double>(a) + VectorOps.Sum(b) + VectorOps.Sum(c);
                return;
            }

            int lanes = Vector<double>.Count;
            var factor = new Vector<double>(3.0);
            for (int i = 0; i <= a.Length - lanes; i += lanes)
            {
                (new Vector<double>(b[i..]) + (factor * new Vector<double>(c[i..]))).CopyTo(a[i..]);
            }
        }
    }
}
