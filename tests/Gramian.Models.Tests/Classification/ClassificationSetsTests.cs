using System.Globalization;
using System.IO.Compression;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Numerics;

namespace Gramian.Models.Tests.Classification;

/// <summary>
/// Real sets beside scikit-learn 1.2.1's GaussianProcessClassifier (Laplace, logit, each class against the others):
/// σ² RBF(ℓ) from 4 and √d, one further start; row i is in fold i mod 5; columns standardised on the training rows.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ClassificationSetsTests(ITestOutputHelper output)
{
    private const int Folds = 5;

    [Theory]
    [InlineData("heart-scale", 0.8333, 0.3826)]
    [InlineData("sonar", 0.8798, 0.3744)]
    [InlineData("iris", 0.9533, 0.2861)]
    public void Figures_stand_beside_those_of_scikit_learn(string set, double accuracy, double loss)
    {
        (double[][] rows, double[] labels) = Read(set);
        Kernel kernel = 4.0 * new Rbf(Math.Sqrt(rows[0].Length));
        var laplace = new GaussianProcessClassifier(kernel);
        var propagation = laplace with { Inference = LatentInference.ExpectationPropagation };
        (IClassificationRecipe Recipe, string Name, double Slack)[] tried =
        [
            (laplace with { Several = SeveralClasses.OneVersusRest }, "Laplace, one against the rest", 0.005),
            (laplace, "Laplace, softmax", 0.02),
            (propagation, "expectation propagation", 0.02),
            (new DirichletClassifier(kernel) { Concentration = null }, "Dirichlet targets", 0.08),
        ];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{set}: scikit-learn {accuracy:F4} {loss:F4}"));
        foreach ((IClassificationRecipe recipe, string name, double slack) in tried)
        {
            (double right, double own) = Validate(recipe, rows, labels);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {name} {right:F4} {own:F4}"));
            Assert.True(right >= accuracy - 0.03, $"{name} has an accuracy of {right}.");
            Assert.True(own <= loss + slack, $"{name} has a log loss of {own}.");
        }
    }

    private static (double Accuracy, double Loss) Validate(
        IClassificationRecipe recipe, double[][] rows, double[] labels)
    {
        (int right, double loss) = (0, 0);
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] test = [.. Enumerable.Range(0, rows.Length).Where(i => i % Folds == fold)];
            int[] train = [.. Enumerable.Range(0, rows.Length).Where(i => i % Folds != fold)];
            (Points inputs, Points queries) = Standardise(rows, train, test);
            IClassifier fitted = recipe.Fit(inputs, [.. train.Select(i => labels[i])]);
            double[] picked = fitted.Predict(queries);
            using Matrix<double> probabilities = fitted.Probabilities(queries)!;
            for (int i = 0; i < test.Length; i++)
            {
                double truth = labels[test[i]];
                right += picked[i] == truth ? 1 : 0;
                loss -= Math.Log(probabilities[i, fitted.Labels.ToList().IndexOf(truth)]);
            }
        }

        return (right / (double)rows.Length, loss / rows.Length);
    }

    private static (Points Train, Points Test) Standardise(double[][] rows, int[] train, int[] test)
    {
        int d = rows[0].Length;
        var first = new Matrix<double>(train.Length, d);
        var second = new Matrix<double>(test.Length, d);
        for (int j = 0; j < d; j++)
        {
            double mean = train.Average(i => rows[i][j]);
            double scale = Math.Sqrt(train.Average(i => (rows[i][j] - mean) * (rows[i][j] - mean)));
            scale = scale > 0 ? scale : 1;
            for (int i = 0; i < train.Length; i++)
            {
                first[i, j] = (rows[train[i]][j] - mean) / scale;
            }

            for (int i = 0; i < test.Length; i++)
            {
                second[i, j] = (rows[test[i]][j] - mean) / scale;
            }
        }

        return (new Points(first), new Points(second));
    }

    private static (double[][] Rows, double[] Labels) Read(string set)
    {
        string? folder = Environment.GetEnvironmentVariable("GRAMIAN_DATA");
        string path = Path.Combine(folder ?? "", "uci-classification", set, "data.csv.gz");
        Assert.SkipUnless(File.Exists(path), $"GRAMIAN_DATA holds no uci-classification/{set}.");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        string[] header = reader.ReadLine()!.Split(',');
        int target = Array.IndexOf(header, "class");
        var rows = new List<double[]>();
        var labels = new List<double>();
        while (reader.ReadLine() is { } line)
        {
            double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            labels.Add(cells[target]);
            rows.Add([.. cells.Where((_, j) => j != target)]);
        }

        return ([.. rows], [.. labels]);
    }
}
