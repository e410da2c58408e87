using FsCheck;
using FsCheck.Fluent;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Kernels.Tests;

public sealed class KernelPropertyTests
{
    private static readonly Config Trials = Config.QuickThrowOnFailure.WithMaxTest(150);
    private static readonly Points Sites = KernelTests.SomePoints(40, 3);

    [Fact]
    public void The_text_of_any_tree_reads_back_to_an_equal_kernel() => ForAll(kernel =>
    {
        Kernel read = Kernel.Parse(kernel.ToString());
        Assert.Equal(kernel, read);
        Assert.Equal(kernel.ToString(), read.ToString());
    });

    [Fact]
    public void The_values_of_any_tree_read_back() => ForAll(kernel =>
    {
        double[] values = [.. kernel.Hyperparameters.Select(h => h.Value)];
        double[] others = [.. values.Select((value, i) => value * (1.1 + (0.01 * i)))];
        Kernel changed = kernel.WithValues(others);
        Assert.Equal(others, changed.Hyperparameters.Select(h => h.Value));
        Assert.Equal(kernel, changed.WithValues(values));
        Assert.Equal(values.Length, kernel.Hyperparameters.Select(h => h.Name).Distinct().Count());
    });

    [Fact]
    public void A_gram_matrix_of_any_tree_is_symmetric_and_semidefinite() => ForAll(kernel =>
    {
        using Matrix<double> gram = kernel.GramMatrix(Sites);
        double trace = 0;
        for (int i = 0; i < gram.Rows; i++)
        {
            trace += gram[i, i];
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(gram[i, j], gram[j, i]);
            }
        }

        for (int i = 0; i < gram.Rows; i++)
        {
            gram[i, i] += 64 * trace * gram.Rows * Math.Pow(2, -52);
        }

        Assert.True(CholeskyFactor.TryFactor<double>(gram, out int pivot), $"{kernel}: pivot {pivot}");
    });

    [Fact]
    public void Single_values_of_any_tree_have_the_bits_of_the_matrix() => ForAll(kernel =>
    {
        using Matrix<double> gram = kernel.GramMatrix(Sites);
        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                Assert.Equal(kernel.Evaluate(Sites.Values.Row(i), Sites.Values.Row(j)), gram[i, j]);
            }
        }
    });

    [Fact]
    public void Sums_and_products_obey_the_laws_of_algebra() => Prop.ForAll(
        RandomKernels.Trees, RandomKernels.Trees, RandomKernels.Trees, (first, second, third) =>
        {
            for (int i = 0; i < 6; i++)
            {
                ReadOnlySpan<double> x = Sites.Values.Row(i);
                ReadOnlySpan<double> y = Sites.Values.Row(11 - i);
                double a = first.Evaluate(x, y), b = second.Evaluate(x, y), c = third.Evaluate(x, y);
                double sizeA = Size(first, x, y), sizeB = Size(second, x, y), sizeC = Size(third, x, y);
                Close(a + b, (first + second).Evaluate(x, y), sizeA + sizeB);
                Close(a + b, (second + first).Evaluate(x, y), sizeA + sizeB);
                Close(a * b, (second * first).Evaluate(x, y), sizeA * sizeB);
                Close(a + b + c, (first + (second + third)).Evaluate(x, y), sizeA + sizeB + sizeC);
                Close(a * b * c, (first * (second * third)).Evaluate(x, y), sizeA * sizeB * sizeC);
                Close((a + b) * c, ((first + second) * third).Evaluate(x, y), (sizeA + sizeB) * sizeC);
                Close(2.5 * a, (2.5 * first).Evaluate(x, y), sizeA);
                Close(a * a, first.Pow(2).Evaluate(x, y), sizeA * sizeA);
            }

            return true;
        }).Check(Trials);

    // No entry of a semidefinite matrix is larger; the roundings of its terms are of this size.
    private static double Size(Kernel kernel, ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        kernel.Evaluate(x, x) + kernel.Evaluate(y, y);

    // The same roundings in another order.
    private static void Close(double expected, double actual, double scale) =>
        Assert.Equal(expected, actual, (1e-13 * scale) + 1e-300);

    private static void ForAll(Action<Kernel> check) => Prop.ForAll(RandomKernels.Trees, kernel =>
    {
        check(kernel);
        return true;
    }).Check(Trials);
}
