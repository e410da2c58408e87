using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.SupportVectors;

// Lets the cells of a grid compete by the log loss of cross-validated probabilities, on ever more rows.
internal sealed class SupportVectorRace(
    SupportVectorTuning tuning, Points points, int[] labels, int classes, ComputeOptions options)
{
    private const int Growth = 4;
    private const int WorseSteps = 2;
    private const ulong DrawTask = 1;
    private const ulong FoldTask = 2;
    private const double LeastProbability = 1e-15;

    public SupportVectorCell Run(
        SupportVectorCell[] cells, out PlattScaling[] scalings, out int tried, out int rows)
    {
        int most = Math.Min(points.Count, tuning.MostRows);
        tried = cells.Length;
        SupportVectorCell[] left = cells;
        rows = Math.Min(most, tuning.FirstRows);
        // A round that would decide nothing on nearly the rows of the next is not held.
        rows = rows * 2 > most ? most : rows;
        while (true)
        {
            var scored = Round(left, rows);
            (SupportVectorCell best, PlattScaling[] found, _) = scored[0];
            if (rows >= most)
            {
                scalings = found;
                return best;
            }

            left = [.. scored.Take(Math.Max(2, scored.Count / Growth)).Select(entry => entry.Cell)
                .OrderBy(cell => cell.Column).ThenBy(cell => cell.Cost)];
            rows = rows * Growth * 2 > most ? most : rows * Growth;
        }
    }

    // The cells of a round, best first; of equal ones the smoother, which comes with the smaller C, first.
    private List<(SupportVectorCell Cell, PlattScaling[] Scalings, double Loss)> Round(
        SupportVectorCell[] cells, int rows)
    {
        int[] drawn = Draw(rows);
        Points some = rows == points.Count ? points : points.Select(drawn);
        int[] places = [.. drawn.Select(row => labels[row])];
        Fold[] folds = StratifiedKFold.Make(
            places, Math.Min(tuning.Folds, rows), new RandomStream(tuning.Seed, FoldTask));
        var scored = new List<(SupportVectorCell Cell, PlattScaling[] Scalings, double Loss)>();
        int done = 0;
        foreach (var column in cells.GroupBy(cell => cell.Column))
        {
            var starts = new FittedSupportVectorClassifier?[folds.Length];
            (double least, int worse) = (double.PositiveInfinity, 0);
            foreach (SupportVectorCell cell in column)
            {
                options.Progress?.Report(new ComputeProgress("tuning", done++ / (double)cells.Length));
                if (worse >= WorseSteps)
                {
                    continue;
                }

                Matrix<double> decisions = Decisions(cell, some, places, folds, starts);
                PlattScaling[] scalings = Scale(decisions, places);
                double loss = Loss(decisions, places, scalings);
                worse = loss > least ? worse + 1 : 0;
                least = Math.Min(least, loss);
                scored.Add((cell, scalings, loss));
            }
        }

        return [.. scored.OrderBy(entry => entry.Loss).ThenBy(entry => entry.Cell.Cost)];
    }

    // As many rows of each class as its share says, and at least two, ascending.
    private int[] Draw(int rows)
    {
        if (rows >= points.Count)
        {
            return [.. Enumerable.Range(0, points.Count)];
        }

        var random = new RandomStream(tuning.Seed, DrawTask);
        var chosen = new List<int>();
        for (int c = 0; c < classes; c++)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == c)];
            int count = (int)Math.Round((double)own.Length * rows / labels.Length, MidpointRounding.AwayFromZero);
            random.Shuffle<int>(own);
            chosen.AddRange(own[..Math.Min(own.Length, Math.Max(2, count))].Order());
        }

        return [.. chosen];
    }

    // The decision of each pair's machine about each row, [m, f], by machines that had not seen the row. Where a fold
    // leaves a class without rows there is no machine, and the other class of the pair is the answer.
    private Matrix<double> Decisions(
        SupportVectorCell cell, Points some, int[] places, Fold[] folds, FittedSupportVectorClassifier?[] starts)
    {
        var decisions = new Matrix<double>(some.Count, classes * (classes - 1) / 2);
        var recipe = new SupportVectorClassifier(cell.Kernel) { Cost = cell.Cost };
        for (int f = 0; f < folds.Length; f++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            (int[] train, int[] test) = folds[f];
            double[] learnt = [.. train.Select(row => (double)places[row])];
            int[] place = new int[classes];
            Array.Fill(place, -1);
            Matrix<double>? values = null;
            int present = 1;
            if (learnt[0] == learnt[^1])
            {
                place[(int)learnt[0]] = 0;
            }
            else
            {
                FittedSupportVectorClassifier fitted = recipe.Fit(
                    some.Select(train), learnt, start: starts[f], options: options);
                starts[f] = fitted;
                present = fitted.Labels.Count;
                for (int i = 0; i < present; i++)
                {
                    place[(int)fitted.Labels[i]] = i;
                }

                values = fitted.DecisionValues(some.Select(test), options);
            }

            for (int t = 0; t < test.Length; t++)
            {
                Spread(values is null ? [] : values.Row(t), place, present, decisions.Row(test[t]));
            }
        }

        return decisions;
    }

    private void Spread(ReadOnlySpan<double> values, int[] place, int present, Span<double> decisions)
    {
        for (int i = 0, pair = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                (int a, int b) = (place[i], place[j]);
                decisions[pair] = a >= 0 && b >= 0
                    ? values[(a * present) - (a * (a + 1) / 2) + b - a - 1]
                    : a >= 0 ? 1 : b >= 0 ? -1 : 0;
            }
        }
    }

    private PlattScaling[] Scale(Matrix<double> decisions, int[] places)
    {
        var scalings = new PlattScaling[decisions.Columns];
        for (int i = 0, pair = 0; i < classes; i++)
        {
            for (int j = i + 1; j < classes; j++, pair++)
            {
                int[] rows = [.. Enumerable.Range(0, places.Length).Where(row => places[row] == i || places[row] == j)];
                int column = pair;
                scalings[pair] = PlattScaling.Fit(
                    [.. rows.Select(row => decisions[row, column])], [.. rows.Select(row => places[row] == i)]);
            }
        }

        return scalings;
    }

    private double Loss(Matrix<double> decisions, int[] places, PlattScaling[] scalings)
    {
        using Matrix<double> probabilities = ClassVote.Probabilities(classes, decisions, scalings);
        double loss = 0;
        for (int row = 0; row < places.Length; row++)
        {
            loss -= Math.Log(Math.Max(probabilities[row, places[row]], LeastProbability)) / places.Length;
        }

        return loss;
    }
}
