namespace Gramian.Numerics.Random;

/// <summary>Philox 2×64 with ten rounds: a keyed bijection of 128 bits that makes random bits of a counter.</summary>
[Paper("salmon2011parallel")]
internal static class Philox
{
    public static (ulong First, ulong Second) Block(ulong key, ulong counterLow, ulong counterHigh)
    {
        unchecked
        {
            for (int round = 0; round < 10; round++)
            {
                ulong high = Math.BigMul(counterLow, 0xD2B74407B1CE6E93, out ulong low);
                counterLow = high ^ key ^ counterHigh;
                counterHigh = low;
                key += 0x9E3779B97F4A7C15;
            }
        }

        return (counterLow, counterHigh);
    }
}
