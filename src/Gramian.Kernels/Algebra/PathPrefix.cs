namespace Gramian.Kernels.Algebra;

// A part is configured with the rest of the path; the change sees and keeps the part's own name.
internal static class PathPrefix
{
    public static Kernel Configure(
        Kernel part, string path, int start, Func<Hyperparameter, Hyperparameter> change)
    {
        string prefix = path[..start];
        return part.Configure(path[start..], own =>
        {
            Hyperparameter after = change(own with { Name = prefix + own.Name });
            return after.Name == prefix + own.Name ? after with { Name = own.Name } : after;
        });
    }
}
