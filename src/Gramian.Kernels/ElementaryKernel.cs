using Gramian.Kernels.Text;

namespace Gramian.Kernels;

/// <summary>Represents a kernel that is not made of others: a name and some parameters.</summary>
/// <param name="Variance">σ², the factor in front, in the squared units of the outputs; positive and finite.</param>
public abstract record ElementaryKernel(double Variance) : Kernel
{
    /// <summary>σ², the factor in front, in the squared units of the outputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Variance
    {
        get;
        init => field = Numerics.Guard.Positive(value, nameof(Variance));
    }
    = Numerics.Guard.Positive(Variance);

    /// <inheritdoc/>
    public override bool IsResolved => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters
    {
        get
        {
            var result = new List<Hyperparameter>(HyperparameterCount);
            foreach (ParameterDefinition definition in Definitions)
            {
                definition.Describe(this, result);
            }

            for (int i = 0; i < result.Count; i++)
            {
                result[i] = Settings.Apply(result[i]);
            }

            return result;
        }
    }

    /// <summary>Bounds, priors and fixedness that differ from the defaults.</summary>
    internal ParameterSettings Settings { get; init; } = ParameterSettings.Empty;

    /// <summary>The name in the text form.</summary>
    internal abstract string Keyword { get; }

    /// <summary>The parameters, in the order of the hyperparameters; the variance is the last.</summary>
    internal abstract IReadOnlyList<ParameterDefinition> Definitions { get; }

    /// <inheritdoc/>
    protected internal override int HyperparameterCount
    {
        get
        {
            int count = 0;
            foreach (ParameterDefinition definition in Definitions)
            {
                count += definition.FreeCount(this);
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public override Kernel Configure(string path, Func<Hyperparameter, Hyperparameter> change)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(change);
        return this with { Settings = Settings.Change(Hyperparameters, path, change) };
    }

    /// <inheritdoc/>
    public override Kernel Resolve(int dimension, double initialLengthscale = 1)
    {
        CheckDimension(dimension);
        return this;
    }

    /// <inheritdoc/>
    protected internal override void CheckDimension(int dimension)
    {
    }

    /// <inheritdoc/>
    protected internal override Kernel WithValuesCore(ReadOnlySpan<double> values)
    {
        ElementaryKernel result = this;
        foreach (ParameterDefinition definition in Definitions)
        {
            int count = definition.FreeCount(this);
            if (count > 0)
            {
                result = definition.WithValues(result, values[..count]);
                values = values[count..];
            }
        }

        return result;
    }

    /// <inheritdoc/>
    protected internal override Kernel Scale(double factor) => this with { Variance = factor * Variance };

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var arguments = new List<string>();
        foreach (ParameterDefinition definition in Definitions)
        {
            if (definition.Text(this) is { } text && definition.Name != ParameterDefinition.VarianceName)
            {
                arguments.Add($"{definition.Name}={text}");
            }
        }

        writer.WriteCall(Variance, Keyword, arguments);
    }
}
