using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Threading;

/// <summary>Runs blocks of work on the caller and on the one persistent team of threads of the process.</summary>
/// <remarks>
/// Blocks are handed out by an atomic counter, so threads that are slow do less. A call made while the team is busy
/// (from inside a block, or from another thread) runs its blocks on the calling thread alone: the team is shared, never
/// multiplied. Idle threads spin for some microseconds and then sleep. A warm call of the struct form allocates
/// nothing. Safe to call from any thread.
/// </remarks>
public static unsafe class WorkerTeam
{
    /// <summary>Runs all blocks and returns when they are done.</summary>
    /// <typeparam name="TWork">The work; a struct, so that no call allocates.</typeparam>
    /// <param name="work">The work. Blocks run on a copy, which is written back at the end.</param>
    /// <param name="blocks">The number of blocks, at least 0.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of blocks is negative.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; some blocks have not run.</exception>
    public static void Run<TWork>(ref TWork work, int blocks, ComputeOptions? options = null)
        where TWork : struct, IBlockWork
    {
        ArgumentOutOfRangeException.ThrowIfNegative(blocks);
        options ??= ComputeOptions.Default;
        CancellationToken token = options.CancellationToken;
        int threads = Math.Min(options.Threads, blocks);
        if (threads <= 1 || !TeamJob.TryEnter())
        {
            for (int block = 0; block < blocks; block++)
            {
                token.ThrowIfCancellationRequested();
                work.Run(block);
            }

            return;
        }

        try
        {
            // The copy lives on this stack, which does not move, for as long as workers may read it.
            TWork local = work;
            TeamJob.Run(&Invoke<TWork>, Unsafe.AsPointer(ref local), blocks, threads, token);
            work = local;
        }
        finally
        {
            TeamJob.Exit();
        }
    }

    /// <summary>Runs a delegate for all blocks: for cold paths, since its closure is allocated.</summary>
    /// <param name="blocks">The number of blocks, at least 0.</param>
    /// <param name="work">Does the block whose number it is given.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of blocks is negative.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; some blocks have not run.</exception>
    public static void Run(int blocks, Action<int> work, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var wrapped = new DelegateWork(work);
        Run(ref wrapped, blocks, options);
    }

    private static void Invoke<TWork>(void* work, int block)
        where TWork : struct, IBlockWork => Unsafe.AsRef<TWork>(work).Run(block);
}
