namespace Gramian.Kernels.Text;

internal sealed class ScalarParameter<TKernel>(
    string name, double defaultValue, Func<TKernel, double> read, Func<TKernel, double, TKernel> write)
    : ParameterDefinition(name)
    where TKernel : ElementaryKernel
{
    /// <summary>Whether it is a hyperparameter; otherwise it is part of what the kernel is, such as a degree.</summary>
    public bool IsFree { get; init; } = true;

    public double Lower { get; init; } = DefaultLower;

    public double Upper { get; init; } = DefaultUpper;

    public override int FreeCount(ElementaryKernel kernel) => IsFree ? 1 : 0;

    public override void Describe(ElementaryKernel kernel, List<Hyperparameter> destination)
    {
        if (IsFree)
        {
            destination.Add(new Hyperparameter(
                Name, read((TKernel)kernel), ParameterTransform.Log, Lower, Upper));
        }
    }

    public override ElementaryKernel WithValues(ElementaryKernel kernel, ReadOnlySpan<double> values) =>
        write((TKernel)kernel, values[0]);

    public override string? Text(ElementaryKernel kernel)
    {
        double value = read((TKernel)kernel);
        return value == defaultValue ? null : Lengthscales.Format(value);
    }

    public override ElementaryKernel WithArgument(ElementaryKernel kernel, ArgumentText argument) =>
        write((TKernel)kernel, argument.Number);
}
