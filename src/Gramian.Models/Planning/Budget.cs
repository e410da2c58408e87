using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Models.Planning;

/// <summary>Represents what a fit may use. Immutable.</summary>
public sealed record Budget
{
    /// <summary>The most memory, in bytes; by default what the runtime says is available to this process.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long MemoryBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MemoryBytes));
            field = value;
        }
    } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The longest predicted time of a fit, in seconds; no limit by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public double Seconds
    {
        get;
        init => field = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Seconds), value, string.Create(
                CultureInfo.InvariantCulture, $"'Seconds' must be positive, but it was {value}."));
    } = double.PositiveInfinity;

    /// <summary>The budget of compute options: their memory limit when there is one.</summary>
    /// <param name="options">The options, or null for the default.</param>
    public static Budget Of(ComputeOptions? options) =>
        options?.MemoryLimit is { } limit ? new Budget { MemoryBytes = limit } : new Budget();
}
