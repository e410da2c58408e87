namespace Gramian.Numerics.Dense;

// Lives only to be finalised after each full collection, when the pool gives up what is idle.
internal sealed class WorkspaceTrimmer
{
    private int seen = GC.CollectionCount(GC.MaxGeneration);

    private WorkspaceTrimmer()
    {
    }

    ~WorkspaceTrimmer()
    {
        int collections = GC.CollectionCount(GC.MaxGeneration);
        if (collections != seen)
        {
            seen = collections;
            Workspace.Trim();
        }

        GC.ReRegisterForFinalize(this);
    }

    public static void Start() => _ = new WorkspaceTrimmer();
}
