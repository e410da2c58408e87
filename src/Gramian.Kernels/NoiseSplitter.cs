using Gramian.Kernels.Algebra;
using Gramian.Kernels.InnerProducts;

namespace Gramian.Kernels;

internal static class NoiseSplitter
{
    public static Kernel Split(Kernel kernel, out double? whiteVariance)
    {
        var kept = new List<Kernel>();
        whiteVariance = null;
        foreach (Kernel term in kernel is Sum sum ? (IReadOnlyList<Kernel>)sum.Parts : [kernel])
        {
            if (term is White white)
            {
                whiteVariance = (whiteVariance ?? 0) + white.Variance;
            }
            else
            {
                kept.Add(term);
            }
        }

        return kept.Count switch
        {
            0 => throw new InvalidOperationException(
                "The kernel is white noise alone; add a kernel for the function that is to be learnt."),
            1 => kept[0],
            _ when whiteVariance is null => kernel,
            _ => new Sum(new KernelList([.. kept])),
        };
    }
}
