namespace Gramian.Kernels;

// Numbers of a pair of points either of which alone determines a kernel, so that its points need not be written out.
[Flags]
internal enum PairQuantities
{
    None = 0,
    Distance = 1,
    InnerProduct = 2,
    Either = Distance | InnerProduct,
}
