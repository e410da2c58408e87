using Gramian.Kernels;

namespace Gramian.Models.SupportVectors;

// One candidate of a grid: cells of one column share the kernel; Factor is that of its lengthscales, 0 when the kernel
// was given.
internal sealed record SupportVectorCell(Kernel Kernel, double Cost, int Column, double Factor);
