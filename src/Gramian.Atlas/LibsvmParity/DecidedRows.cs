using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Atlas.LibsvmParity;

/// <summary>What the optimum of a machine decides, however coefficients are dealt between rows.</summary>
/// <param name="Supports">Whether each training row is a support vector; null where it is on the margin.</param>
/// <param name="Labels">Whether the label of each test row is decided.</param>
/// <param name="Values">The decision values of the test rows, in the unit of the programme.</param>
/// <remarks>
/// The function f is unique where a row is free, the coefficients are not. A row inside the margin has its full
/// coefficient and one beyond it has none; a test row whose values are all away from zero has one label. Away means by
/// more than <see cref="Away"/> in the unit of the programme's gradient, in which the tolerance is stated.
/// </remarks>
internal sealed record DecidedRows(bool?[] Supports, bool[] Labels, Matrix<double> Values)
{
    /// <summary>A hundred times the tolerance of the training.</summary>
    public const double Away = 1e-4;

    /// <summary>Of a classification, one machine for each pair of classes.</summary>
    public static DecidedRows OfClasses(
        FittedSupportVectorClassifier fitted, bool isByShare, ParitySet set, ComputeOptions options)
    {
        TrainedClassifier trained = fitted.Training;
        double[] units = [.. trained.Machines.Select(machine => isByShare ? 1 / machine.Extra : 1)];    // r
        Matrix<double> train = fitted.DecisionValues(set.Train, options);
        double[] labels = [.. trained.Labels];
        var supports = new bool?[set.Train.Count];
        for (int row = 0; row < supports.Length; row++)
        {
            var margins = new List<double>();
            int own = Array.IndexOf(labels, set.Labels[row]);
            for (int i = 0, f = 0; i < labels.Length; i++)
            {
                for (int j = i + 1; j < labels.Length; j++, f++)
                {
                    if (own == i || own == j)
                    {
                        margins.Add(((own == i ? train[row, f] : -train[row, f]) - 1) * units[f]);
                    }
                }
            }

            supports[row] = Side(margins.Min());
        }

        return Of(supports, Scaled(fitted.DecisionValues(set.Test, options), units));
    }

    /// <summary>Of one class.</summary>
    public static DecidedRows OfOneClass(FittedOneClass fitted, ParitySet set, ComputeOptions options) => Of(
        [.. fitted.DecisionValues(set.Train, options).Select(Side)],
        Column(fitted.DecisionValues(set.Test, options)));

    /// <summary>Of a regression.</summary>
    public static DecidedRows OfValues(
        FittedSupportVectorRegressor fitted, ParitySet set, ComputeOptions options) => Of(
        [.. fitted.Predict(set.Train, options)
            .Zip(set.Labels, (f, y) => Side(fitted.Width - Math.Abs(f - y)))],
        Column(fitted.Predict(set.Test, options)));

    // Of the margins of all machines that know a row the least decides: inside one of them is a support vector.
    private static bool? Side(double margin) => margin < -Away ? true : margin > Away ? false : null;

    private static DecidedRows Of(bool?[] supports, Matrix<double> values) => new(
        supports,
        [.. Enumerable.Range(0, values.Rows).Select(row => values.Row(row).ToArray().All(v => Math.Abs(v) > Away))],
        values);

    private static Matrix<double> Column(double[] values) => Matrix<double>.FromRowMajor(values.Length, 1, values);

    private static Matrix<double> Scaled(Matrix<double> values, double[] units)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int f = 0; f < units.Length; f++)
            {
                values[row, f] *= units[f];
            }
        }

        return values;
    }
}
