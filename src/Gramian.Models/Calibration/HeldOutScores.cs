using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Calibration;

// Gathers what classifiers say of rows that they have not seen, in the columns of the classifier of all rows.
internal sealed class HeldOutScores(IClassifier whole, CalibrationMethod method)
{
    private readonly double[] labels = [.. whole.Labels];
    private readonly List<double[]> scores = [];
    private readonly List<int> classes = [];
    private (int For, int Against)[]? columns;

    /// <summary>The place of each label among those of the classifier.</summary>
    public int[] ClassesOf(double[] some) => Array.ConvertAll(some, label => Array.IndexOf(labels, label));

    /// <summary>Adds rows; without a classifier, as when one class remained, nothing is known of them.</summary>
    public void Add(IClassifier? part, Points queries, double[] seen, ComputeOptions? options)
    {
        classes.AddRange(ClassesOf(seen));
        if (method == CalibrationMethod.Temperature)
        {
            AddPerClass(part, queries, options);
            return;
        }

        // The whole classifier says how many columns there are; one query is enough to ask.
        columns ??= ClassScores.Columns(whole, whole.DecisionValues(queries.Select([0]), options).Columns);
        Matrix<double>? values = part?.DecisionValues(queries, options);
        (int Column, double Sign)[] places = [.. columns.Select(pair => Find(part, values?.Columns ?? 0, pair))];
        for (int i = 0; i < queries.Count; i++)
        {
            scores.Add([.. places.Select(place => place.Column < 0
                ? place.Sign
                : place.Sign * values![i, place.Column])]);
        }
    }

    public FittedCalibratedClassifier Calibrate()
    {
        if (method == CalibrationMethod.Temperature)
        {
            var matrix = new Matrix<double>(scores.Count, labels.Length);
            for (int i = 0; i < scores.Count; i++)
            {
                scores[i].CopyTo(matrix.Row(i));
            }

            return new FittedCalibratedClassifier(whole, [], TemperatureScaling.Fit(matrix, [.. classes]));
        }

        return new FittedCalibratedClassifier(
            whole, [.. Enumerable.Range(0, columns!.Length).Select(f => Fit(f))], temperature: null);
    }

    private IScoreScaling Fit(int f)
    {
        (int positive, int negative) = columns![f];
        int[] rows = [.. Enumerable.Range(0, classes.Count)
            .Where(i => negative < 0 || classes[i] == positive || classes[i] == negative)];
        double[] values = [.. rows.Select(i => scores[i][f])];
        bool[] isPositive = [.. rows.Select(i => classes[i] == positive)];
        return method == CalibrationMethod.Isotonic
            ? Possible(IsotonicScaling.Fit(values, isPositive), values.Length)
            : SupportVectors.PlattScaling.FitRising(values, isPositive);
    }

    // What was not seen among n rows is not impossible: no step is nearer to 0 or 1 than 1/(n + 2).
    private static IsotonicScaling Possible(IsotonicScaling steps, int rows)
    {
        double least = 1.0 / (rows + 2);
        return new IsotonicScaling(
            [.. steps.Values], [.. steps.Probabilities.Select(p => Math.Clamp(p, least, 1 - least))]);
    }

    private void AddPerClass(IClassifier? part, Points queries, ComputeOptions? options)
    {
        Matrix<double>? found = part is null ? null : ClassScores.PerClass(part, queries, options);
        int[] places = part is null
            ? new int[labels.Length]
            : [.. labels.Select(label => part.Labels.ToList().IndexOf(label))];
        for (int i = 0; i < queries.Count; i++)
        {
            // A class that the part never met is as unlikely as its least likely one.
            double[]? row = found?.Row(i).ToArray();
            scores.Add([.. places.Select(place => row is null ? 0 : place < 0 ? row.Min() : row[place])]);
        }
    }

    // Where a part speaks of the same classes, and whether the other way round; ±1 or 0 where it knows one or none.
    private (int Column, double Sign) Find(IClassifier? part, int count, (int For, int Against) pair)
    {
        int mine = part?.Labels.ToList().IndexOf(labels[pair.For]) ?? -1;
        int other = pair.Against < 0 || part is null ? -1 : part.Labels.ToList().IndexOf(labels[pair.Against]);
        bool known = mine >= 0 && (pair.Against < 0 || other >= 0);
        if (!known)
        {
            return (-1, (mine >= 0 ? 1 : 0) - (other >= 0 || (pair.Against < 0 && part is not null) ? 1 : 0));
        }

        (int For, int Against)[] theirs = ClassScores.Columns(part!, count);
        for (int f = 0; f < theirs.Length; f++)
        {
            if (theirs[f].For == mine && (pair.Against < 0 || theirs[f].Against == other || theirs[f].Against < 0))
            {
                return (f, 1);
            }

            if (theirs[f].Against == mine && (pair.Against < 0 || theirs[f].For == other))
            {
                return (f, -1);
            }
        }

        return (-1, 0);
    }
}
