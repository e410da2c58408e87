using System.Globalization;

namespace Gramian.Kernels.Text;

internal sealed class LengthscaleParameter<TKernel>(
    string name, Func<TKernel, Lengthscales> read, Func<TKernel, Lengthscales, TKernel> write)
    : ParameterDefinition(name)
    where TKernel : ElementaryKernel
{
    private static readonly Lengthscales Default = 1.0;

    public override int FreeCount(ElementaryKernel kernel) => read((TKernel)kernel).Count;

    public override void Describe(ElementaryKernel kernel, List<Hyperparameter> destination)
    {
        Lengthscales lengthscales = read((TKernel)kernel);
        for (int i = 0; i < lengthscales.Count; i++)
        {
            string path = lengthscales.IsArd
                ? string.Create(CultureInfo.InvariantCulture, $"{Name}[{i}]")
                : Name;
            destination.Add(new Hyperparameter(
                path, lengthscales.Values[i], ParameterTransform.Log, DefaultLower, DefaultUpper));
        }
    }

    public override ElementaryKernel WithValues(ElementaryKernel kernel, ReadOnlySpan<double> values) =>
        write((TKernel)kernel, read((TKernel)kernel).Replace(values));

    public override string? Text(ElementaryKernel kernel)
    {
        Lengthscales lengthscales = read((TKernel)kernel);
        return lengthscales.Equals(Default) ? null : lengthscales.ToString();
    }

    public override ElementaryKernel WithArgument(ElementaryKernel kernel, ArgumentText argument) =>
        write((TKernel)kernel, argument.Lengthscales);
}
