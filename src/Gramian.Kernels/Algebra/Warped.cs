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
    protected internal override BoundKernel Bind(PointPairs pairs) => Inner.Bind(pairs.Change(Apply));

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

    private double Apply(double x) => Function switch
    {
        Algebra.Warp.Log => Math.Log(x),
        Algebra.Warp.Log1p => double.LogP1(x),
        Algebra.Warp.Sqrt => Math.Sqrt(x),
        Algebra.Warp.Asinh => Math.Asinh(x),
        Algebra.Warp.Logit => Math.Log(x / (1 - x)),
        _ => Math.Tanh(x),
    };
}
