namespace Gramian.Kernels.FastSums;

// Sorts and selects numbers, each with an item that moves along.
internal static class KeySelection
{
    private const int BucketSize = 8;
    private const int Short = 24;

    /// <summary>Moves keys until none before the place is larger than any behind it (Hoare's selection).</summary>
    public static void Select(Span<double> keys, Span<int> items, int place)
    {
        int low = 0, high = keys.Length - 1;
        while (low < high)
        {
            double pivot = MedianOfThree(keys[low], keys[low + ((high - low) / 2)], keys[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (keys[i] < pivot)
                {
                    i++;
                }

                while (keys[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    (items[i], items[j]) = (items[j], items[i]);
                    i++;
                    j--;
                }
            }

            if (place <= j)
            {
                high = j;
            }
            else if (place >= i)
            {
                low = i;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Sorts finite keys: into buckets of equal width, then within each.</summary>
    public static void Sort(double[] keys, int[] items)
    {
        (double least, double largest) = (keys[0], keys[0]);
        foreach (double key in keys)
        {
            (least, largest) = (Math.Min(least, key), Math.Max(largest, key));
        }

        int buckets = Math.Max(1, keys.Length / BucketSize);
        double scale = buckets / (largest - least);
        if (largest == least)
        {
            return;
        }

        if (!double.IsFinite(scale) || !double.IsFinite(largest - least))
        {
            Array.Sort(keys, items);
            return;
        }

        int[] of = new int[keys.Length], ends = new int[buckets + 1];
        for (int i = 0; i < keys.Length; i++)
        {
            of[i] = Math.Min(buckets - 1, (int)((keys[i] - least) * scale));
            ends[of[i] + 1]++;
        }

        for (int b = 0; b < buckets; b++)
        {
            ends[b + 1] += ends[b];
        }

        double[] sortedKeys = new double[keys.Length];
        int[] sortedItems = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            int place = ends[of[i]]++;
            (sortedKeys[place], sortedItems[place]) = (keys[i], items[i]);
        }

        for (int b = 0, start = 0; b < buckets; start = ends[b], b++)
        {
            SortBucket(sortedKeys.AsSpan(start, ends[b] - start), sortedItems.AsSpan(start, ends[b] - start));
        }

        sortedKeys.CopyTo(keys, 0);
        sortedItems.CopyTo(items, 0);
    }

    private static void SortBucket(Span<double> keys, Span<int> items)
    {
        if (keys.Length > Short)
        {
            keys.Sort(items);
            return;
        }

        for (int i = 1; i < keys.Length; i++)
        {
            (double key, int item) = (keys[i], items[i]);
            int j = i - 1;
            for (; j >= 0 && keys[j] > key; j--)
            {
                (keys[j + 1], items[j + 1]) = (keys[j], items[j]);
            }

            (keys[j + 1], items[j + 1]) = (key, item);
        }
    }

    private static double MedianOfThree(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
