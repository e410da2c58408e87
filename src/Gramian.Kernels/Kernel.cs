using Gramian.Kernels.Algebra;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;

namespace Gramian.Kernels;

/// <summary>Represents a positive semidefinite kernel k(x, x′): what is similar, and how much.</summary>
/// <remarks>
/// A kernel is an immutable description, compared by value, with + and * and a text form that
/// <see cref="Parse"/> reads back. It fills tiles of Gram matrices through <see cref="Bind"/>.
/// </remarks>
public abstract record Kernel
{
    /// <summary>The numbers that can be fitted, flat, in a stable order, each with a unique path.</summary>
    public abstract IReadOnlyList<Hyperparameter> Hyperparameters { get; }

    /// <summary>Whether every number is known, that is, no lengthscale is still "ard".</summary>
    public abstract bool IsResolved { get; }

    /// <summary>Whether k(x, x′) has a gradient in x everywhere, also at x = x′.</summary>
    public bool IsDifferentiable => KinkedPart is null;

    /// <summary>Whether k(x, x′) depends on x − x′ alone.</summary>
    public virtual bool IsStationary => false;

    /// <summary>Whether no Gram matrix has a negative eigenvalue; false with a sigmoid part alone.</summary>
    public bool IsPositiveSemidefinite => IndefinitePart is null;

    /// <summary>k₁ + k₂.</summary>
    public static Kernel operator +(Kernel left, Kernel right) => Sum.Of(left, right);

    /// <summary>k₁ · k₂.</summary>
    public static Kernel operator *(Kernel left, Kernel right) => Product.Of(left, right);

    /// <summary>c · k; the factor becomes part of the variance when the kernel has one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive and finite.</exception>
    public static Kernel operator *(double factor, Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.Scale(Guard.Positive(factor));
    }

    /// <summary>Reads the text form, such as <c>0.8 * matern52(lengthscale=ard) + linear + white</c>.</summary>
    /// <param name="text">The text; numbers are written with a point.</param>
    /// <exception cref="FormatException">The text is not a kernel; the message says where and what was
    /// expected.</exception>
    public static Kernel Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return KernelParser.Parse(text);
    }

    /// <summary>Makes the kernel with other numbers.</summary>
    /// <param name="values">The values in natural units, in the order of <see cref="Hyperparameters"/>.</param>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its domain.</exception>
    public Kernel WithValues(ReadOnlySpan<double> values)
    {
        Guard.Length(values.Length, HyperparameterCount, nameof(values));
        return WithValuesCore(values);
    }

    /// <summary>Makes the kernel with other bounds, prior or fixedness of some hyperparameters.</summary>
    /// <param name="path">A name of <see cref="Hyperparameters"/>, or one without its index for all elements.</param>
    /// <param name="change">Makes the new description from the present one; name and value must stay.</param>
    /// <exception cref="ArgumentException">There is no such hyperparameter.</exception>
    public abstract Kernel Configure(string path, Func<Hyperparameter, Hyperparameter> change);

    /// <summary>Makes the kernel for points of a known dimension: every "ard" becomes numbers.</summary>
    /// <param name="dimension">The number of coordinates of the points, at least 1.</param>
    /// <param name="initialLengthscale">What each lengthscale that was "ard" becomes, in the units of the
    /// inputs.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    public abstract Kernel Resolve(int dimension, double initialLengthscale = 1);

    /// <summary>k(x, y). Points with equal coordinates count as one observation.</summary>
    /// <param name="x">The first point, [d].</param>
    /// <param name="y">The second point, [d].</param>
    /// <exception cref="ArgumentException">The lengths differ, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public double Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Guard.Length(y.Length, x.Length, nameof(y));
        CheckDimension(x.Length);
        return EvaluateCore(x, y);
    }

    /// <summary>The kernel on some coordinates only: k(x[columns], x′[columns]).</summary>
    /// <param name="columns">The numbers of the coordinates, from 0, each at most once.</param>
    public Kernel On(params ReadOnlySpan<int> columns) => new OnColumns(this, columns);

    /// <summary>kᵖ.</summary>
    /// <param name="exponent">p, at least 1.</param>
    public Kernel Pow(int exponent) => new Power(this, exponent);

    /// <summary>k(w(x), w(x′)), with one function for every coordinate.</summary>
    /// <param name="warp">The function w.</param>
    public Kernel Warp(Warp warp) => new Warped(this, warp);

    /// <summary>
    /// Takes the white terms of a sum apart: noise that belongs to the recipe and not to the function.
    /// </summary>
    /// <param name="whiteVariance">The sum of their variances; null when there is none.</param>
    /// <returns>The kernel without its top-level white terms.</returns>
    /// <exception cref="InvalidOperationException">Nothing but white is left.</exception>
    public Kernel SplitNoise(out double? whiteVariance) => NoiseSplitter.Split(this, out whiteVariance);

    /// <summary>The spectral density for points of a dimension; null when there is none, or none is known.</summary>
    /// <param name="dimension">The number of coordinates of the points, at least 1.</param>
    /// <exception cref="ArgumentException">The kernel is for points of another dimension.</exception>
    public virtual Spectra.ISpectralDensity? Spectrum(int dimension)
    {
        CheckDimension(Guard.AtLeast(dimension, 1));
        return null;
    }

    /// <summary>The text form, which <see cref="Parse"/> reads back: numbers in full, defaults left out.</summary>
    public sealed override string ToString()
    {
        var writer = new KernelWriter();
        WriteTo(writer);
        return writer.ToString();
    }

    /// <summary>The number of <see cref="Hyperparameters"/>.</summary>
    protected internal abstract int HyperparameterCount { get; }

    /// <summary>
    /// The first part without a gradient in x; null when there is none. By default the kernel itself.
    /// </summary>
    protected internal virtual Kernel? KinkedPart => this;

    /// <summary>An upper bound of |k(x, x′)| for points whose coordinates are at least so far apart.</summary>
    /// <param name="gaps">The least |xⱼ − x′ⱼ|, [d]; the bound never grows with them.</param>
    /// <exception cref="NotSupportedException">The kernel is not stationary.</exception>
    internal virtual double Ceiling(ReadOnlySpan<double> gaps) =>
        throw new NotSupportedException($"The kernel '{this}' has no bound that depends on distances alone.");

    /// <summary>Kernels of one coordinate each whose product this kernel is; null when it is none, or not known
    /// to be.</summary>
    /// <param name="dimension">The number of coordinates, for which the kernel is.</param>
    internal virtual Kernel[]? SeparateFactors(int dimension) => dimension == 1 ? [this] : null;

    /// <summary>What of a pair of points determines its value, beside the coordinates themselves.</summary>
    internal virtual PairQuantities DeterminedBy => PairQuantities.None;

    /// <summary>The first part whose Gram matrices may have negative eigenvalues; null when there is none.</summary>
    protected internal virtual Kernel? IndefinitePart => null;

    /// <summary>Prepares the kernel to fill tiles for pairs of points; takes O((n + m) d) time and memory.</summary>
    /// <param name="pairs">The pairs; the dimension has been checked.</param>
    protected internal abstract BoundKernel Bind(PointPairs pairs);

    /// <summary>
    /// Prepares the kernel to fill tiles of floats; null when it has no formula in single precision.
    /// </summary>
    /// <param name="pairs">The pairs; the dimension has been checked.</param>
    protected internal virtual KernelTiles<float>? BindSingle(PointPairs pairs) => null;

    /// <summary>Refuses points of a dimension that the kernel is not for.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <exception cref="ArgumentException">The kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    protected internal abstract void CheckDimension(int dimension);

    /// <summary>k(x, y); lengths are checked.</summary>
    protected internal abstract double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y);

    /// <summary>k(x, x) of every point.</summary>
    /// <param name="points">The points; the dimension has been checked.</param>
    /// <param name="destination">Receives the diagonal, [n].</param>
    protected internal virtual void FillDiagonalCore(Points points, Span<double> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = EvaluateCore(points.Values.Row(i), points.Values.Row(i));
        }
    }

    /// <summary>gradient[j] += Σ weights[i] ∂k(xᵢ, xᵢ)/∂θⱼ, θ transformed.</summary>
    /// <param name="points">The points; the dimension has been checked.</param>
    /// <param name="weights">The weights, [n].</param>
    /// <param name="gradient">One sum for each hyperparameter.</param>
    protected internal abstract void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient);

    /// <summary>Makes the kernel with other numbers; their count is checked.</summary>
    protected internal abstract Kernel WithValuesCore(ReadOnlySpan<double> values);

    /// <summary>Writes the text form.</summary>
    /// <param name="writer">Takes the pieces, with their binding strength.</param>
    protected internal abstract void WriteTo(KernelWriter writer);

    /// <summary>c · k; the factor is checked.</summary>
    protected internal virtual Kernel Scale(double factor) => new Scaled(factor, this);
}
