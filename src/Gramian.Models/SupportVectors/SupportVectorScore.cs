namespace Gramian.Models.SupportVectors;

// What a cell reached: the scaling of its cross-validated decisions, and the log loss of what they say.
internal sealed record SupportVectorScore(SupportVectorCell Cell, PlattScaling[] Scalings, double Loss);
