using System.Buffers;
using System.Globalization;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents a kernel of warped coordinates: k(w(x), w(x′)).</summary>
/// <param name="Inner">The kernel of the warped coordinates; its lengthscales are in their units.</param>
/// <param name="Function">w, applied to every coordinate; restrict it by <see cref="Kernel.On"/>.</param>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.3")]
public sealed record Warped(Kernel Inner, Warp Function) : WrappedKernel(Inner)
{
    /// <summary>w, applied to every coordinate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public Warp Function { get; init => field = Known(value); } = Known(Function);

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => Function == Algebra.Warp.Sqrt ? this : Inner.KinkedPart;

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) =>
        new Bound(this, Inner.Bind(pairs.Change(Apply)), pairs.Rows);

    /// <inheritdoc/>
    protected internal override KernelTiles<float>? BindSingle(PointPairs pairs) =>
        Inner.BindSingle(pairs.Change(Apply));

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Inner.EvaluateCore(Apply(x, row: null), Apply(y, row: null));

    /// <inheritdoc/>
    protected internal override void FillDiagonalCore(Points points, Span<double> destination) =>
        Inner.FillDiagonalCore(Apply(points), destination);

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient) =>
        Inner.ContractDiagonalCore(Apply(points), weights, gradient);

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePostfix(Inner, $".warp({NameOf(Function)})");
    }

    internal static string NameOf(Warp function) => function switch
    {
        Algebra.Warp.Log => "log",
        Algebra.Warp.Log1p => "log1p",
        Algebra.Warp.Sqrt => "sqrt",
        Algebra.Warp.Asinh => "asinh",
        Algebra.Warp.Logit => "logit",
        _ => "tanh",
    };

    private static Warp Known(Warp function) => Enum.IsDefined(function)
        ? function
        : throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such warp.");

    private Points Apply(Points points)
    {
        var warped = Matrix<double>.Uninitialized(points.Count, points.Dimension);
        for (int i = 0; i < points.Count; i++)
        {
            Apply(points.Values.Row(i), i).CopyTo(warped.Row(i));
        }

        return new Points(warped);
    }

    private ReadOnlySpan<double> Apply(ReadOnlySpan<double> point, int? row)
    {
        double[] warped = new double[point.Length];
        for (int k = 0; k < warped.Length; k++)
        {
            warped[k] = Apply(point[k]);
            if (!double.IsFinite(warped[k]))
            {
                string place = row is null ? "" : string.Create(CultureInfo.InvariantCulture, $"row {row}, ");
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The warp {NameOf(Function)} is not defined at {point[k]} ({place}column {k})."));
            }
        }

        return warped;
    }

    // √ has none at 0 and is refused before.
    private double Slope(double x) => Function switch
    {
        Algebra.Warp.Log => 1 / x,
        Algebra.Warp.Log1p => 1 / (1 + x),
        Algebra.Warp.Asinh => 1 / double.Hypot(1, x),
        Algebra.Warp.Logit => 1 / (x * (1 - x)),
        _ => 1 / (Math.Cosh(x) * Math.Cosh(x)),
    };

    private double Apply(double x) => Function switch
    {
        Algebra.Warp.Log => Math.Log(x),
        Algebra.Warp.Log1p => double.LogP1(x),
        Algebra.Warp.Sqrt => Math.Sqrt(x),
        Algebra.Warp.Asinh => Math.Asinh(x),
        Algebra.Warp.Logit => Math.Log(x / (1 - x)),
        _ => Math.Tanh(x),
    };

    private sealed class Bound(Warped kernel, BoundKernel inner, Points rows) : TileKernel(inner)
    {
        public override bool KnowsLogarithm => inner.KnowsLogarithm;

        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch) =>
            inner.FillLogarithm(tile, values, scratch);

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch) =>
            inner.Contract(tile, weights, gradient, scratch);

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            double[] rented = ArrayPool<double>.Shared.Rent(gradient.Length);
            Span<double> sums = rented.AsSpan(0, gradient.Length);
            sums.Clear();
            inner.ContractInputs(tile, weights, sums, scratch);
            for (int a = 0; a < tile.Rows; a++)
            {
                ReadOnlySpan<double> point = rows.Values.Row(tile.Row + a);
                for (int k = 0; k < point.Length; k++)
                {
                    int place = (a * point.Length) + k;
                    gradient[place] += sums[place] * kernel.Slope(point[k]);
                }
            }

            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
