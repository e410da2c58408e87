using Gramian.Kernels.Gram;

namespace Gramian.Kernels.Algebra;

// A part of a composite kernel with its place in the gradient of the whole.
internal readonly record struct BoundPart(BoundKernel Kernel, Range Hyperparameters)
{
    public static BoundPart[] All(KernelList parts, PointPairs pairs)
    {
        var result = new BoundPart[parts.Count];
        int start = 0;
        for (int i = 0; i < result.Length; i++)
        {
            int end = start + parts[i].HyperparameterCount;
            result[i] = new BoundPart(parts[i].Bind(pairs), start..end);
            start = end;
        }

        return result;
    }

    public static bool KnowLogarithms(BoundPart[] parts)
    {
        foreach (BoundPart part in parts)
        {
            if (!part.Kernel.KnowsLogarithm)
            {
                return false;
            }
        }

        return true;
    }

    public static KernelTiles<double>[] Tiles(BoundPart[] parts) => Array.ConvertAll(parts, part => part.Kernel);

    /// <summary>The parts in single precision; null when one has no such form.</summary>
    public static KernelTiles<float>[]? AllSingle(KernelList parts, PointPairs pairs)
    {
        var result = new KernelTiles<float>[parts.Count];
        for (int i = 0; i < result.Length; i++)
        {
            if (parts[i].BindSingle(pairs) is not { } part)
            {
                return null;
            }

            result[i] = part;
        }

        return result;
    }
}
