namespace Gramian.Kernels.Text;

// One parameter of an elementary kernel: from it follow the hyperparameters, other values, and the text both ways.
internal abstract class ParameterDefinition(string name)
{
    public const string VarianceName = "variance";
    public const double DefaultLower = 1e-5;
    public const double DefaultUpper = 1e5;

    public static ParameterDefinition Variance { get; } = new ScalarParameter<ElementaryKernel>(
        VarianceName, 1, static kernel => kernel.Variance, static (kernel, value) => kernel with { Variance = value });

    public string Name { get; } = name;

    /// <summary>How many numbers of it can be fitted.</summary>
    public abstract int FreeCount(ElementaryKernel kernel);

    public abstract void Describe(ElementaryKernel kernel, List<Hyperparameter> destination);

    public abstract ElementaryKernel WithValues(ElementaryKernel kernel, ReadOnlySpan<double> values);

    /// <summary>The value as text; null when it is the default.</summary>
    public abstract string? Text(ElementaryKernel kernel);

    /// <summary>The kernel with the value of an argument; the exception of the kernel when it is refused.</summary>
    public abstract ElementaryKernel WithArgument(ElementaryKernel kernel, ArgumentText argument);
}
