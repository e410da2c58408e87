using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

// What machines of one function share: which rows take part, and the function that came out.
internal static class MachineExpansion
{
    public static (int[] Rows, double[] Weights) Present(ReadOnlySpan<double> weights, int count)
    {
        double[] all = ClassifierTraining.RowWeights(weights, count);
        int[] rows = [.. Enumerable.Range(0, count).Where(i => all[i] > 0)];
        return rows.Length > 0
            ? (rows, [.. rows.Select(row => all[row])])
            : throw new ArgumentException("There must be at least one row of positive weight, but there was none.",
                nameof(weights));
    }

    public static SupportVectorExpansion Of(Kernel kernel, TrainingPoints inputs, int[] rows, DualMachine machine)
    {
        int[] used = [.. Enumerable.Range(0, rows.Length).Where(i => machine.Coefficients[i] != 0)];
        var coefficients = new Matrix<double>(used.Length, 1);
        for (int s = 0; s < used.Length; s++)
        {
            coefficients[s, 0] = machine.Coefficients[used[s]];
        }

        return inputs.Expand(kernel, [.. used.Select(i => rows[i])], coefficients, [machine.Offset]);
    }
}
