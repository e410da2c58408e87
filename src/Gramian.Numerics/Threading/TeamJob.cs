using System.Runtime.ExceptionServices;

namespace Gramian.Numerics.Threading;

// The one job that the team works on. The state word holds the number of the job (upper half), whether workers may
// still join (bit 31) and how many have joined and not left (lower bits): a worker that wakes late finds the job closed
// and is not waited for. The fields of a job are written only while nobody has joined.
internal static unsafe class TeamJob
{
    private const long OpenBit = 1L << 31;
    private const long CountMask = OpenBit - 1;
    private const int SpinsBeforeSleep = 2000;
    private static readonly AutoResetEvent Finished = new(false);
    private static int entered;
    private static TeamWorker[] workers = [];

    private static long state;
    private static int callerSleeps;
    private static delegate*<void*, int, void> invoke;
    private static void* work;
    private static int blocks;
    private static int helpers;
    private static CancellationToken cancellation;
    private static int nextBlock;
    private static ExceptionDispatchInfo? failure;

    public static long Number => Volatile.Read(ref state) >> 32;

    public static bool TryEnter() => Interlocked.CompareExchange(ref entered, 1, 0) == 0;

    public static void Exit() => Volatile.Write(ref entered, 0);

    public static void Run(
        delegate*<void*, int, void> invokeBlock, void* blockWork, int blockCount, int threads, CancellationToken token)
    {
        invoke = invokeBlock;
        work = blockWork;
        blocks = blockCount;
        helpers = threads - 1;
        cancellation = token;
        nextBlock = 0;
        failure = null;
        EnsureWorkers(helpers);
        Interlocked.Exchange(ref state, ((Number + 1) << 32) | OpenBit);
        for (int i = 0; i < helpers; i++)
        {
            workers[i].Wake();
        }

        TakeBlocks();
        if ((Interlocked.And(ref state, ~OpenBit) & CountMask) != 0)
        {
            AwaitHelpers();
        }

        ExceptionDispatchInfo? thrown = failure;
        failure = null;
        cancellation = default;
        thrown?.Throw();
        if (nextBlock < blockCount)
        {
            token.ThrowIfCancellationRequested();
        }
    }

    // Called by a worker that has seen a job; returns when there is nothing left to take.
    public static void Help(int index, long number)
    {
        long seen = Volatile.Read(ref state);
        while (true)
        {
            if (seen >> 32 != number || (seen & OpenBit) == 0)
            {
                return;
            }

            long before = Interlocked.CompareExchange(ref state, seen + 1, seen);
            if (before == seen)
            {
                break;
            }

            seen = before;
        }

        if (index < helpers)
        {
            TakeBlocks();
        }

        long left = Interlocked.Decrement(ref state);
        if ((left & (OpenBit | CountMask)) == 0 && Interlocked.Exchange(ref callerSleeps, 0) == 1)
        {
            Finished.Set();
        }
    }

    private static void TakeBlocks()
    {
        try
        {
            while (true)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return;
                }

                int block = Interlocked.Increment(ref nextBlock) - 1;
                if (block >= blocks)
                {
                    Interlocked.Decrement(ref nextBlock);
                    return;
                }

                invoke(work, block);
            }
        }
        catch (Exception exception)
        {
            // The first failure is thrown again on the calling thread; no further block is handed out.
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            Interlocked.Exchange(ref nextBlock, int.MaxValue / 2);
        }
    }

    private static void AwaitHelpers()
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if ((Volatile.Read(ref state) & CountMask) == 0)
            {
                return;
            }

            Thread.SpinWait(8);
        }

        Volatile.Write(ref callerSleeps, 1);
        Interlocked.MemoryBarrier();
        if ((Volatile.Read(ref state) & CountMask) == 0)
        {
            // A worker that saw the flag in between sets the event: wait for it, so that it is not left over.
            if (Interlocked.Exchange(ref callerSleeps, 0) == 0)
            {
                Finished.WaitOne();
            }

            return;
        }

        Finished.WaitOne();
    }

    private static void EnsureWorkers(int count)
    {
        if (workers.Length >= count)
        {
            return;
        }

        var grown = new TeamWorker[count];
        workers.CopyTo(grown, 0);
        for (int i = workers.Length; i < count; i++)
        {
            grown[i] = new TeamWorker(i);
        }

        workers = grown;
    }
}
