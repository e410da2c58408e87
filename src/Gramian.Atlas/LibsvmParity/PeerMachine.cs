namespace Gramian.Atlas.LibsvmParity;

/// <summary>One machine of LIBSVM.</summary>
/// <param name="Name">The kind and the kernel.</param>
/// <param name="Objectives">The objective of each pair of classes at tolerance 1e-6, to six decimals.</param>
/// <param name="LooseObjectives">The same at tolerance 1e-3.</param>
/// <param name="Supports">Which training rows are support vectors, four in each hexadecimal digit.</param>
/// <param name="Hits">The test rows whose label is right; null for values.</param>
/// <param name="MeanSquaredError">Of the test rows, to six digits; NaN for labels.</param>
/// <param name="Labels">The place of the label of each test row among the classes; null for values.</param>
/// <param name="Values">The decision values of the first test rows, in the unit of the programme.</param>
internal sealed record PeerMachine(
    string Name, double[] Objectives, double[] LooseObjectives, string Supports, int? Hits, double MeanSquaredError,
    string? Labels, double[][] Values)
{
    /// <summary>Whether a training row is a support vector.</summary>
    public bool IsSupport(int row) =>
        ((Convert.ToInt32(Supports[row / 4].ToString(), 16) >> (3 - (row % 4))) & 1) != 0;
}
