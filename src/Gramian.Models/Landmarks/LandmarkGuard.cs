using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Landmarks;

internal static class LandmarkGuard
{
    public static void Check(Points inputs, Kernel kernel, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(random);
        Guard.AtLeast(count, 1);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("Choosing centres needs at least 1 row, but there is none.", nameof(inputs));
        }
    }

    /// <summary>The inputs when they are few enough, else as many drawn ones.</summary>
    public static Points Draw(Points inputs, int limit, RandomStream random) =>
        inputs.Count <= limit ? inputs : inputs.Select(RowSubset.Draw(inputs.Count, limit, random));
}
