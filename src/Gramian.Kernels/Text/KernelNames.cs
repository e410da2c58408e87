using Gramian.Kernels.Categorical;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Kernels.Waves;

namespace Gramian.Kernels.Text;

// The closed list of elementary kernels that a text may name.
internal static class KernelNames
{
    private static readonly Dictionary<string, Func<ElementaryKernel>> Plain = new(StringComparer.Ordinal)
    {
        ["constant"] = static () => new Constant(),
        ["white"] = static () => new White(),
        ["linear"] = static () => new Linear(),
        ["polynomial"] = static () => new Polynomial(),
        ["sigmoid"] = static () => new Sigmoid(),
        ["rbf"] = static () => new Rbf(),
        ["matern12"] = static () => new Matern12(),
        ["matern32"] = static () => new Matern32(),
        ["matern52"] = static () => new Matern52(),
        ["matern"] = static () => new Matern(),
        ["rationalquadratic"] = static () => new RationalQuadratic(),
        ["laplacian"] = static () => new Laplacian(),
        ["periodic"] = static () => new Periodic(),
        ["cosine"] = static () => new Cosine(),
        ["overlap"] = static () => new CategoricalOverlap(),
    };

    public static IEnumerable<string> All => Plain.Keys.Order(StringComparer.Ordinal);

    public static ElementaryKernel? Find(string name) =>
        Plain.TryGetValue(name, out Func<ElementaryKernel>? make) ? make() : null;
}
