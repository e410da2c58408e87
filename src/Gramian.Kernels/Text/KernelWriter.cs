using System.Text;

namespace Gramian.Kernels.Text;

/// <summary>Writes the text form of kernels, with no more parentheses than it takes to read it back.</summary>
public sealed class KernelWriter
{
    private readonly StringBuilder text = new();
    private Binding required = Binding.Sum;
    private bool isFirst = true;

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Writes a name with arguments, and a factor before it unless it is 1.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="name">The name.</param>
    /// <param name="arguments">The arguments, each as name=value.</param>
    public void WriteCall(double factor, string name, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        string call = arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments)})";
        bool hasFactor = factor != 1;
        bool open = hasFactor && (required > Binding.Product || (required == Binding.Product && !isFirst));
        text.Append(open ? "(" : "");
        if (hasFactor)
        {
            text.Append(Lengthscales.Format(factor)).Append(" * ");
        }

        text.Append(call).Append(open ? ")" : "");
    }

    /// <summary>Writes kernels with an operation between them.</summary>
    /// <param name="parts">The kernels.</param>
    /// <param name="operation">The operation, with the blanks around it.</param>
    /// <param name="binding">How strongly the operation binds.</param>
    public void WriteChain(IReadOnlyList<Kernel> parts, string operation, Binding binding)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Enclosed(binding, () =>
        {
            for (int i = 0; i < parts.Count; i++)
            {
                text.Append(i == 0 ? "" : operation);
                Within(parts[i], NeedsParentheses(parts[i], binding) ? Binding.Primary : binding, i == 0);
            }
        });
    }

    /// <summary>Writes a kernel and what stands behind it.</summary>
    /// <param name="inner">The kernel.</param>
    /// <param name="postfix">What stands behind it, such as ".on(0)".</param>
    public void WritePostfix(Kernel inner, string postfix)
    {
        Within(inner, Binding.Primary, first: true);
        text.Append(postfix);
    }

    /// <summary>Writes a factor and a kernel, in parentheses: the factor is not its variance.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="inner">The kernel.</param>
    public void WriteScaled(double factor, Kernel inner)
    {
        bool open = required > Binding.Product || (required == Binding.Product && !isFirst);
        text.Append(open ? "(" : "").Append(Lengthscales.Format(factor)).Append(" * (");
        Within(inner, Binding.Sum, first: true);
        text.Append(')').Append(open ? ")" : "");
    }

    // A sum within a sum, or a product within a product, was nested on purpose.
    private static bool NeedsParentheses(Kernel part, Binding binding) =>
        (binding == Binding.Sum && part is Algebra.Sum) || (binding == Binding.Product && part is Algebra.Product);

    private void Enclosed(Binding own, Action write)
    {
        bool open = own < required;
        text.Append(open ? "(" : "");
        write();
        text.Append(open ? ")" : "");
    }

    private void Within(Kernel kernel, Binding binding, bool first)
    {
        (Binding outer, bool outerFirst) = (required, isFirst);
        (required, isFirst) = (binding, first);
        kernel.WriteTo(this);
        (required, isFirst) = (outer, outerFirst);
    }
}
