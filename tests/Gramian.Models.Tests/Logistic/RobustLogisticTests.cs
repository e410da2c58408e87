using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.Losses;
using Gramian.Models.Tests.Discriminants;

namespace Gramian.Models.Tests.Logistic;

public sealed class RobustLogisticTests
{
    private static readonly Kernel Kernel = new Rbf(1.0);

    public static TheoryData<string> Names =>
        [.. Losses().Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_loss_descends_to_a_stationary_point_on_rows_and_on_centres(string name)
    {
        ClassLoss loss = Losses().Single(each => each.Name == name);
        (Points inputs, double[] labels) = ClassData.Clouds(90, 3, spread: 0.5);
        var recipe = new KernelLogisticRegression(Kernel) { Ridge = 3e-3, Loss = loss, Tolerance = 1e-9 };
        FittedKernelLogistic exact = recipe.Fit(inputs, labels);
        FittedKernelLogistic centres = (recipe with { ExactRows = 0, CentreCount = 90 }).Fit(inputs, labels);
        Assert.True(exact.Certificate.Converged, $"{exact.Certificate.AchievedResidual} {exact.Certificate.Remedy}");
        Assert.True(centres.Certificate.Converged, centres.Certificate.Remedy);
        Assert.Equal(loss.IsConvex, double.IsFinite(exact.Certificate.DualityGap));
        Assert.Equal(exact.Objective, centres.Objective, 1e-6);
        Assert.True(ClassData.Accuracy(exact.Predict(inputs), labels) > 0.9);
    }

    [Fact]
    public void Of_two_classes_the_adaptive_loss_keeps_its_probabilities_in_order()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(80, 2);
        FittedKernelLogistic fitted = new KernelLogisticRegression(Kernel)
        {
            Ridge = 1e-3,
            Loss = new AldrKlLoss(1, 1, 1),
        }.Fit(inputs, labels);
        double[] values = fitted.DecisionValues(inputs).View.ColumnToArray(0);
        double[] probabilities = fitted.Probabilities(inputs)!.View.ColumnToArray(0);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i] > 0, probabilities[i] > 0.5);
        }
    }

    [Fact]
    public void Wrong_labels_move_the_bounded_losses_less_than_cross_entropy()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(300, 3, spread: 0.4);
        (Points queries, double[] truth) = ClassData.Clouds(1500, 3, seed: 5, spread: 0.4);
        double[] noisy = [.. labels];
        for (int i = 0; i < noisy.Length; i += 10)
        {
            noisy[i] = labels[i] == 10 ? 20 : 10;
            noisy[i + 1] = labels[i + 1] == 10 ? 20 : 10;
            noisy[i + 2] = labels[i + 2] == 10 ? 20 : 10;
            noisy[i + 3] = labels[i + 3] == 10 ? 20 : 10;
        }

        double Score(ClassLoss loss) => ClassData.Accuracy(
            new KernelLogisticRegression(new Rbf(0.5)) { Ridge = 1e-3, Loss = loss }.Fit(inputs, noisy)
                .Predict(queries), truth);
        double plain = Score(new CrossEntropy());
        Assert.True(Score(new GeneralizedCrossEntropy(0.9)) > plain + 0.02);
        Assert.True(Score(new MeanAbsoluteLoss()) > plain + 0.01);
    }

    private static IEnumerable<ClassLoss> Losses() =>
    [
        new CrossEntropy(), new GeneralizedCrossEntropy(), new MeanAbsoluteLoss(), new SymmetricCrossEntropy(),
        new JensenShannonLoss(), new AsymmetricGeneralizedLoss(), new AsymmetricUnhingedLoss(),
        new ActivePassiveLoss(new NormalizedCrossEntropy(), new SymmetricCrossEntropy(0, 1)), new BrierLoss(),
        new RobustLogLoss(), new LdrKlLoss(0.5, 1), new AldrKlLoss(1, 2, 1), new CrammerSingerLoss(),
        new WestonWatkinsLoss(),
    ];
}
