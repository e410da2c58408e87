namespace Gramian.Kernels.Text;

/// <summary>How strongly a piece of text holds together, from the weakest.</summary>
public enum Binding
{
    /// <summary>a + b.</summary>
    Sum,

    /// <summary>a * b.</summary>
    Product,

    /// <summary>A name with arguments, or parentheses, and what stands behind them.</summary>
    Primary,
}
