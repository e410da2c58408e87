using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Transforms;

// Stages from one buffer to the other; the outputs come out in order, with no bit reversal.
internal sealed unsafe class StockhamEngine<T> : FftEngine<T>
    where T : unmanaged
{
    private readonly int length;
    private readonly int[] radices;
    private readonly FftStage<T>[] stages;

    public StockhamEngine(int length, int[] radices, int bits)
    {
        (this.length, this.radices) = (length, radices);
        stages = new FftStage<T>[radices.Length];
        int rest = length;
        for (int i = 0; i < stages.Length; i++)
        {
            rest /= radices[i];
            stages[i] = new FftStage<T>(radices[i], rest, i == 0, bits);
        }
    }

    public override void Run(T* sr, T* si, T* dr, T* di, nint columns, T scale)
    {
        nint count = length * columns;
        if (stages.Length == 0)
        {
            ComplexRows.Scale(sr, si, dr, di, columns, scale);
            return;
        }

        bool inPlace = sr == dr || sr == di;
        if (stages.Length == 1 && !inPlace)
        {
            stages[0].Run(sr, si, dr, di, columns, scale);
            return;
        }

        // The two halves start in different cache sets: at power-of-two lengths they would evict each other.
        nint half = count + (320 / sizeof(T));
        using WorkBuffer work = Workspace.Rent<T>(2 * half);
        T* wr = work.Pointer<T>(), wi = wr + half;
        bool odd = stages.Length % 2 == 1;
        if (odd && inPlace)
        {
            Buffer.MemoryCopy(sr, wr, count * sizeof(T), count * sizeof(T));
            Buffer.MemoryCopy(si, wi, count * sizeof(T), count * sizeof(T));
            sr = wr;
            si = wi;
        }

        // Counted from the end, the stages write to the destination and to the work space in turn.
        bool toDestination = odd;
        nint s = columns;
        for (int i = 0; i < stages.Length; i++)
        {
            T* yr = toDestination ? dr : wr, yi = toDestination ? di : wi;
            stages[i].Run(sr, si, yr, yi, s, scale);
            sr = yr;
            si = yi;
            s *= radices[i];
            toDestination = !toDestination;
        }
    }
}
