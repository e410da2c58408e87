using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Tests.Threading;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Runs_every_block_once(int threads)
    {
        var options = new ComputeOptions { Threads = threads };
        for (int blocks = 0; blocks < 50; blocks++)
        {
            int[] runs = new int[blocks];
            WorkerTeam.Run(blocks, block => Interlocked.Increment(ref runs[block]), options);
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Nested_and_concurrent_calls_all_finish()
    {
        int total = 0;
        var options = new ComputeOptions { Threads = 3 };
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => WorkerTeam.Run(
            20, _ => WorkerTeam.Run(10, _ => Interlocked.Increment(ref total), options), options)))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.Equal(800, total);
    }

    [Fact]
    public void A_failure_in_a_block_reaches_the_caller_and_the_team_lives_on()
    {
        var options = new ComputeOptions { Threads = 2 };
        for (int round = 0; round < 20; round++)
        {
            Assert.Throws<InvalidDataException>(() => WorkerTeam.Run(
                100, block => _ = block == 50 ? throw new InvalidDataException() : block, options));
        }

        int done = 0;
        WorkerTeam.Run(100, _ => Interlocked.Increment(ref done), options);
        Assert.Equal(100, done);
    }

    [Fact]
    public void Cancelling_between_blocks_stops_and_throws()
    {
        foreach (int threads in (int[])[1, 2])
        {
            using var source = new CancellationTokenSource();
            var options = new ComputeOptions { Threads = threads, CancellationToken = source.Token };
            int done = 0;
            Assert.Throws<OperationCanceledException>(() => WorkerTeam.Run(
                10_000,
                _ =>
                {
                    if (Interlocked.Increment(ref done) == 100)
                    {
                        source.Cancel();
                    }
                },
                options));
            Assert.InRange(done, 100, 9_000);
        }
    }

    [Fact]
    public void Struct_work_is_written_back_and_allocates_nothing()
    {
        var options = new ComputeOptions { Threads = 2 };
        int[] cells = new int[64];
        var work = new CountingWork { Cells = cells };
        long least = long.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            WorkerTeam.Run(ref work, 64, options);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.All(cells, count => Assert.Equal(20, count));
    }

    [Fact]
    public void Survives_many_short_runs_with_pauses()
    {
        var options = new ComputeOptions { Threads = 4 };
        long total = 0;
        for (int round = 0; round < 2000; round++)
        {
            WorkerTeam.Run(8, block => Interlocked.Add(ref total, block), options);
            if (round % 400 == 0)
            {
                Thread.Sleep(2);
            }
        }

        Assert.Equal(2000 * 28, total);
    }

    private struct CountingWork : IBlockWork
    {
        public int[] Cells;

        public readonly void Run(int block) => Cells[block]++;
    }
}
