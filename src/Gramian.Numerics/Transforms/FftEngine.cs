namespace Gramian.Numerics.Transforms;

// Transforms of one length, forward, of columns side by side: element j of column c is at j · columns + c.
internal abstract unsafe class FftEngine<T>
    where T : unmanaged
{
    protected const int LargestRadix = 31;

    /// <summary>The engine for a length: mixed radix where its primes are small, else by a convolution.</summary>
    public static FftEngine<T> For(int length, int bits)
    {
        int[]? radices = Radices(length);
        return radices is null
            ? new BluesteinEngine<T>(length, bits)
            : new StockhamEngine<T>(length, radices, bits);
    }

    /// <summary>
    /// Transforms from s to d, which are the same memory or apart, and multiplies the outputs by a scale.
    /// </summary>
    public abstract void Run(T* sr, T* si, T* dr, T* di, nint columns, T scale);

    /// <summary>The radices in the order of the stages, or null when a prime factor is too large.</summary>
    public static int[]? Radices(int length)
    {
        var odd = new List<int>();
        int rest = length, twos = 0;
        for (; rest % 2 == 0; rest /= 2)
        {
            twos++;
        }

        for (int prime = 3; prime <= LargestRadix; prime += 2)
        {
            for (; rest % prime == 0; rest /= prime)
            {
                odd.Add(prime);
            }
        }

        if (rest > 1)
        {
            return null;
        }

        // Eights first: later stages then have whole lanes of columns. Two fours beat an eight and a two.
        var radices = new List<int>();
        int fours = (twos % 3) switch { 1 when twos >= 4 => 2, 2 => 1, _ => 0 };
        radices.AddRange(Enumerable.Repeat(8, (twos - (2 * fours)) / 3));
        radices.AddRange(Enumerable.Repeat(4, fours));
        odd.Reverse();
        radices.AddRange(odd);
        if (twos == 1)
        {
            radices.Add(2);
        }

        return [.. radices];
    }

    /// <summary>The least length of at least a number that has no prime factor but 2, 3 and 5.</summary>
    public static int SmoothAtLeast(long least)
    {
        long best = long.MaxValue;
        for (long fives = 1; fives < 2 * least; fives *= 5)
        {
            for (long threes = fives; threes < 2 * least; threes *= 3)
            {
                long number = threes;
                while (number < least)
                {
                    number *= 2;
                }

                best = Math.Min(best, number);
            }
        }

        return checked((int)best);
    }
}
