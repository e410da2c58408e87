using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

// Cuts a classification into machines of two classes, trains them, and gathers their support vectors.
internal static class ClassifierTraining
{
    private const int Folds = 5;

    public static TrainedClassifier Train(
        SupportVectorClassifier recipe,
        ISymmetricRows rows,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights,
        TrainedClassifier? start,
        ComputeOptions options)
    {
        double[] rowWeights = RowWeights(weights, rows.Count);
        int[] present = [.. Enumerable.Range(0, rows.Count).Where(i => rowWeights[i] > 0)];
        if (recipe.WithProbabilities && recipe.Scheme == MulticlassScheme.OneVersusRest)
        {
            throw new ArgumentException(
                "Probabilities need the scheme OneVersusOne, but it was OneVersusRest.", nameof(recipe));
        }

        double[] presentLabels = new double[present.Length];
        for (int i = 0; i < present.Length; i++)
        {
            presentLabels[i] = labels.Length == rows.Count ? labels[present[i]] : 0;
        }

        Guard.Length(labels.Length, rows.Count, nameof(labels));
        ClassRows classes = ClassRows.Of(presentLabels, present.Length);
        (int[] Rows, int Positives, int Positive)[] parts = Parts(classes, present, recipe.Scheme);
        if (start is not null && (recipe.Nu is not null || !SameParts(start, parts)))
        {
            throw new ArgumentException(
                "A start must come from machines without nu on the same rows and labels.", nameof(start));
        }

        var machines = new DualMachine[parts.Length];
        PlattScaling[]? scalings = recipe.WithProbabilities ? new PlattScaling[parts.Length] : null;
        double[] costs = Costs(recipe, classes, present, rowWeights);
        for (int f = 0; f < parts.Length; f++)
        {
            var task = new PairTask(recipe, rows.Select(parts[f].Rows), parts[f].Positives,
                [.. parts[f].Rows.Select(row => costs[row])]);
            if (scalings is not null)
            {
                scalings[f] = task.Calibrate(new RandomStream(recipe.Seed).Substream((ulong)f), Folds, options);
            }

            machines[f] = task.Train(start?.Machines[f].DualValues, options);
        }

        return Gather(recipe, classes, present, parts, machines, scalings);
    }

    public static double[] RowWeights(ReadOnlySpan<double> weights, int count)
    {
        double[] result = new double[count];
        Array.Fill(result, 1.0);
        if (!weights.IsEmpty)
        {
            Guard.Length(weights.Length, count, nameof(weights));
            Guard.AllFinite(weights, nameof(weights));
            weights.CopyTo(result);
            int negative = Array.FindIndex(result, weight => weight < 0);
            if (negative >= 0)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Every weight must be zero or positive, but element {negative} was {result[negative]}."),
                    nameof(weights));
            }
        }

        return result;
    }

    private static double[] Costs(
        SupportVectorClassifier recipe, ClassRows classes, int[] present, double[] rowWeights)
    {
        double[] costs = [.. rowWeights];
        if (recipe.Nu is not null)
        {
            return costs;
        }

        for (int c = 0; c < classes.Labels.Length; c++)
        {
            double factor = recipe.Cost * recipe.ClassWeights.GetValueOrDefault(classes.Labels[c], 1);
            foreach (int i in classes.Rows[c])
            {
                costs[present[i]] *= factor;
            }
        }

        return costs;
    }

    private static (int[] Rows, int Positives, int Positive)[] Parts(
        ClassRows classes, int[] present, MulticlassScheme scheme)
    {
        int[][] rows = [.. classes.Rows.Select(list => list.Select(i => present[i]).ToArray())];
        var parts = new List<(int[], int, int)>();
        for (int i = 0; i < rows.Length; i++)
        {
            if (scheme == MulticlassScheme.OneVersusRest)
            {
                int[] rest = [.. Enumerable.Range(0, rows.Length).Where(j => j != i).SelectMany(j => rows[j])];
                parts.Add(([.. rows[i], .. rest], rows[i].Length, i));
                continue;
            }

            for (int j = i + 1; j < rows.Length; j++)
            {
                parts.Add(([.. rows[i], .. rows[j]], rows[i].Length, i));
            }
        }

        return [.. parts];
    }

    private static bool SameParts(TrainedClassifier start, (int[] Rows, int Positives, int Positive)[] parts) =>
        start.MachineRows.Length == parts.Length
        && parts.Zip(start.MachineRows).All(pair => pair.First.Rows.AsSpan().SequenceEqual(pair.Second));

    private static TrainedClassifier Gather(
        SupportVectorClassifier recipe,
        ClassRows classes,
        int[] present,
        (int[] Rows, int Positives, int Positive)[] parts,
        DualMachine[] machines,
        PlattScaling[]? scalings)
    {
        var supports = new HashSet<int>();
        for (int f = 0; f < parts.Length; f++)
        {
            for (int i = 0; i < parts[f].Rows.Length; i++)
            {
                if (machines[f].Coefficients[i] != 0)
                {
                    supports.Add(parts[f].Rows[i]);
                }
            }
        }

        int[][] byClass = [.. classes.Rows.Select(
            list => list.Select(i => present[i]).Where(supports.Contains).ToArray())];
        int[] order = [.. byClass.SelectMany(list => list)];
        var places = new Dictionary<int, int>();
        for (int s = 0; s < order.Length; s++)
        {
            places[order[s]] = s;
        }

        var coefficients = new double[parts.Length][];
        for (int f = 0; f < parts.Length; f++)
        {
            coefficients[f] = new double[order.Length];
            for (int i = 0; i < parts[f].Rows.Length; i++)
            {
                if (machines[f].Coefficients[i] != 0)
                {
                    coefficients[f][places[parts[f].Rows[i]]] = machines[f].Coefficients[i];
                }
            }
        }

        return new TrainedClassifier(
            classes.Labels, recipe.Scheme, machines, [.. parts.Select(part => part.Rows)], coefficients, order,
            [.. byClass.Select(list => list.Length)], scalings);
    }

    // One machine of two classes: the positive rows come first.
    private readonly struct PairTask(
        SupportVectorClassifier recipe, ISymmetricRows rows, int positives, double[] costs)
    {
        public DualMachine Train(double[]? start, ComputeOptions options) =>
            Train(rows, Signs(Enumerable.Range(0, rows.Count)), costs, start, options);

        public PlattScaling Calibrate(RandomStream random, int folds, ComputeOptions options)
        {
            int n = rows.Count;
            int[] order = random.Permutation(n);
            double[] values = new double[n];
            bool[] isPositive = new bool[n];
            for (int fold = 0; fold < folds; fold++)
            {
                int begin = (int)((long)fold * n / folds), end = (int)((long)(fold + 1) * n / folds);
                int[] held = order[begin..end];
                int[] rest = [.. order[..begin], .. order[end..]];
                double[] decided = Decide(rest, held, options);
                for (int i = 0; i < held.Length; i++)
                {
                    values[held[i]] = decided[i];
                    isPositive[held[i]] = held[i] < positives;
                }
            }

            return PlattScaling.Fit(values, isPositive);
        }

        // With rows of one class only there is no machine: the class itself is the answer.
        private double[] Decide(int[] train, int[] held, ComputeOptions options)
        {
            double[] values = new double[held.Length];
            double[] signs = Signs(train);
            if (held.Length == 0 || Array.TrueForAll(signs, sign => sign == signs[0]))
            {
                Array.Fill(values, signs.Length == 0 ? 0 : signs[0]);
                return values;
            }

            double[] allCosts = costs;
            DualMachine machine = Train(
                rows.Select(train), signs, [.. train.Select(row => allCosts[row])], start: null, options);
            int[] used = [.. Enumerable.Range(0, train.Length).Where(i => machine.Coefficients[i] != 0)];
            Array.Fill(values, -machine.Offset);
            rows.AddProducts(
                held, [.. used.Select(i => train[i])], [.. used.Select(i => machine.Coefficients[i])], values, options);
            return values;
        }

        private double[] Signs(IEnumerable<int> places)
        {
            int first = positives;
            return [.. places.Select(place => place < first ? 1.0 : -1.0)];
        }

        private DualMachine Train(
            ISymmetricRows some, double[] signs, double[] bounds, double[]? start, ComputeOptions options) =>
            recipe.Nu is double share
                ? DualTraining.SeparateByShare(some, signs, bounds, share, recipe.Solver, options)
                : DualTraining.Separate(some, signs, bounds, start, recipe.Solver, options);
    }
}
