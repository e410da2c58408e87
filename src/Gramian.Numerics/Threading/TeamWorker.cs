namespace Gramian.Numerics.Threading;

// One thread of the team: spins for a job for a short while, then sleeps until it is woken.
internal sealed class TeamWorker
{
    private const int SpinsBeforeSleep = 300;
    private readonly AutoResetEvent bell = new(false);
    private readonly int index;
    private long lastNumber;
    private int sleeps;

    public TeamWorker(int index)
    {
        this.index = index;
        lastNumber = TeamJob.Number;
        new Thread(Work) { IsBackground = true, Name = $"Gramian {index + 1}" }.Start();
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref sleeps, 0) == 1)
        {
            bell.Set();
        }
    }

    private void Work()
    {
        while (true)
        {
            AwaitJob();
            lastNumber = TeamJob.Number;
            TeamJob.Help(index, lastNumber);
        }
    }

    private void AwaitJob()
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (TeamJob.Number != lastNumber)
            {
                return;
            }

            Thread.SpinWait(8);
        }

        Volatile.Write(ref sleeps, 1);
        Interlocked.MemoryBarrier();
        if (TeamJob.Number != lastNumber && Interlocked.Exchange(ref sleeps, 0) == 1)
        {
            return;
        }

        // Either nobody has published a job, or somebody has taken the flag and will ring.
        bell.WaitOne();
    }
}
