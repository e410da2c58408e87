using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Numerics;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Discriminants;

public sealed class KernelFisherDiscriminantTests
{
    [Fact]
    public void Of_a_linear_kernel_it_is_linear_discriminant_analysis()
    {
        // S_W + λI of two classes in the plane by hand: v ∝ (S_W + λI)⁻¹(m₁ − m₂).
        double[,] x = { { 0, 0 }, { 2, 1 }, { 1, 2 }, { 4, 0 }, { 6, 1 }, { 5, 5 } };
        double[] labels = [1, 1, 1, 2, 2, 2];
        FittedFisherDiscriminant fitted = new KernelFisherDiscriminant(new Linear()) { Ridge = 0.1 }
            .Fit(Points.FromRows(x), labels);
        double[,] within = { { 0.1, 0 }, { 0, 0.1 } };
        double[][] means = [[5, 2], [1, 1]];
        for (int i = 0; i < 6; i++)
        {
            double[] mean = means[labels[i] == 2 ? 0 : 1];
            for (int a = 0; a < 2; a++)
            {
                for (int b = 0; b < 2; b++)
                {
                    within[a, b] += (x[i, a] - mean[a]) * (x[i, b] - mean[b]) / 6;
                }
            }
        }

        double determinant = (within[0, 0] * within[1, 1]) - (within[0, 1] * within[0, 1]);
        double[] v =
        [
            ((within[1, 1] * 4) - (within[0, 1] * 1)) / determinant,
            ((within[0, 0] * 1) - (within[0, 1] * 4)) / determinant,
        ];
        double squared = (4 * v[0]) + v[1];   // (m₁ − m₂)ᵀ(S_W + λI)⁻¹(m₁ − m₂)
        Assert.Equal(squared / 4, fitted.Ratios[0], 1e-10 * squared);
        Matrix<double> projected = fitted.Project(Points.FromRows(x));
        for (int i = 0; i < 6; i++)
        {
            double expected = ((v[0] * (x[i, 0] - 3)) + (v[1] * (x[i, 1] - 1.5))) / Math.Sqrt(squared);
            Assert.Equal(Math.Abs(expected), Math.Abs(projected[i, 0]), 1e-9);

            // Equal priors: the decision is the Mahalanobis one.
            Assert.Equal(
                expected * Math.Sqrt(squared), fitted.DecisionValues(Points.FromRows(x))[i, 0], 1e-8);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void In_its_coordinates_scatter_and_ridge_are_what_it_says(int classes)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(80, classes);
        double[] weights = [.. Enumerable.Range(0, 80).Select(i => 1.0 + (i % 3))];
        const double Ridge = 1e-3;
        FittedFisherDiscriminant fitted = new KernelFisherDiscriminant(new Rbf(1.0)) { Ridge = Ridge }
            .Fit(inputs, labels, weights);
        Matrix<double> z = fitted.Project(inputs);
        Assert.Equal(classes - 1, z.Columns);
        MatrixView<double> beta = fitted.Expansion.Weights;
        using Matrix<double> gram = Gramian.Kernels.Gram.KernelGram.GramMatrix(new Rbf(1.0), inputs);
        double total = weights.Sum();
        for (int a = 0; a < z.Columns; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                (double within, double between, double norm) = (0, 0, 0);
                for (int i = 0; i < 80; i++)
                {
                    int c = fitted.Labels.ToList().IndexOf(labels[i]);
                    double meanA = fitted.ClassMeans[c, a], meanB = fitted.ClassMeans[c, b];
                    within += weights[i] / total * (z[i, a] - meanA) * (z[i, b] - meanB);
                    between += weights[i] / total * meanA * meanB;
                    for (int j = 0; j < 80; j++)
                    {
                        norm += beta[i, a] * gram[i, j] * beta[j, b];
                    }
                }

                Assert.Equal(a == b ? 1 : 0, within + (Ridge * norm), 1e-8);
                Assert.Equal(a == b ? fitted.Ratios[a] : 0, between, 1e-8 * fitted.Ratios[0]);
            }
        }

        Assert.True(fitted.Certificate.Converged);
    }

    [Fact]
    public void A_ridge_that_it_chooses_itself_predicts_new_rows()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(300, 3, spread: 0.5);
        (Points queries, double[] truth) = ClassData.Clouds(600, 3, seed: 9, spread: 0.5);
        FittedFisherDiscriminant fitted = new KernelFisherDiscriminant(new Rbf(1.0)).Fit(inputs, labels);
        Assert.True(ClassData.Accuracy(fitted.Predict(queries), truth) > 0.93);
        Assert.Throws<InsufficientMemoryException>(() => new KernelFisherDiscriminant(new Rbf(1.0)).Fit(
            inputs, labels, options: new ComputeOptions { MemoryLimit = 1000 }));
    }
}

public sealed class KernelFisherConformance : ClassifierConformance<KernelFisherDiscriminant>
{
    protected override IEnumerable<KernelFisherDiscriminant> Instances =>
    [
        new(new Rbf(1.0)) { Ridge = 1e-2 }, new(new Rbf(1.0)) { Ridge = 1e-2, Priors = ClassPriors.Equal },
    ];

    protected override KernelFisherDiscriminant WithClassWeights(
        KernelFisherDiscriminant recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}
