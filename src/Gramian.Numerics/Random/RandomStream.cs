using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Random;

/// <summary>Represents a stream of random numbers that is a function of (seed, task, index) alone.</summary>
/// <remarks>
/// The numbers are Philox 2×64-10 of a counter, so any element can be had directly with <see cref="At"/>, streams of
/// different tasks are independent, and the same numbers come on every platform. A stream has a place and is
/// for one thread at a time; give each piece of work its own <see cref="Substream"/>.
/// </remarks>
[Paper("salmon2011parallel")]
public sealed partial class RandomStream
{
    private readonly ulong seed;
    private readonly ulong task;
    private ulong index;
    private ulong waiting;
    private double spareNormal = double.NaN;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The seed: any number.</param>
    /// <param name="task">The number of the piece of work.</param>
    public RandomStream(ulong seed, ulong task = 0)
    {
        this.seed = seed;
        this.task = task;
    }

    /// <summary>Makes an independent stream for a piece of work; it does not depend on the place in this one.</summary>
    public RandomStream Substream(ulong task)
    {
        (ulong childSeed, ulong childTask) = Philox.Block(~seed, this.task, task);
        return new RandomStream(childSeed, childTask);
    }

    /// <summary>The 64 random bits of an index, wherever the stream is; NextUInt64 gives At(0), At(1), …</summary>
    public ulong At(ulong index)
    {
        (ulong first, ulong second) = Philox.Block(seed, index >> 1, task);
        return (index & 1) == 0 ? first : second;
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        if ((index & 1) != 0)
        {
            index++;
            return waiting;
        }

        (ulong first, waiting) = Philox.Block(seed, index >> 1, task);
        index++;
        return first;
    }

    /// <summary>A number uniform in [0, 1): a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A standard normal number, by the method of Box and Muller.</summary>
    public double NextNormal()
    {
        double result = spareNormal;
        if (!double.IsNaN(result))
        {
            spareNormal = double.NaN;
            return result;
        }

        ScalarDouble radius = ScalarDouble.Sqrt(-2.0 * ScalarDouble.Log(NextPositive()));
        ScalarDouble angle = 2 * Math.PI * NextDouble();
        spareNormal = (radius * ScalarDouble.Sin(angle)).Value;
        return (radius * ScalarDouble.Cos(angle)).Value;
    }

    /// <summary>An integer uniform in [0, exclusiveMaximum), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is less than 1.</exception>
    public int NextInt(int exclusiveMaximum) => (int)NextInt64(Guard.AtLeast(exclusiveMaximum, 1));

    /// <summary>An integer uniform in [0, exclusiveMaximum), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is less than 1.</exception>
    public long NextInt64(long exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        ulong range = (ulong)exclusiveMaximum;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0 - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (long)high;
    }

    /// <summary>A random order of 0 … count − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>Puts the elements into a random order; every order is equally likely.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int other = NextInt(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    /// <summary>Fills a span with standard normal numbers, those that NextNormal would give.</summary>
    public void FillNormal(Span<double> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = NextNormal();
        }
    }

    /// <summary>Fills a span with numbers uniform in [0, 1), those that NextDouble would give.</summary>
    public void FillUniform(Span<double> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = NextDouble();
        }
    }

    // Uniform in (0, 1], so that its logarithm is finite.
    private double NextPositive() => ((NextUInt64() >> 11) + 1) * (1.0 / (1L << 53));
}
