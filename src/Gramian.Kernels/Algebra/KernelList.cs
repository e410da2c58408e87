using System.Collections;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents the parts of a sum or a product; compared by value.</summary>
public sealed class KernelList : IReadOnlyList<Kernel>, IEquatable<KernelList>
{
    private readonly Kernel[] kernels;

    /// <summary>Makes a list, copied.</summary>
    /// <param name="kernels">The kernels, at least 2.</param>
    /// <exception cref="ArgumentException">There are fewer than 2, or one is null.</exception>
    public KernelList(params ReadOnlySpan<Kernel> kernels)
    {
        if (kernels.Length < 2)
        {
            throw new ArgumentException($"There must be at least 2 kernels, but there were {kernels.Length}.");
        }

        foreach (Kernel kernel in kernels)
        {
            ArgumentNullException.ThrowIfNull(kernel, nameof(kernels));
        }

        this.kernels = kernels.ToArray();
    }

    /// <inheritdoc/>
    public int Count => kernels.Length;

    /// <inheritdoc/>
    public Kernel this[int index] => kernels[index];

    /// <inheritdoc/>
    public bool Equals(KernelList? other) => other is not null && kernels.AsSpan().SequenceEqual(other.kernels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KernelList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (Kernel kernel in kernels)
        {
            hash.Add(kernel);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<Kernel> GetEnumerator() => ((IEnumerable<Kernel>)kernels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => kernels.GetEnumerator();

    internal KernelList Select(Func<Kernel, Kernel> change) => new(Array.ConvertAll(kernels, k => change(k)));
}
