using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers.QuadraticProgrammes;

/// <summary>
/// Represents min ½ Σᵤᵥ yᵤyᵥαᵤαᵥK + Σᵥ pᵥαᵥ over 0 ≤ αᵥ ≤ cᵥ, with Σ yᵥαᵥ held at its value at the start.
/// </summary>
/// <remarks>
/// There are m = n or m = 2n variables for the n rows of K: variable v belongs to row v mod n. With
/// <see cref="HoldsBothSums"/> the sums over the variables of either sign are held apart. Immutable.
/// </remarks>
[Paper("fan2005working")]
public sealed class PairedProgramme
{
    /// <summary>States a programme; the arrays are borrowed and must not change any more.</summary>
    /// <param name="rows">K, [n, n].</param>
    /// <param name="signs">y, each 1 or −1, [m].</param>
    /// <param name="slopes">p, finite, [m].</param>
    /// <param name="bounds">c, zero or positive, [m].</param>
    /// <param name="start">A feasible α, [m]; null for zeros.</param>
    /// <exception cref="ArgumentException">
    /// A length is neither n nor 2n, a sign is not 1 or −1, a number is not finite, or the start is not feasible.
    /// </exception>
    public PairedProgramme(
        ISymmetricRows rows, double[] signs, double[] slopes, double[] bounds, double[]? start = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(signs);
        ArgumentNullException.ThrowIfNull(slopes);
        ArgumentNullException.ThrowIfNull(bounds);
        if (rows.Count == 0 || (signs.Length != rows.Count && signs.Length != 2L * rows.Count))
        {
            throw new ArgumentException(
                $"There must be {rows.Count} or {2L * rows.Count} variables, at least 1, but there were "
                + $"{signs.Length}.", nameof(signs));
        }

        start ??= new double[signs.Length];
        Guard.Length(slopes.Length, signs.Length, nameof(slopes));
        Guard.Length(bounds.Length, signs.Length, nameof(bounds));
        Guard.Length(start.Length, signs.Length, nameof(start));
        Guard.AllFinite<double>(slopes, nameof(slopes));
        Guard.AllFinite<double>(bounds, nameof(bounds));
        for (int v = 0; v < signs.Length; v++)
        {
            if (Math.Abs(signs[v]) != 1)
            {
                throw Wrong(nameof(signs), v, signs[v], "must be 1 or -1");
            }

            if (bounds[v] < 0)
            {
                throw Wrong(nameof(bounds), v, bounds[v], "must be zero or positive");
            }

            if (!(start[v] >= 0 && start[v] <= bounds[v]))
            {
                throw Wrong(nameof(start), v, start[v], string.Create(
                    CultureInfo.InvariantCulture, $"must be in the range [0, {bounds[v]}]"));
            }
        }

        (Rows, Signs, Slopes, Bounds, Start) = (rows, signs, slopes, bounds, start);
    }

    /// <summary>Whether Σα over the variables of either sign is held; false by default.</summary>
    public bool HoldsBothSums { get; init; }

    /// <summary>K.</summary>
    public ISymmetricRows Rows { get; }

    /// <summary>The number of variables, m.</summary>
    public int Count => Signs.Length;

    internal double[] Signs { get; }

    internal double[] Slopes { get; }

    internal double[] Bounds { get; }

    internal double[] Start { get; }

    private static ArgumentException Wrong(string name, int index, double value, string requirement) =>
        new(string.Create(
            CultureInfo.InvariantCulture, $"Element {index} of '{name}' {requirement}, but it was {value}."), name);
}
