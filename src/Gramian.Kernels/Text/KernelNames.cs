using Gramian.Kernels.Categorical;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Kernels.Waves;

namespace Gramian.Kernels.Text;

// The closed list of elementary kernels that a text may name.
internal static class KernelNames
{
    private static readonly Dictionary<string, ElementaryKernel> Plain = new ElementaryKernel[]
    {
        new Constant(), new White(), new Linear(), new Polynomial(), new Rbf(), new Matern12(), new Matern32(),
        new Matern52(), new Matern(), new RationalQuadratic(), new Laplacian(), new Periodic(), new Cosine(),
        new CategoricalOverlap(),
    }.ToDictionary(kernel => kernel.Keyword, StringComparer.Ordinal);

    public static IEnumerable<string> All => Plain.Keys.Order(StringComparer.Ordinal);

    public static ElementaryKernel? Find(string name) => Plain.GetValueOrDefault(name);
}
