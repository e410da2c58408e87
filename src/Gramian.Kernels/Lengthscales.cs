using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Kernels;

/// <summary>Represents the lengthscales of a kernel: one for all coordinates, or one for each (ARD).</summary>
/// <remarks>
/// ℓ is in the units of the inputs. <see cref="Ard"/> asks for one per coordinate before their number is known;
/// <see cref="Kernel.Resolve"/> turns it into numbers. Immutable; equal when the numbers are.
/// </remarks>
public sealed class Lengthscales : IEquatable<Lengthscales>
{
    private readonly double[] values;

    private Lengthscales(double[] values, bool isArd) => (this.values, IsArd) = (values, isArd);

    /// <summary>One lengthscale for each coordinate, not yet numbers.</summary>
    public static Lengthscales Ard { get; } = new([], isArd: true);

    /// <summary>Whether each coordinate has its own lengthscale.</summary>
    public bool IsArd { get; }

    /// <summary>Whether the numbers are known.</summary>
    public bool IsResolved => values.Length > 0;

    /// <summary>The number of numbers: 1 when shared, d when resolved by coordinate, 0 before.</summary>
    public int Count => values.Length;

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>One lengthscale for all coordinates.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive and finite.</exception>
    public static implicit operator Lengthscales(double lengthscale) =>
        new([Guard.Positive(lengthscale)], isArd: false);

    /// <summary>One lengthscale for each coordinate, copied.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive and finite.</exception>
    public static implicit operator Lengthscales(double[] lengthscales) => PerCoordinate(lengthscales);

    /// <summary>One lengthscale for each coordinate, copied.</summary>
    /// <param name="lengthscales">The lengthscales, [d], in the units of the inputs.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive and finite.</exception>
    public static Lengthscales PerCoordinate(ReadOnlySpan<double> lengthscales)
    {
        if (lengthscales.Length == 0)
        {
            throw new ArgumentException("There must be at least 1 lengthscale.", nameof(lengthscales));
        }

        for (int i = 0; i < lengthscales.Length; i++)
        {
            Guard.Positive(lengthscales[i], $"lengthscales[{i}]");
        }

        return new Lengthscales(lengthscales.ToArray(), isArd: true);
    }

    /// <summary>Whether the numbers are equal.</summary>
    public bool Equals(Lengthscales? other) =>
        other is not null && IsArd == other.IsArd && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Lengthscales);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (double value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The text of a kernel expression: a number, [numbers] or ard.</summary>
    public override string ToString() =>
        !IsResolved ? "ard"
        : IsArd ? "[" + string.Join(", ", values.Select(Format)) + "]"
        : Format(values[0]);

    internal Lengthscales Resolve(int dimension, double initial)
    {
        if (IsResolved)
        {
            CheckDimension(dimension);
            return this;
        }

        double[] resolved = new double[dimension];
        Array.Fill(resolved, initial);
        return PerCoordinate(resolved);
    }

    internal void CheckDimension(int dimension)
    {
        if (!IsResolved)
        {
            throw new InvalidOperationException(
                "The kernel has lengthscale=ard, which has no numbers yet; "
                + "call Resolve with the number of coordinates.");
        }

        if (IsArd && Count != dimension)
        {
            throw new ArgumentException(
                $"The kernel has {Count} lengthscales, "
                + $"so points must have {Count} coordinates, but they have {dimension}.");
        }
    }

    internal Lengthscales Replace(ReadOnlySpan<double> newValues) =>
        IsArd ? PerCoordinate(newValues) : newValues[0];

    // What each coordinate is multiplied by, [d].
    internal double[] Reciprocals(int dimension)
    {
        CheckDimension(dimension);
        double[] factors = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            factors[k] = Reciprocal(k);
        }

        return factors;
    }

    internal double Reciprocal(int coordinate) => 1 / (IsArd ? values[coordinate] : values[0]);

    internal static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
