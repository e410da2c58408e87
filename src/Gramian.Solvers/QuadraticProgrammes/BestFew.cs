namespace Gramian.Solvers.QuadraticProgrammes;

// The few largest keys of many, in a heap whose root is the worst of them; of equal keys the first index is better.
internal sealed class BestFew(int capacity)
{
    private readonly double[] keys = new double[capacity];
    private readonly int[] indices = new int[capacity];
    private int count;

    public ReadOnlySpan<int> Indices => indices.AsSpan(0, count);

    public void Clear() => count = 0;

    public void Offer(double key, int index)
    {
        if (count < keys.Length)
        {
            (keys[count], indices[count]) = (key, index);
            Rise(count++);
        }
        else if (count > 0 && key > keys[0])
        {
            (keys[0], indices[0]) = (key, index);
            Sink();
        }
    }

    private bool IsWorse(int a, int b) =>
        keys[a] < keys[b] || (keys[a] == keys[b] && indices[a] > indices[b]);

    private void Rise(int place)
    {
        while (place > 0 && IsWorse(place, (place - 1) / 2))
        {
            Swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void Sink()
    {
        int place = 0;
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= count)
            {
                return;
            }

            if (child + 1 < count && IsWorse(child + 1, child))
            {
                child++;
            }

            if (!IsWorse(child, place))
            {
                return;
            }

            Swap(child, place);
            place = child;
        }
    }

    private void Swap(int a, int b)
    {
        (keys[a], keys[b]) = (keys[b], keys[a]);
        (indices[a], indices[b]) = (indices[b], indices[a]);
    }
}
