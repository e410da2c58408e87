using System.Globalization;

namespace Gramian.Kernels.Algebra;

/// <summary>
/// Represents a kernel made of several: the hyperparameters are theirs, with the number of the part in front.
/// </summary>
/// <param name="Parts">The parts, at least 2.</param>
public abstract record CompositeKernel(KernelList Parts) : Kernel
{
    /// <summary>The parts, at least 2.</summary>
    public KernelList Parts { get; init => field = NotNull(value); } = NotNull(Parts);

    /// <inheritdoc/>
    public sealed override bool IsResolved => Parts.All(part => part.IsResolved);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Hyperparameter> Hyperparameters
    {
        get
        {
            var result = new List<Hyperparameter>();
            for (int i = 0; i < Parts.Count; i++)
            {
                foreach (Hyperparameter own in Parts[i].Hyperparameters)
                {
                    string path = string.Create(CultureInfo.InvariantCulture, $"{i}.{own.Name}");
                    result.Add(DescribePart(i, own) with { Name = path });
                }
            }

            return result;
        }
    }

    /// <inheritdoc/>
    protected internal sealed override Kernel? KinkedPart =>
        Parts.Select<Kernel, Kernel?>(part => part.KinkedPart).FirstOrDefault(part => part is not null);

    /// <inheritdoc/>
    protected internal sealed override Kernel? IndefinitePart =>
        Parts.Select<Kernel, Kernel?>(part => part.IndefinitePart).FirstOrDefault(part => part is not null);

    /// <inheritdoc/>
    protected internal sealed override int HyperparameterCount => Parts.Sum(part => part.HyperparameterCount);

    /// <inheritdoc/>
    public sealed override Kernel Configure(string path, Func<Hyperparameter, Hyperparameter> change)
    {
        ArgumentNullException.ThrowIfNull(path);
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !int.TryParse(path.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture,
            out int index)
            || index >= Parts.Count)
        {
            throw new ArgumentException(
                $"A path must begin with the number of a part, from 0 to {Parts.Count - 1}, and a point, "
                + $"but it was '{path}'.", nameof(path));
        }

        int number = 0;
        return this with
        {
            Parts = Parts.Select(part =>
                number++ == index ? PathPrefix.Configure(part, path, dot + 1, change) : part),
        };
    }

    /// <inheritdoc/>
    public sealed override Kernel Resolve(int dimension, double initialLengthscale = 1) =>
        this with { Parts = Parts.Select(part => part.Resolve(dimension, initialLengthscale)) };

    /// <summary>What the whole changes about a hyperparameter of a part.</summary>
    private protected virtual Hyperparameter DescribePart(int part, Hyperparameter own) => own;

    /// <inheritdoc/>
    protected internal sealed override void CheckDimension(int dimension)
    {
        foreach (Kernel part in Parts)
        {
            part.CheckDimension(dimension);
        }
    }

    /// <inheritdoc/>
    protected internal sealed override Kernel WithValuesCore(ReadOnlySpan<double> values)
    {
        var changed = new Kernel[Parts.Count];
        for (int i = 0; i < changed.Length; i++)
        {
            int count = Parts[i].HyperparameterCount;
            changed[i] = Parts[i].WithValuesCore(values[..count]);
            values = values[count..];
        }

        return this with { Parts = new KernelList(changed) };
    }

    private static KernelList NotNull(KernelList parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts;
    }
}
