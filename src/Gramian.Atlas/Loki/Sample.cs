using Gramian.Kernels;

namespace Gramian.Atlas.Loki;

/// <summary>Rows with the number of the label of each.</summary>
internal sealed record Sample(Points Inputs, int[] Labels);
