using Gramian.Data;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.SupportVectors.Libsvm;

public sealed class LibsvmFileTests
{
    private const string Sound = "svm_type c_svc\nkernel_type rbf\ngamma 0.5\nnr_class 2\ntotal_sv 2\nrho 0.25\n"
        + "label 1 -1\nnr_sv 1 1\nSV\n0.75 1:1 7:0.5 \n-0.75 2:-1 \n";

    [Fact]
    public void A_model_reads_back_with_the_same_bits()
    {
        Points inputs = new(WorkloadRandom.NormalMatrix(1, 90, 3));
        double[] labels = [.. Enumerable.Range(0, 90).Select(i => (double)(i % 3))];
        Kernel[] kernels =
        [
            Rbf.FromGamma(0.7), new Linear(), new Linear(0.5).Pow(3), Polynomial.FromGamma(0.3, 0.5, 2),
            new Sigmoid(0.1, -0.2), new Rbf(1.3, 2.5),
        ];
        foreach (Kernel kernel in kernels)
        {
            FittedSupportVectorClassifier fitted =
                new SupportVectorClassifier(kernel) { WithProbabilities = true }.Fit(inputs, labels);
            LibsvmModel model = LibsvmModel.Of(fitted);
            string text = Text(model);
            LibsvmModel read = LibsvmReader.Read(new StringReader(text), "model");
            Assert.Equal(text, Text(read));
            double[] expected = [.. fitted.DecisionValues(inputs).View.ColumnToArray(1)];
            double[] actual = [.. read.DecisionValues(Widened(inputs)).View.ColumnToArray(1)];
            for (int i = 0; i < expected.Length; i++)
            {
                // γ goes through a lengthscale, and a variance into the coefficients.
                Assert.Equal(expected[i], actual[i], 1e-12 * (1 + Math.Abs(expected[i])));
            }

            Assert.Equal(fitted.Training.Scalings, read.Scalings);
        }
    }

    [Fact]
    public void Values_and_one_class_read_back_too()
    {
        Points inputs = new(WorkloadRandom.NormalMatrix(2, 60, 2));
        double[] targets = inputs.Values.ColumnToArray(0);
        FittedSupportVectorRegressor values = new SupportVectorRegressor(new Rbf()).Fit(inputs, targets);
        LibsvmModel model = LibsvmModel.Of(values).As(LibsvmKind.ShareRegression);
        LibsvmModel noisy = LibsvmReader.Read(
            new StringReader(Text(model.WithFeatures(model.Features, 0.125))), "model");
        Assert.Equal(LibsvmKind.ShareRegression, noisy.Kind);
        Assert.Equal(0.125, noisy.NoiseScale);
        double[] expected = values.Predict(inputs), actual = noisy.Decide(noisy.DecisionValues(Widened(inputs)));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        FittedOneClass one = new OneClassSupportVectors(new Rbf()).Fit(inputs);
        LibsvmModel read = LibsvmReader.Read(new StringReader(Text(LibsvmModel.Of(one))), "model");
        Assert.All(read.Decide(read.DecisionValues(Widened(inputs))), sign => Assert.Equal(1, Math.Abs(sign)));
        Assert.Throws<ArgumentException>(() => LibsvmModel.Of(one).As(LibsvmKind.CostClassification));
    }

    [Fact]
    public void Only_used_columns_are_kept_and_a_far_column_costs_nothing()
    {
        string far = Sound.Replace("7:0.5", "2147483647:0.5", StringComparison.Ordinal);
        LibsvmModel model = LibsvmReader.Read(new StringReader(far), "model");
        Assert.Equal([1, 2, int.MaxValue], model.Features);

        // The distance counts what a query has in other columns: its last number.
        Points query = Points.FromRows(new[,] { { 1.0, 0, 0.5, 2 } });
        double expected = (0.75 * Math.Exp(-0.5 * 4)) - (0.75 * Math.Exp(-0.5 * (1 + 1 + 0.25 + 4))) - 0.25;
        Assert.Equal(expected, model.DecisionValues(query)[0, 0], 1e-15);
    }

    [Theory]
    [InlineData("total_sv 2", "total_sv 2000000000", "2000000000 support vectors, but 2")]
    [InlineData("total_sv 2", "total_sv -1", "whole number from 0")]
    [InlineData("nr_class 2", "nr_class 2147483647", "from 1 to 16384")]
    [InlineData("nr_class 2", "nr_class 3", "'1:1' is not a finite number")]
    [InlineData("nr_sv 1 1", "nr_sv 1 1000000000", "adds up to 1000000001")]
    [InlineData("nr_sv 1 1", "nr_sv 3 -1", "whole numbers")]
    [InlineData("rho 0.25", "rho 1e999", "'1e999' is not a finite number")]
    [InlineData("rho 0.25", "rho nan", "not a finite number")]
    [InlineData("rho 0.25\n", "", "no line 'rho'")]
    [InlineData("label 1 -1\n", "", "no line 'label'")]
    [InlineData("svm_type c_svc\n", "", "not a LIBSVM model")]
    [InlineData("kernel_type rbf", "kernel_type precomputed", "must be one of linear")]
    [InlineData("gamma 0.5", "gamma -1", "not supported")]
    [InlineData("gamma 0.5", "gamma 0.5\ngamma 0.5", "twice")]
    [InlineData("SV\n", "", "is not a line of a LIBSVM model")]
    [InlineData("1:1 7:0.5", "7:1 7:0.5", "ascending")]
    [InlineData("1:1 7:0.5", "0:1", "ascending from 1")]
    [InlineData("1:1 7:0.5", "1:1e999", "finite")]
    [InlineData("1:1 7:0.5", "99999999999:1", "index:value")]
    [InlineData("-0.75 2:-1 \n", "", "but 1 follow")]
    public void A_file_that_cannot_be_true_is_refused(string there, string instead, string reason)
    {
        Assert.NotNull(LibsvmReader.Read(new StringReader(Sound), "model"));
        string text = Sound.Replace(there, instead, StringComparison.Ordinal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<DataException>(() => LibsvmReader.Read(new StringReader(text), "model"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public void A_file_that_ends_anywhere_is_refused_or_whole()
    {
        for (int length = 0; length < Sound.Length; length++)
        {
            try
            {
                LibsvmReader.Read(new StringReader(Sound[..length]), "model");
            }
            catch (DataException)
            {
                // Refused. Anything else is a defect.
            }
        }

        // Every other character in the place of each: read or refused, nothing else.
        foreach (char c in "0-e: \nZ\u0000")
        {
            for (int place = 0; place < Sound.Length; place++)
            {
                char[] text = Sound.ToCharArray();
                text[place] = c;
                try
                {
                    LibsvmReader.Read(new StringReader(new string(text)), "model");
                }
                catch (DataException)
                {
                    // As above.
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_cut_at_any_byte_is_refused_or_consistent(bool isSparse)
    {
        string text = isSparse ? Sparse() : Dense();
        int whole = 0;
        for (int length = 0; length <= text.Length; length++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                LibsvmModel model = LibsvmReader.Read(new StringReader(text[..length]), "model");
                whole++;
                Assert.Equal(isSparse, model.Expansion.SparseVectors is not null);
                Assert.Equal(model.Expansion.Count, model.SupportCounts.Sum());
                Assert.Equal(3, model.Expansion.Offsets.Count);

                // What was read writes a file that reads back, and becomes a model of tables or is refused.
                Assert.Equal(Text(model), Text(LibsvmReader.Read(new StringReader(Text(model)), "again")));
                _ = new LibsvmImport(model, "model", new string('0', 64)).ToTableModel();
            }
            catch (DataException)
            {
                // Refused. Anything else is a defect.
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
        }

        // Digits of the last number can be missed by nobody; a support vector can.
        Assert.InRange(whole, 1, 80);

        static string Dense()
        {
            Points inputs = new(WorkloadRandom.NormalMatrix(3, 24, 2));
            return Text(LibsvmModel.Of(new SupportVectorClassifier(new Rbf()) { WithProbabilities = true }.Fit(
                inputs, [.. Enumerable.Range(0, 24).Select(i => (double)(i % 3))])));
        }

        static string Sparse() => "svm_type c_svc\nkernel_type linear\nnr_class 3\ntotal_sv 60\nrho 0.5 1 -2\n"
            + "label 1 2 3\nprobA -1 -2 -3\nprobB 0 0.5 1\nnr_sv 20 20 20\nSV\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant(
                $"{i}.5 -1 {1 + (300 * i)}:0.25 {20 + (300 * i)}:-3.5 \n")));
    }

    [Fact]
    public void Many_machines_on_many_vectors_are_refused_before_they_are_made()
    {
        // A few megabytes of text that would ask for gigabytes of coefficients.
        const int Classes = 1200;
        string text = FormattableString.Invariant(
            $"svm_type c_svc\nkernel_type linear\nnr_class {Classes}\ntotal_sv {Classes}\nrho 0\nlabel 0\n")
            + "nr_sv" + string.Concat(Enumerable.Repeat(" 1", Classes)) + "\nSV\n"
            + string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("0 ", Classes - 1)) + "1:1\n", Classes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than is accepted", Assert.Throws<DataException>(
            () => LibsvmReader.Read(new StringReader(text), "model")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200L << 20);
    }

    [Fact]
    public void What_LIBSVM_does_not_have_is_refused_on_export()
    {
        Points inputs = Points.FromColumn([0, 1, 2, 3]);
        double[] labels = [0, 0, 1, 1];
        Assert.Contains("matern52", Assert.Throws<ArgumentException>(() =>
            LibsvmModel.Of(new SupportVectorClassifier(new Matern52()).Fit(inputs, labels))).Message);
        Assert.Contains("whole numbers", Assert.Throws<ArgumentException>(() =>
            LibsvmModel.Of(new SupportVectorClassifier(new Rbf()).Fit(inputs, [0, 0, 0.5, 0.5]))).Message);
        Assert.Contains("against the rest", Assert.Throws<ArgumentException>(() => LibsvmModel.Of(
            new SupportVectorClassifier(new Rbf()) { Scheme = MulticlassScheme.OneVersusRest }
                .Fit(inputs, labels))).Message);
    }

    private static Points Widened(Points inputs)
    {
        var values = new Matrix<double>(inputs.Count, inputs.Dimension + 1);
        inputs.Values.CopyTo(values.View.Slice(0, 0, inputs.Count, inputs.Dimension));
        return new Points(values);
    }

    private static string Text(LibsvmModel model)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        LibsvmWriter.Write(model, writer);
        return writer.ToString();
    }
}
