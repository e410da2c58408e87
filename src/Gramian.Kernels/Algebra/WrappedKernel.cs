namespace Gramian.Kernels.Algebra;

/// <summary>Represents a kernel made of one other by an operation without numbers of its own.</summary>
/// <param name="Inner">The kernel within; its hyperparameters are those of the whole.</param>
public abstract record WrappedKernel(Kernel Inner) : Kernel
{
    /// <summary>The kernel within.</summary>
    public Kernel Inner { get; init => field = NotNull(value); } = NotNull(Inner);

    /// <inheritdoc/>
    public sealed override bool IsResolved => Inner.IsResolved;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Hyperparameter> Hyperparameters => Inner.Hyperparameters;

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => Inner.KinkedPart;

    /// <inheritdoc/>
    protected internal sealed override Kernel? IndefinitePart => Inner.IndefinitePart;

    /// <inheritdoc/>
    protected internal sealed override int HyperparameterCount => Inner.HyperparameterCount;

    /// <inheritdoc/>
    public sealed override Kernel Configure(string path, Func<Hyperparameter, Hyperparameter> change) =>
        this with { Inner = Inner.Configure(path, change) };

    /// <inheritdoc/>
    public override Kernel Resolve(int dimension, double initialLengthscale = 1) =>
        this with { Inner = Inner.Resolve(dimension, initialLengthscale) };

    /// <inheritdoc/>
    protected internal override void CheckDimension(int dimension) => Inner.CheckDimension(dimension);

    /// <inheritdoc/>
    protected internal sealed override Kernel WithValuesCore(ReadOnlySpan<double> values) =>
        this with { Inner = Inner.WithValuesCore(values) };

    private static Kernel NotNull(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel;
    }
}
