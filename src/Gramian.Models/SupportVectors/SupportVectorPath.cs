using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

// One fold under one kernel: follows the costs upwards, every machine starting from the last. With a Gram matrix of all
// rows at hand its kernel values are looked up; without one they are computed by every machine.
internal sealed class SupportVectorPath(
    SupportVectorStage stage, Fold fold, Kernel kernel, Matrix<float>? gram)
{
    private readonly double[] learnt = [.. fold.Train.Select(row => (double)stage.Places[row])];
    private readonly GridRows? rows = gram is null ? null : new GridRows(gram, fold.Train);
    private TrainedClassifier? last;
    private FittedSupportVectorClassifier? lastFitted;

    /// <summary>Writes the decision of each pair's machine about each held-out row.</summary>
    /// <remarks>
    /// Where a fold leaves a class without rows there is no machine, and the other class of the pair is the answer.
    /// </remarks>
    public void Decide(double cost, Matrix<double> decisions, ComputeOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        int[] place = new int[stage.Classes];
        Array.Fill(place, -1);
        Matrix<double>? values = null;
        int present = 1;
        if (learnt[0] == learnt[^1])
        {
            place[(int)learnt[0]] = 0;
        }
        else
        {
            SupportVectorClassifier recipe = stage.Recipe(kernel, cost);
            values = rows is null ? FromPoints(recipe, options) : FromGram(recipe, options);
            double[] labels = (last ?? lastFitted!.Training).LabelArray;
            present = labels.Length;
            for (int i = 0; i < present; i++)
            {
                place[(int)labels[i]] = i;
            }
        }

        for (int t = 0; t < fold.Test.Length; t++)
        {
            Spread(values is null ? [] : values.Row(t), place, present, decisions.Row(fold.Test[t]));
        }
    }

    private Matrix<double> FromPoints(SupportVectorClassifier recipe, ComputeOptions options)
    {
        lastFitted = recipe.Fit(stage.Points.Select(fold.Train), learnt, start: lastFitted, options: options);
        return lastFitted.DecisionValues(stage.Points.Select(fold.Test), options);
    }

    private Matrix<double> FromGram(SupportVectorClassifier recipe, ComputeOptions options)
    {
        last = ClassifierTraining.Train(recipe, rows!, learnt, default, last, options);
        int[] places = [.. last.SupportRows.Select(row => fold.Train[row])];
        var values = new Matrix<double>(fold.Test.Length, last.Machines.Count);
        for (int i = 0; i < values.Rows; i++)
        {
            for (int f = 0; f < values.Columns; f++)
            {
                values[i, f] = GridRows.Dot(gram!.Row(fold.Test[i]), places, last.Coefficients[f])
                    - last.Machines[f].Offset;
            }
        }

        return values;
    }

    private static void Spread(ReadOnlySpan<double> values, int[] place, int present, Span<double> decisions)
    {
        for (int i = 0, pair = 0; i < place.Length; i++)
        {
            for (int j = i + 1; j < place.Length; j++, pair++)
            {
                (int a, int b) = (place[i], place[j]);
                decisions[pair] = a >= 0 && b >= 0
                    ? values[(a * present) - (a * (a + 1) / 2) + b - a - 1]
                    : a >= 0 ? 1 : b >= 0 ? -1 : 0;
            }
        }
    }
}
