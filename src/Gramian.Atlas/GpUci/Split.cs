using Gramian.Data.Encoders;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Atlas.GpUci;

/// <summary>One division of a set, standardised with the mean and the scale of the training rows alone.</summary>
internal sealed record Split(Points Inputs, double[] Targets, Points Queries, double[] Truth, double TargetScale)
{
    public static Split Of(UciSet set, int index)
    {
        bool[] test = set.TestRows[index];
        int[] train = [.. Enumerable.Range(0, test.Length).Where(row => !test[row])];
        int[] held = [.. Enumerable.Range(0, test.Length).Where(row => test[row])];
        int d = set.Inputs.Columns;
        Matrix<double> inputs = new(train.Length, d), queries = new(held.Length, d);
        for (int column = 0; column < d; column++)
        {
            var scaling = Standardizer.Fit(Array.ConvertAll(train, row => set.Inputs[row, column]));
            for (int i = 0; i < train.Length; i++) inputs[i, column] = scaling.Apply(set.Inputs[train[i], column]);
            for (int i = 0; i < held.Length; i++) queries[i, column] = scaling.Apply(set.Inputs[held[i], column]);
        }

        var target = Standardizer.Fit(Array.ConvertAll(train, row => set.Targets[row]));
        return new Split(
            new Points(inputs), Array.ConvertAll(train, row => target.Apply(set.Targets[row])),
            new Points(queries), Array.ConvertAll(held, row => target.Apply(set.Targets[row])), target.Scale);
    }
}
