using FsCheck;
using FsCheck.Fluent;
using Gramian.Kernels.Algebra;

namespace Gramian.Kernels.Tests;

// Trees of kernels for points of three coordinates, written by the constructors and not by the parser.
internal static class RandomKernels
{
    private static readonly string[] Leaves =
    [
        "rbf", "matern12", "matern32", "matern52", "matern(smoothness=1.1)", "rationalquadratic", "laplacian",
        "periodic",
        "cosine(period=3)", "overlap", "constant", "white", "linear", "polynomial", "rbf(lengthscale=[0.5, 2, 1.5])",
        "periodic(lengthscale=[1, 2, 3])",
    ];

    private static readonly string[] SingleColumn = ["rbf", "matern32", "linear", "periodic", "laplacian"];

    public static Arbitrary<Kernel> Trees => Tree(3).ToArbitrary();

    private static Gen<double> Number => Gen.Choose(1, 3000).Select(whole => whole / 1000.0);

    private static Gen<Kernel> Leaf =>
        Gen.Elements(Leaves).SelectMany(text => Gen.Choose(0, 1).SelectMany(plain => Number.Select(number =>
        {
            Kernel kernel = Kernel.Parse(text);
            double[] values = [.. kernel.Hyperparameters.Select((h, i) => h.Value * (number + (0.1 * i)))];
            return plain == 1 ? kernel : kernel.WithValues(values);
        })));

    private static Gen<Kernel> Tree(int depth) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        Pair(depth).Select(pair => pair.First + pair.Second),
        Pair(depth).Select(pair => pair.First * pair.Second),
        Pair(depth).Select(pair => (Kernel)new Sum(new KernelList(pair.First, pair.Second))),
        Pair(depth).Select(pair => (Kernel)new Product(new KernelList(pair.First, pair.Second))),
        Number.SelectMany(number => Tree(depth - 1).Select(inner => number * inner)),
        Number.SelectMany(number => Tree(depth - 1).Select(inner => (Kernel)new Scaled(number, inner))),
        Gen.Choose(1, 3).SelectMany(power => Tree(depth - 1).Select(inner => inner.Pow(power))),
        Gen.Elements(SingleColumn).SelectMany(text =>
            Gen.Choose(0, 2).Select(column => Kernel.Parse(text).On(column))),
        Tree(depth - 1).Select(inner => inner.Warp(Warp.Asinh)));

    private static Gen<(Kernel First, Kernel Second)> Pair(int depth) =>
        Tree(depth - 1).SelectMany(first => Tree(depth - 1).Select(second => (first, second)));
}
