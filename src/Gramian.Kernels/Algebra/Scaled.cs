using System.Runtime.CompilerServices;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents a multiple of a kernel: c · k, with c a hyperparameter, "factor".</summary>
/// <remarks>An elementary kernel has its own variance, so <c>2 * rbf</c> is not scaled; a sum is.</remarks>
/// <param name="Factor">c, positive and finite.</param>
/// <param name="Inner">The kernel within; its hyperparameters have "0." in front.</param>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.4")]
public sealed record Scaled(double Factor, Kernel Inner) : Kernel
{
    private const string FactorName = "factor";
    private const string Prefix = "0.";

    /// <summary>c, positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Factor { get; init => field = Guard.Positive(value, nameof(Factor)); } = Guard.Positive(Factor);

    /// <summary>The kernel within.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Kernel Inner
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Inner));
    }
    = Inner ?? throw new ArgumentNullException(nameof(Inner));

    /// <inheritdoc/>
    public override bool IsResolved => Inner.IsResolved;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters
    {
        get
        {
            var plain = new Hyperparameter(
                FactorName, Factor, ParameterTransform.Log,
                ParameterDefinition.DefaultLower, ParameterDefinition.DefaultUpper);
            return
            [
                Settings.Apply(plain),
                .. Inner.Hyperparameters.Select(own => own with { Name = Prefix + own.Name }),
            ];
        }
    }

    internal ParameterSettings Settings { get; init; } = ParameterSettings.Empty;

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => Inner.KinkedPart;

    /// <inheritdoc/>
    protected internal override Kernel? IndefinitePart => Inner.IndefinitePart;

    /// <inheritdoc/>
    protected internal override int HyperparameterCount => 1 + Inner.HyperparameterCount;

    /// <inheritdoc/>
    public override Kernel Configure(string path, Func<Hyperparameter, Hyperparameter> change)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith(Prefix, StringComparison.Ordinal)
            ? this with { Inner = PathPrefix.Configure(Inner, path, Prefix.Length, change) }
            : this with { Settings = Settings.Change([Hyperparameters[0]], path, change) };
    }

    /// <inheritdoc/>
    public override Kernel Resolve(int dimension, double initialLengthscale = 1) =>
        this with { Inner = Inner.Resolve(dimension, initialLengthscale) };

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity? Spectrum(int dimension) =>
        Inner.Spectrum(dimension) is { } inner ? new Spectra.ScaledSpectrum(Factor, inner) : null;

    /// <inheritdoc/>
    protected internal override void CheckDimension(int dimension) => Inner.CheckDimension(dimension);

    /// <inheritdoc/>
    protected internal override Kernel WithValuesCore(ReadOnlySpan<double> values) =>
        this with { Factor = values[0], Inner = Inner.WithValuesCore(values[1..]) };

    /// <inheritdoc/>
    protected internal override Kernel Scale(double factor) => this with { Factor = factor * Factor };

    /// <inheritdoc/>
    public override bool IsStationary => Inner.IsStationary;

    internal override PairQuantities DeterminedBy => Inner.DeterminedBy;

    internal override double Ceiling(ReadOnlySpan<double> gaps) => Factor * Inner.Ceiling(gaps);

    internal override Kernel[]? SeparateFactors(int dimension)
    {
        Kernel[]? factors = Inner.SeparateFactors(dimension);
        if (factors is not null)
        {
            factors[0] = Factor * factors[0];
        }

        return factors;
    }

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) => new Bound(Inner.Bind(pairs), Factor);

    /// <inheritdoc/>
    protected internal override KernelTiles<float>? BindSingle(PointPairs pairs) =>
        Inner.BindSingle(pairs) is { } inner ? new FunctionTiles<float, IdentityMap>(default, Factor, inner) : null;

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Factor * Inner.EvaluateCore(x, y);

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double[] diagonal = new double[weights.Length];
        double[] scaled = new double[weights.Length];
        Inner.FillDiagonalCore(points, diagonal);
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Factor * weights[i];
            gradient[0] += scaled[i] * diagonal[i];
        }

        Inner.ContractDiagonalCore(points, scaled, gradient[1..]);
    }

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteScaled(Factor, Inner);
    }

    private readonly struct Shift(double amount) : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T value)
            where T : struct, ILane<T> => amount + value;
    }

    private sealed class Bound(BoundKernel inner, double factor)
        : TileKernel(new FunctionTiles<double, IdentityMap>(default, factor, inner))
    {
        public override bool KnowsLogarithm => inner.KnowsLogarithm;

        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            inner.FillLogarithm(tile, values, scratch);
            TilePass.Map(new Shift(Math.Log(factor)), 1, values);
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> scaled = scratch.Lend(tile.Rows);
            inner.Fill(tile, scaled, scratch);
            gradient[0] += factor * TilePass.Dot(weights, scaled);
            weights.CopyTo(scaled);
            TilePass.Map(default(IdentityMap), factor, scaled);
            inner.Contract(tile, scaled, gradient[1..], scratch);
            scratch.Release(mark);
        }

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> scaled = scratch.Lend(tile.Rows);
            weights.CopyTo(scaled);
            TilePass.Map(default(IdentityMap), factor, scaled);
            inner.ContractInputs(tile, scaled, gradient, scratch);
            scratch.Release(mark);
        }
    }
}
