using System.Numerics;

namespace Gramian.Numerics.Dense;

// Which of the ascending eigenvalues are wanted: a range of indices, or those in a closed interval. Values are divided
// by 2 to the power "exponent", the bounds are not: they may be far outside of the range of what is representable.
internal readonly struct EigenSelection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool byValue;
    private readonly int first;
    private readonly int count;
    private readonly T lower;
    private readonly T upper;

    private EigenSelection(int first, int count) => (this.first, this.count) = (first, count);

    private EigenSelection(T lower, T upper) => (byValue, this.lower, this.upper) = (true, lower, upper);

    public static EigenSelection<T> All(int size) => new(0, size);

    public static EigenSelection<T> Indices(Range indices, int size, string name)
    {
        int start = indices.Start.GetOffset(size), end = indices.End.GetOffset(size);
        if (start < 0 || end < start || end > size)
        {
            throw new ArgumentOutOfRangeException(
                name, $"The range {indices} must lie inside the indices 0..{size} of the eigenvalues.");
        }

        return new EigenSelection<T>(start, end - start);
    }

    public static EigenSelection<T> Interval(T lower, T upper) => lower <= upper
        ? new EigenSelection<T>(lower, upper)
        : throw new ArgumentException(
            FormattableString.Invariant(
                $"The interval must have a lower end that is at most its upper end, but it was [{lower}, {upper}]."),
            nameof(upper));

    /// <summary>The first wanted index and the number of wanted values.</summary>
    public (int First, int Count) Find(ReadOnlySpan<T> ascending, int exponent)
    {
        if (!byValue)
        {
            return (first, count);
        }

        int from = 0, end = ascending.Length;
        while (from < end && T.ScaleB(ascending[from], exponent) < lower)
        {
            from++;
        }

        while (end > from && T.ScaleB(ascending[end - 1], exponent) > upper)
        {
            end--;
        }

        return (from, end - from);
    }
}
