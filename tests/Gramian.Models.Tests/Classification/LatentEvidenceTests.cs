using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;
using Gramian.Testing.Solvers;

namespace Gramian.Models.Tests.Classification;

public sealed class LatentEvidenceTests
{
    private static readonly Kernel Family = new Rbf(Lengthscales.PerCoordinate([0.9, 1.4]), 2.5) + (0.3 * new Linear());
    private static readonly double[] Point = [.. Family.Hyperparameters.Select(p => Math.Log(p.Value))];

    [Theory]
    [InlineData("logit", false)]
    [InlineData("logit", true)]
    [InlineData("probit", false)]
    [InlineData("probit", true)]
    [InlineData("propagation", false)]
    [InlineData("propagation", true)]
    [InlineData("softmax", false)]
    [InlineData("softmax", true)]
    public void The_gradient_is_that_of_the_evidence(string method, bool weighted)
    {
        (Points inputs, double[] labels) = method == "softmax"
            ? ClassificationProblems.Corners(36)
            : ClassificationProblems.Wave(40);
        double[] weights = [.. labels.Select((_, i) => weighted ? 1 + (0.5 * (i % 4)) : 1)];
        using IEvidence evidence = Make(method, LabelData.Of(inputs, labels, weights));
        GradientCheck.Gradient(
            (point, gradient) => evidence.Evaluate(At(point), gradient, null), Point, 1e-6);
    }

    [Theory]
    [InlineData("logit")]
    [InlineData("probit")]
    [InlineData("propagation")]
    [InlineData("softmax")]
    public void A_whole_weight_counts_as_repeated_rows_and_zero_as_none(string method)
    {
        (Points inputs, double[] labels) = method == "softmax"
            ? ClassificationProblems.Corners(24)
            : ClassificationProblems.Wave(24);
        double[] weights = [.. labels.Select((_, i) => (double)(i % 4 == 1 ? 0 : 1 + (i % 2)))];
        int[] repeated = [.. Enumerable.Range(0, 24).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        using IEvidence weighted = Make(method, LabelData.Of(inputs, labels, weights));
        using IEvidence copied = Make(
            method, LabelData.Of(inputs.Select(repeated), [.. repeated.Select(i => labels[i])], []));
        var one = new double[Point.Length];
        var other = new double[Point.Length];
        Assert.Equal(copied.Evaluate(Family, other, null), weighted.Evaluate(Family, one, null), 1e-8);
        for (int j = 0; j < one.Length; j++)
        {
            Assert.Equal(other[j], one[j], 1e-6);
        }
    }

    // Values beyond doubles must not outlive the kernel that made them.
    [Theory]
    [InlineData("logit")]
    [InlineData("probit")]
    [InlineData("propagation")]
    [InlineData("softmax")]
    public void A_kernel_after_one_that_failed_has_the_evidence_of_a_first_one(string method)
    {
        (Points inputs, double[] labels) = method == "softmax"
            ? ClassificationProblems.Corners(24)
            : ClassificationProblems.Wave(24);
        LabelData data = LabelData.Of(inputs, labels, []);
        using IEvidence fresh = Make(method, data);
        using IEvidence used = Make(method, data);
        double expected = fresh.Evaluate(Family, [], null);
        foreach (double scale in new[]
            { 1e308, 3e307, 1e307, 3e306, 1e306, 1e305, 1e304, 1e300, 1e200, 1e100, 1e50, 1e20 })
        {
            // Where the variance is beyond reason there may be a value or none; what matters is what comes after.
            used.Evaluate(scale * Family, new double[Point.Length], null);
            Assert.Equal(expected, used.Evaluate(Family, [], null), 1e-7);
        }
    }

    [Fact]
    public void Two_classes_of_a_softmax_are_a_logit_with_twice_the_kernel()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(50);
        var data = LabelData.Of(inputs, labels, []);
        using var softmax = new SoftmaxLaplace(data, 1e-10, 100);
        using var logit = new LaplaceSystem(data, 0, LabelLink.Logit, 1e-10, 100);
        (SoftmaxPosterior joint, double evidence, Certificate certificate) = softmax.Finish(Family, null);
        (BinaryPosterior single, double expected, _) = logit.Finish(2.0 * Family, null);
        Assert.True(certificate.Converged);
        Assert.Equal(expected, evidence, 1e-9);
        Points queries = Points.FromRows(new[,] { { 0.3, -0.2 }, { 2, 2 }, { -4, 1 } });
        (Matrix<double> means, Matrix<double> covariances) = joint.Predict(queries, null);
        (double[] mean, double[] variance) = single.Predict(queries, null);
        for (int i = 0; i < mean.Length; i++)
        {
            ReadOnlySpan<double> c = covariances.Row(i);
            Assert.Equal(mean[i], means[i, 0] - means[i, 1], 1e-8);
            Assert.Equal(variance[i], c[0] + c[3] - (2 * c[1]), 1e-8);
        }
    }

    [Fact]
    public void The_softmax_evidence_has_the_determinant_of_the_whole_matrix()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(15);
        double[] weights = [.. labels.Select((_, i) => 1 + (0.25 * (i % 3)))];
        var data = LabelData.Of(inputs, labels, weights);
        (int n, int k) = (data.Count, data.Labels.Length);
        using var system = new SoftmaxSystem(data.Inputs, k);
        using var precisions = new Matrix<double>(k, n);
        using Matrix<double> gram = Family.GramMatrix(data.Inputs);
        var shares = new double[k];
        using var whole = new Matrix<double>(k * n, k * n);   // I + K W
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                shares[c] = Math.Sin((7 * i) + c);
            }

            NormalSoftmax.Apply(shares);
            for (int c = 0; c < k; c++)
            {
                precisions[c, i] = weights[i] * shares[c];
                for (int e = 0; e < k; e++)
                {
                    double w = weights[i] * ((c == e ? shares[c] : 0) - (shares[c] * shares[e]));
                    for (int row = 0; row < n; row++)
                    {
                        whole[(c * n) + row, (e * n) + i] = (gram[row, i] * w) + (c == e && row == i ? 1 : 0);
                    }
                }
            }
        }

        system.Fill(Family, null);
        Assert.True(system.TryFactor(precisions, null));
        double expected = LogDeterminant(whole);
        Assert.Equal(expected, (2 * system.HalfLogDeterminant) - weights.Sum(Math.Log), 1e-9);
    }

    [Fact]
    public void Propagation_is_exact_for_one_observation()
    {
        var data = LabelData.Of(Points.FromColumn([-1, 1]), [-1, 1], []);
        using var system = new PropagationSystem(data.Select([1]), 0, 1e-12, 100);
        (BinaryPosterior posterior, double evidence, Certificate certificate) = system.Finish(new Rbf(), null);
        Assert.True(certificate.Converged);
        Assert.Equal(Math.Log(0.5), evidence, 1e-14);

        // E f = k φ(0) / (Φ(0) √(1 + k)) and V f = k − k² (φ/Φ)² / (1 + k) with k = 1.
        (double[] mean, double[] variance) = posterior.Predict(Points.FromColumn([1]), null);
        Assert.Equal(1 / Math.Sqrt(Math.PI), mean[0], 1e-12);
        Assert.Equal(1 - (1 / Math.PI), variance[0], 1e-12);
    }

    [Fact]
    public void A_mode_that_is_not_found_is_said_so()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(60);
        var data = LabelData.Of(inputs, labels, []);
        using var laplace = new LaplaceSystem(data, 0, LabelLink.Logit, 1e-10, 1);
        using var propagation = new PropagationSystem(data, 0, 1e-10, 2);
        foreach (Certificate certificate in (Certificate[])
            [laplace.Finish(50.0 * Family, null).Certificate, propagation.Finish(Family, null).Certificate])
        {
            Assert.False(certificate.Converged);
            Assert.True(certificate.AchievedResidual > 1e-10);
            Assert.NotNull(certificate.Remedy);
        }
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e5)]
    public void Extreme_variances_converge(double variance)
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(60);
        var data = LabelData.Of(inputs, labels, []);
        Kernel kernel = variance * new Rbf(0.5);
        using var logit = new LaplaceSystem(data, 0, LabelLink.Logit, 1e-8, 200);
        using var probit = new LaplaceSystem(data, 0, LabelLink.Probit, 1e-8, 200);
        using var propagation = new PropagationSystem(data, 0, 1e-8, 200);
        Assert.True(logit.Finish(kernel, null).Certificate.Converged);
        Assert.True(probit.Finish(kernel, null).Certificate.Converged);
        Assert.True(propagation.Finish(kernel, null).Certificate.Converged);
    }

    private static Kernel At(ReadOnlySpan<double> point)
    {
        double[] values = point.ToArray();
        return Family.WithValues([.. values.Select(Math.Exp)]);
    }

    private static IEvidence Make(string method, LabelData data) => method switch
    {
        "logit" => new LaplaceSystem(data, 0, LabelLink.Logit, 1e-11, 100),
        "probit" => new LaplaceSystem(data, 0, LabelLink.Probit, 1e-11, 100),
        "propagation" => new PropagationSystem(data, 0, 1e-11, 300),
        _ => new SoftmaxLaplace(data, 1e-11, 100),
    };

    private static double LogDeterminant(Matrix<double> matrix)
    {
        using Matrix<double> copy = matrix.Copy();
        double sum = 0;
        for (int j = 0; j < copy.Rows; j++)
        {
            sum += Math.Log(copy[j, j]);   // no pivoting: the matrix is near the identity and its minors are positive
            for (int i = j + 1; i < copy.Rows; i++)
            {
                double factor = copy[i, j] / copy[j, j];
                VectorOps.Axpy(-factor, copy.Row(j), copy.Row(i));
            }
        }

        return sum;
    }
}
