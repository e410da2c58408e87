using Gramian.Kernels;
using Gramian.Kernels.Algebra;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>Represents a kernel as LIBSVM knows it: one of four forms and three numbers.</summary>
/// <param name="Form">0 x·x′, 1 (γ x·x′ + c)ᵖ, 2 exp(−γ‖x − x′‖²), 3 tanh(γ x·x′ + c).</param>
/// <param name="Degree">p.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Offset">c.</param>
public readonly record struct LibsvmKernel(int Form, int Degree, double Gamma, double Offset)
{
    /// <summary>The form x·x′.</summary>
    public const int LinearForm = 0;

    /// <summary>The form (γ x·x′ + c)ᵖ.</summary>
    public const int PolynomialForm = 1;

    /// <summary>The form exp(−γ‖x − x′‖²).</summary>
    public const int GaussianForm = 2;

    /// <summary>The form tanh(γ x·x′ + c).</summary>
    public const int SigmoidForm = 3;

    /// <summary>The names in model files, by form.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["linear", "polynomial", "rbf", "sigmoid"];

    /// <summary>Makes the kernel.</summary>
    /// <exception cref="ArgumentException">
    /// γ is not positive, the degree is not in 1 … 64, or a polynomial has a negative offset.
    /// </exception>
    public Kernel ToKernel() => Form switch
    {
        LinearForm => new Linear(),
        PolynomialForm when Offset == 0 => Degree == 1 ? new Linear(Gamma) : new Linear(Gamma).Pow(Degree),
        PolynomialForm => Polynomial.FromGamma(Gamma, Offset, Degree),
        GaussianForm => Rbf.FromGamma(Gamma),
        SigmoidForm => new Sigmoid(Gamma, Offset),
        _ => throw new ArgumentException(FormattableString.Invariant(
            $"The form of the kernel must be 0 to 3, but it was {Form}.")),
    };

    /// <summary>Finds the form of a kernel, up to a factor that the coefficients can take.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="factor">Receives the factor: k is the factor times the form.</param>
    /// <exception cref="ArgumentException">LIBSVM does not have the kernel.</exception>
    public static LibsvmKernel From(Kernel kernel, out double factor)
    {
        factor = 1;
        switch (kernel)
        {
            case Linear linear:
                factor = linear.Variance;
                return new LibsvmKernel(LinearForm, 0, 0, 0);
            case Power { Inner: Linear inner } power:
                return new LibsvmKernel(PolynomialForm, power.Exponent, inner.Variance, 0);
            case Polynomial polynomial:
                double gamma = Math.Pow(polynomial.Variance, 1.0 / polynomial.Degree);
                return new LibsvmKernel(PolynomialForm, polynomial.Degree, gamma, gamma * polynomial.Offset);
            case Rbf { Lengthscale.Count: 1, Lengthscale.IsArd: false } rbf:
                factor = rbf.Variance;
                double lengthscale = rbf.Lengthscale.Values[0];
                return new LibsvmKernel(GaussianForm, 0, 1 / (2 * lengthscale * lengthscale), 0);
            case Sigmoid sigmoid:
                factor = sigmoid.Variance;
                return new LibsvmKernel(SigmoidForm, 0, sigmoid.Slope, sigmoid.Offset);
            default:
                throw new ArgumentException(
                    $"LIBSVM has no kernel '{kernel}': it knows linear, polynomial, rbf with one lengthscale, and "
                    + "sigmoid.", nameof(kernel));
        }
    }
}
