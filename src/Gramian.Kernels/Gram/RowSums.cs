using System.Buffers;

namespace Gramian.Kernels.Gram;

// A number for each coordinate, rented for as long as one tile takes.
internal readonly ref struct RowSums(int dimension)
{
    private readonly double[] rented = ArrayPool<double>.Shared.Rent(dimension);

    public Span<double> Cleared
    {
        get
        {
            Span<double> sums = rented.AsSpan(0, dimension);
            sums.Clear();
            return sums;
        }
    }

    public void Dispose() => ArrayPool<double>.Shared.Return(rented);
}
