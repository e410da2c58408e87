using Gramian.Data;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Sparse;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.Tests.SupportVectors;

/// <summary>The five machines on sparse rows, beside the same rows written out.</summary>
public sealed class SparseMachineTests
{
    private static readonly SequentialMinimalOptimizer Tight = new() { Tolerance = 1e-8 };

    [Theory]
    [InlineData("rbf(lengthscale=1.2)")]
    [InlineData("linear")]
    [InlineData("polynomial(degree=2)")]
    public void Machines_are_those_of_dense_rows(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        (SparsePoints sparse, double[] labels, double[] values) = Made(90);
        Points dense = sparse.ToPoints();
        foreach (double? share in (double?[])[null, 0.3])
        {
            var classifier = new SupportVectorClassifier(kernel) { Nu = share, Solver = Tight };
            FittedSupportVectorClassifier one = classifier.Fit(sparse, labels), other = classifier.Fit(dense, labels);
            Assert.Equal(other.Training.SupportRows, one.Training.SupportRows);
            Assert.Equal(other.Predict(dense), one.Predict(sparse));
            Assert.Equal(one.Predict(sparse), one.Predict(dense));
            Assert.Equal(other.Predict(dense), other.Predict(sparse));
            Assert.Null(one.Expansion.Vectors);
            var regressor = new SupportVectorRegressor(kernel) { Nu = share, Solver = Tight };
            AssertClose(regressor.Fit(dense, values).Predict(dense), regressor.Fit(sparse, values).Predict(sparse));
        }

        double[] weights = [.. Enumerable.Range(0, 90).Select(i => (double)(i % 3))];
        var support = new OneClassSupportVectors(kernel) { Nu = 0.2, Solver = Tight };
        AssertClose(
            support.Fit(dense, weights).DecisionValues(dense), support.Fit(sparse, weights).DecisionValues(sparse));
    }

    [Fact]
    public void Folds_are_those_of_dense_rows()
    {
        (SparsePoints sparse, double[] labels, double[] values) = Made(80);
        Points dense = sparse.ToPoints();
        var classifier = new SupportVectorClassifier(new Rbf()) { Solver = Tight };
        Assert.Equal(
            SupportVectorFolds.Classify(classifier, dense, labels, 4),
            SupportVectorFolds.Classify(classifier, sparse, labels, 4));
        var regressor = new SupportVectorRegressor(new Rbf()) { Solver = Tight };
        AssertClose(
            SupportVectorFolds.Regress(regressor, dense, values, 4),
            SupportVectorFolds.Regress(regressor, sparse, values, 4));
    }

    [Fact]
    public void A_sparse_model_goes_through_its_file()
    {
        (SparsePoints sparse, double[] labels, _) = Made(60);
        FittedSupportVectorClassifier fitted = new SupportVectorClassifier(new Rbf()).Fit(sparse, labels);
        int[] features = [.. Enumerable.Range(0, sparse.Dimension).Select(k => (1000 * k) + 7)];
        LibsvmModel model = LibsvmModel.Of(fitted).WithFeatures(features);
        using var writer = new StringWriter { NewLine = "\n" };
        LibsvmWriter.Write(model, writer);
        LibsvmModel read = LibsvmReader.Read(new StringReader(writer.ToString()), "model");
        Assert.NotNull(read.Expansion.SparseVectors);

        // A column that no vector has counts for the distance, and for nothing else.
        CsrMatrix<double> cells = sparse.Values;
        var table = new SparseTable(labels, features, cells);
        var wider = new SparseTable(labels, [.. features, int.MaxValue], CsrMatrix<double>.FromTriplets(
            60, cells.Columns + 1, [0], [cells.Columns], [2.0]));
        double[] expected = fitted.DecisionValues(sparse.ToPoints()).View.ColumnToArray(0);
        AssertClose(expected, read.DecisionValues(read.Queries(table)).View.ColumnToArray(0), 1e-12);
        AssertClose(expected, model.DecisionValues(model.Queries(table)).View.ColumnToArray(0), 1e-12);
        double[] empty = read.DecisionValues(read.Queries(wider)).View.ColumnToArray(0);
        double atOrigin = empty[1] + read.Expansion.Offsets[0];
        Assert.Equal(atOrigin * Math.Exp(-2), empty[0] + read.Expansion.Offsets[0], 1e-12);
    }

    [Fact]
    public void A_wide_file_costs_what_it_holds()
    {
        // 400 vectors of 50 columns each of its own: 8 million cells if written out.
        string lines = string.Concat(Enumerable.Range(0, 400).Select(i =>
            "1 " + string.Join(' ', Enumerable.Range(0, 50).Select(k => FormattableString.Invariant(
                $"{(50 * i) + k + 1}:1"))) + "\n"));
        string text = "svm_type one_class\nkernel_type linear\nnr_class 2\ntotal_sv 400\nrho 0\nSV\n" + lines;
        LibsvmModel model = LibsvmReader.Read(new StringReader(text), "model");
        Assert.NotNull(model.Expansion.SparseVectors);
        Assert.Equal(20_000, model.Features.Count);
    }

    [Fact]
    public void Kernels_that_need_coordinates_are_refused()
    {
        (SparsePoints sparse, double[] labels, _) = Made(10);
        Assert.Contains("one distance", Assert.Throws<ArgumentException>(() =>
            new SupportVectorClassifier(new Rbf(Lengthscales.Ard)).Fit(sparse, labels)).Message);
        FittedSupportVectorClassifier ard =
            new SupportVectorClassifier(new Rbf(Lengthscales.Ard)).Fit(sparse.ToPoints(), labels);
        Assert.Throws<ArgumentException>(() => ard.Predict(sparse));
        FittedSupportVectorClassifier linear = new SupportVectorClassifier(new Linear()).Fit(sparse, labels);
        Assert.Contains("30 columns", Assert.Throws<ArgumentException>(() =>
            linear.Predict(Points.FromColumn([1]))).Message);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // Kernel rows are floats, made by other sums; trainings stop at a violation of 1e-8.
            Assert.Equal(expected[i], actual[i], tolerance * (1 + Math.Abs(expected[i])));
        }
    }

    private static (SparsePoints Inputs, double[] Labels, double[] Values) Made(int count)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(3, count, 30);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < 30; k++)
            {
                values[i, k] = (i + (3 * k)) % 7 == 0 ? values[i, k] : 0;
            }
        }

        double[] targets = [.. Enumerable.Range(0, count).Select(i =>
            values.Row(i).ToArray().Sum() + (0.2 * WorkloadRandom.Normal(4, (ulong)i)))];
        return (SparsePoints.Of(new Points(values)), [.. targets.Select(t => t > 0 ? 1.0 : -1.0)], targets);
    }
}
