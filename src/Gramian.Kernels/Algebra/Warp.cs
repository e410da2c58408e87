namespace Gramian.Kernels.Algebra;

/// <summary>A function of one coordinate that a kernel may see through; each is one-to-one on its domain.</summary>
public enum Warp
{
    /// <summary>ln x, for x &gt; 0.</summary>
    Log,

    /// <summary>ln(1 + x), for x &gt; −1.</summary>
    Log1p,

    /// <summary>√x, for x ≥ 0.</summary>
    Sqrt,

    /// <summary>ln(x + √(x² + 1)), for every x: like a logarithm on both sides of 0.</summary>
    Asinh,

    /// <summary>ln(x / (1 − x)), for 0 &lt; x &lt; 1.</summary>
    Logit,

    /// <summary>tanh x, for every x.</summary>
    Tanh,
}
