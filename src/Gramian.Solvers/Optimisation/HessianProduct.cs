namespace Gramian.Solvers.Optimisation;

/// <summary>Evaluates the product of the Hessian of a function with a vector, H(x) v.</summary>
/// <param name="point">x, [n].</param>
/// <param name="vector">v, [n].</param>
/// <param name="product">Receives H(x) v, [n].</param>
public delegate void HessianProduct(ReadOnlySpan<double> point, ReadOnlySpan<double> vector, Span<double> product);
