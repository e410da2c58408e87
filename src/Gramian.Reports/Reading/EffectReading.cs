using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Reports.Plots;
using Gramian.Reports.Svg;

namespace Gramian.Reports.Reading;

/// <summary>Computes how the prediction changes along one column while the others stay as in the most typical
/// row.</summary>
internal sealed class EffectReading(
    TrainedModel model, Points inputs, IReadOnlyList<InputRelevance> relevance, ComputeOptions? options)
{
    private const int CurvePoints = 49, ColumnLimit = 24, RugLimit = 400;

    /// <summary>The curves of at most 24 columns, those of the largest effect first.</summary>
    public IReadOnlyList<EffectCurve> Read()
    {
        IReadOnlyList<Feature> features = model.Pipeline.Features;
        int[] order = [.. Enumerable.Range(0, features.Count).OrderBy(i => relevance.Count == 0 ? 0 : relevance[i]
            .Lengthscale).ThenBy(i => i)];
        string[] columns = [.. order.Select(i => features[i].Column).Distinct().Take(ColumnLimit)];
        double[] typical = TypicalRow();
        return [.. columns.Select(column => Curve(column, typical)).OfType<EffectCurve>()
            .OrderByDescending(curve => curve.Mean.Max() - curve.Mean.Min())];
    }

    // A row of the data, not a row of medians: an unlikely mixture of medians would show effects that no row has.
    private double[] TypicalRow()
    {
        int d = inputs.Dimension;
        double[] medians = [.. Enumerable.Range(0, d).Select(j => Binning.Quantile([.. Column(j).Order()], 0.5))];
        int best = Enumerable.Range(0, inputs.Count)
            .MinBy(i => medians.Select((m, j) => Square(inputs.Values[i, j] - m)).Sum());
        return [.. inputs.Values.Row(best)];
    }

    private EffectCurve? Curve(string column, double[] typical)
    {
        IReadOnlyList<Feature> features = model.Pipeline.Features;
        int[] mine = [.. Enumerable.Range(0, features.Count).Where(i => features[i].Column == column)];
        int number = Array.Find(mine, i => features[i].Name == column) is var k && features[k].Name == column ? k : -1;
        if (number >= 0)
        {
            return NumberCurve(number, typical);
        }

        int[] levels = [.. mine.Where(i => features[i].Name.StartsWith(column + "=", StringComparison.Ordinal))];
        return levels.Length == 0 ? null : CategoryCurve(column, levels, typical);
    }

    private EffectCurve NumberCurve(int index, double[] typical)
    {
        Feature feature = model.Pipeline.Features[index];
        double[] column = Column(index);
        (double low, double high) = (column.Min(), column.Max());
        var queries = new Matrix<double>(CurvePoints, inputs.Dimension);
        double[] x = new double[CurvePoints];
        for (int i = 0; i < CurvePoints; i++)
        {
            double z = low + ((high - low) * i / (CurvePoints - 1));
            typical.CopyTo(queries.View.Row(i));
            queries[i, index] = z;
            x[i] = Raw(feature, z);
        }

        (double[] mean, double[] lower, double[] upper) = Predict(queries);
        return new EffectCurve(feature.Name, feature.Unit, x, mean, lower, upper)
        {
            Observed = [.. Thinning.Indices(column.Length, RugLimit).Select(i => Raw(feature, column[i]))],
        };
    }

    private EffectCurve CategoryCurve(string column, int[] levels, double[] typical)
    {
        var queries = new Matrix<double>(levels.Length, inputs.Dimension);
        for (int i = 0; i < levels.Length; i++)
        {
            typical.CopyTo(queries.View.Row(i));
            for (int k = 0; k < levels.Length; k++)
            {
                Feature mark = model.Pipeline.Features[levels[k]];
                queries[i, levels[k]] = ((i == k ? 1 : 0) - mark.Mean) / mark.Scale;
            }
        }

        (double[] mean, double[] lower, double[] upper) = Predict(queries);
        string[] names = [.. levels.Select(i => model.Pipeline.Features[i].Name[(column.Length + 1)..])];
        return new EffectCurve(column, null, [.. levels.Select((_, i) => (double)i)], mean, lower,
            upper)
        { Categories = names };
    }

    private (double[] Mean, double[] Lower, double[] Upper) Predict(Matrix<double> queries)
    {
        var scaling = model.Pipeline.TargetScaling;
        Prediction prediction = model.Regressor.Predict(new Points(queries), options)
            .Rescale([scaling.Scale], [scaling.Mean]);
        if (prediction.LatentVariances is null)
        {
            return (prediction.Mean, [], []);
        }

        (double[] lower, double[] upper) = prediction.LatentInterval();
        return (prediction.Mean, lower, upper);
    }

    private double[] Column(int j) => [.. Enumerable.Range(0, inputs.Count).Select(i => inputs.Values[i, j])];

    private static double Raw(Feature feature, double z) => feature.Mean + (feature.Scale * z);

    private static double Square(double x) => x * x;
}
