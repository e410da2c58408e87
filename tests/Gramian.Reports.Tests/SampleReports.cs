using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Reports.Html;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Tests;

/// <summary>Made-up reports of a realistic shape.</summary>
internal static class SampleReports
{
    public static RegressionReportData Full(int n = 768, string target = "heating_load",
        string input = "relative_compactness")
    {
        var random = new RandomStream(7);
        PredictionSet predictions = Predictions(n, random);
        string[] names = [input, "surface_area", "wall_area", "roof_area", "overall_height", "orientation",
            "glazing_area", "glazing_distribution"];
        return new RegressionReportData
        {
            DataName = "energy.csv",
            Target = target,
            TargetUnit = "kWh/m²",
            Model = "Gaussian process",
            Kernel = "1.31 * matern52(lengthscale=[0.91, 1.7, 2.2, 3.1, 0.8, 14.2, 2.6, 8.1]) + 0.42 * linear",
            Rows = n,
            Inputs = 8,
            Validation = "closed-form leave one out",
            Metrics =
            [
                new MetricCard("RMSE", 0.4831, 0.452, 0.517, "kWh/m²", "typical error"),
                new MetricCard("MAE", 0.3415, 0.32, 0.364, "kWh/m²", "mean absolute error"),
                new MetricCard("R²", 0.9977, 0.9972, 0.9981, null, "share of variance explained"),
                new MetricCard("NLPD", 0.652, 0.58, 0.73, "nats", "negative log density, smaller is better"),
                new MetricCard("Coverage", 95.2, 93.4, 96.6, "%", "of 95 % intervals"),
                new MetricCard("Width", 1.93, double.NaN, double.NaN, "kWh/m²", "of 95 % intervals, mean"),
            ],
            Decisions =
            [
                new ReportFact("task", "regression", "the target is a number with 586 different values"),
                new ReportFact("method", "exact Gaussian process by Cholesky",
                    "768 rows need 9.4 MB and about 2 s; the exact method fits the budget"),
                new ReportFact("inputs", "8 numbers, standardised", "all columns but the target; none is missing"),
            ],
            Certificate =
            [
                new ReportFact("method", "Cholesky, float64"), new ReportFact("relative residual", "3.1 × 10⁻¹⁵"),
                new ReportFact("jitter", "none"), new ReportFact("condition estimate", "4.2 × 10⁵"),
            ],
            Predictions = predictions,
            Relevance = [.. names.Select((name, c) =>
                new InputRelevance(name, new[] { 0.91, 1.7, 2.2, 3.1, 0.8, 14.2, 2.6, 8.1 }[c]))],
            Effects = [.. names.Select((name, c) => Effect(name, c, random))],
            Gram = Gram(predictions.Actual),
            GramOrder = target,
            Eigenvalues = [.. Enumerable.Range(0, Math.Min(n, 400)).Select(i => 300 * Math.Exp(-0.09 * i) + 1e-13)],
            NoiseVariance = 0.0023,
            Traces =
            [
                new OptimiserTrace("start 1",
                    [.. Enumerable.Range(0, 38).Select(i => -900 + (1900 * Math.Exp(-i / 6.0)))]),
                new OptimiserTrace("start 2",
                    [.. Enumerable.Range(0, 44).Select(i => -860 + (2300 * Math.Exp(-i / 7.0)))]),
            ],
            Command = $"gramian fit energy.csv --target {target}",
            Reproduction = [new ReportFact("version", "Gramian 0.1.0, .NET 10.0.0"),
                new ReportFact("data", "sha256 9b1c…04ef")],
            References = ["Rasmussen, C. E. & Williams, C. K. I. (2006). Gaussian Processes for Machine Learning. "
                + "MIT Press."],
            NextCommands = ["gramian predict energy.gram new.csv --interval 0.95 > predictions.csv",
                "gramian inspect energy.gram"],
        };
    }

    public static EffectCurve Effect(string name, int c, RandomStream random)
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => i / 59.0)];
        double[] mean = [.. x.Select(v => 22 + ((9 - c) * Math.Sin((1 + c / 3.0) * 3 * v)))];
        double[] spread = [.. x.Select(v => 0.4 + (2 * (v - 0.5) * (v - 0.5)))];
        return new EffectCurve(name, c == 1 ? "m²" : null, x, mean,
            [.. mean.Zip(spread, (m, s) => m - s)], [.. mean.Zip(spread, (m, s) => m + s)])
        {
            Observed = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())],
        };
    }

    private static PredictionSet Predictions(int n, RandomStream random)
    {
        double[] actual = new double[n], predicted = new double[n], deviation = new double[n];
        for (int i = 0; i < n; i++)
        {
            double centre = i % 2 == 0 ? 14 + (3 * random.NextNormal()) : 32 + (5 * random.NextNormal());
            deviation[i] = 0.4 + (0.6 * random.NextDouble());
            predicted[i] = centre;
            actual[i] = centre + (deviation[i] * random.NextNormal());
        }

        return new PredictionSet(actual, predicted, deviation);
    }

    private static Matrix<double> Gram(IReadOnlyList<double> actual)
    {
        int n = actual.Count;
        double[] order = [.. actual.Order()];
        int k = Math.Min(n, 96);
        var gram = new Matrix<double>(k, k);
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double gap = (order[i * n / k] - order[j * n / k]) / 9;
                gram[i, j] = 1.3 * Math.Exp(-gap * gap / 2);
            }
        }

        return gram;
    }
}
