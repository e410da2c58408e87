using Gramian.Kernels;
using Gramian.Models.LargeRidge;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Solvers;

namespace Gramian.Models.Tests.LargeRidge;

public sealed class HoldOutTuningTests
{
    [Theory]
    [InlineData("rbf(lengthscale=[0.7,1.1])", 1)]
    [InlineData("matern52(lengthscale=0.9, variance=2) + 0.3 * linear", 2)]
    public void The_gradient_is_that_of_the_loss(string text, int targetCount)
    {
        Kernel family = Kernel.Parse(text);
        (Points inputs, Matrix<double> targets) = Problem(90, targetCount);
        var loss = new HoldOutLoss(
            inputs.Select([.. Enumerable.Range(0, 60)]), Part(targets, 0, 60),
            inputs.Select([.. Enumerable.Range(60, 30)]), Part(targets, 60, 30));
        Points centres = inputs.Select([.. Enumerable.Range(0, 8)]);
        int count = family.Hyperparameters.Count;
        var start = new List<double>(family.Hyperparameters.Select(parameter => Math.Log(parameter.Value)));
        start.Add(Math.Log(0.05));
        for (int i = 0; i < 16; i++)
        {
            start.Add(centres.Values[i / 2, i % 2]);
        }

        GradientCheck.Gradient(
            (point, gradient) =>
            {
                double[] values = [.. point[..count].ToArray().Select(Math.Exp)];
                var moved = new Points(Matrix<double>.FromRowMajor(8, 2, point[(count + 1)..]));
                using var slopes = new Matrix<double>(8, 2);
                double value = loss.Evaluate(
                    family.WithValues(values), Math.Exp(point[count]), moved, gradient[..(count + 1)], slopes);
                for (int i = 0; i < 16; i++)
                {
                    gradient[count + 1 + i] = slopes[i / 2, i % 2];
                }

                return value;
            },
            [.. start],
            tolerance: 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tuning_finds_a_better_kernel_than_its_start(bool tuneCentres)
    {
        (Points inputs, Matrix<double> targets) = Problem(900, 1);
        Points queries = inputs.Select([.. Enumerable.Range(600, 300)]);
        Points training = inputs.Select([.. Enumerable.Range(0, 600)]);
        using Matrix<double> trainingTargets = Part(targets, 0, 600);
        var plain = new NystromRidge(Kernel.Parse("rbf(lengthscale=ard)").Resolve(2, 0.1))
        {
            CentreCount = 40,
            Ridge = 1e-6,
        };
        var tuned = plain with { Tuning = new HoldOutTuning { TuneCentres = tuneCentres } };
        FittedNystromRidge fitted = tuned.Fit(training, trainingTargets);
        Assert.NotNull(fitted.Tuning);
        Assert.Equal(fitted.Kernel, fitted.Tuning.Kernel);
        Assert.Equal(tuneCentres, ReferenceEquals(fitted.Centres, fitted.Tuning.Centres));
        double before = Error(plain.Fit(training, trainingTargets).Predict(queries), targets, 600);
        double after = Error(fitted.Predict(queries), targets, 600);

        // The noise has a deviation of 0.1; the start sees only a tenth of the scale of the waves. 80 coordinates fit
        // the 180 rows that are held out a little too well.
        Assert.InRange(after, 0.09, tuneCentres ? 0.15 : 0.12);
        Assert.True(after < 0.6 * before, $"{after} after {before}");
        FittedNystromRidge again = tuned.Fit(training, trainingTargets, new ComputeOptions { Threads = 1 });
        Assert.Equal(fitted.Kernel, again.Kernel);
    }

    [Fact]
    public void Refuses_a_single_row_and_shares_out_of_range()
    {
        (Points inputs, Matrix<double> targets) = Problem(1, 1);
        var recipe = new NystromRidge(Kernel.Parse("rbf")) { Ridge = 0.1, Tuning = new HoldOutTuning() };
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, targets));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HoldOutTuning { HeldShare = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HoldOutTuning { RowLimit = 1 });
    }

    private static (Points Inputs, Matrix<double> Targets) Problem(int rows, int targetCount)
    {
        Matrix<double> x = WorkloadRandom.NormalMatrix(1, rows, 2);
        var y = new Matrix<double>(rows, targetCount);
        for (int i = 0; i < rows; i++)
        {
            for (int o = 0; o < targetCount; o++)
            {
                y[i, o] = Math.Sin((2 * x[i, 0]) + o) + (0.3 * x[i, 1])
                    + (0.1 * WorkloadRandom.Normal(2, (ulong)((i * targetCount) + o)));
            }
        }

        return (new Points(x), y);
    }

    private static Matrix<double> Part(Matrix<double> matrix, int first, int count) =>
        matrix.View.Slice(first, 0, count, matrix.Columns).ToMatrix();

    private static double Error(Prediction prediction, Matrix<double> targets, int first) => Math.Sqrt(
        prediction.Mean.Select((mean, i) => (mean - targets[first + i, 0]) * (mean - targets[first + i, 0])).Average());
}
