using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Tests.Dense;

public sealed class WorkspaceTests
{
    // Of a size that nothing else asks for, so that other tests do not take it.
    private const int Elements = (5 << 20) + 12345;

    [Fact]
    public void A_buffer_given_back_is_rented_again_until_it_was_idle_between_two_full_collections()
    {
        WorkBuffer first = Workspace.Rent<double>(Elements);
        first.Dispose();
        using (WorkBuffer again = Workspace.Rent<double>(Elements))
        {
            Assert.Same(first, again);
        }

        // Once marks it as idle, twice frees it. A full collection of another test does the same sooner.
        Workspace.Trim();
        Workspace.Trim();
        using WorkBuffer fresh = Workspace.Rent<double>(Elements);
        Assert.NotSame(first, fresh);
    }

    [Fact]
    public void Full_collections_trim_the_pool()
    {
        WeakReference pooled = LeaveInPool();
        for (int round = 0; round < 20 && pooled.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(pooled.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LeaveInPool()
    {
        WorkBuffer buffer = Workspace.Rent<double>(Elements);
        buffer.Dispose();
        return new WeakReference(buffer);
    }
}
