using Gramian.Kernels;

namespace Gramian.Models.SupportVectors;

// One candidate of a grid: cells of one column share the kernel.
internal sealed record SupportVectorCell(Kernel Kernel, double Cost, int Column);
