using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Dependence;

/// <summary>The matrix u(xᵢ, xⱼ) of a Stein kernel, made and used a band of rows at a time.</summary>
/// <remarks>
/// With k = φ(r²) and a = −2φ′: u = s·s′ k + a (s − s′)·(x − x′) + d a − 4φ″ r². Of both kernels a and φ″ r² follow
/// from k alone.
/// </remarks>
internal sealed class SteinPairs : IDisposable
{
    private const int Band = 64;
    private readonly SteinKernel kind;
    private readonly double inverse;
    private readonly Points points;
    private readonly Matrix<double> places;
    private readonly Matrix<double> scores;
    private readonly double[] products;

    public SteinPairs(SteinKernel kind, double length, Points points, MatrixView<double> scores)
    {
        (this.kind, this.points) = (kind, points);
        inverse = 1 / (length * length);

        // (1 + r²/(2αλ²))^−α with α = 1/2 and λ = ℓ is the inverse multiquadric.
        Kernel = kind == SteinKernel.SquaredExponential ? new Rbf(length) : new RationalQuadratic(length, 0.5);
        this.scores = scores.ToMatrix();
        places = Centred(points);
        products = new double[points.Count];
        for (int i = 0; i < products.Length; i++)
        {
            products[i] = VectorOps.Dot<double>(places.Row(i), this.scores.Row(i));
        }
    }

    /// <summary>k.</summary>
    public Kernel Kernel { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        places.Dispose();
        scores.Dispose();
    }

    /// <summary>forms[c] = wᵀ u w for each column w; returns the trace of u.</summary>
    public double QuadraticForms(Matrix<double> weights, Span<double> forms, ComputeOptions options)
    {
        int bands = (points.Count + Band - 1) / Band;
        using var sums = new Matrix<double>(bands, weights.Columns + 1);
        ComputeOptions inner = options with { Threads = 1 };

        // The last bands are the longest; they begin first.
        WorkerTeam.Run(
            bands, block => AddBand((bands - 1 - block) * Band, weights, sums.Row(bands - 1 - block), inner), options);
        options.CancellationToken.ThrowIfCancellationRequested();
        double[] total = new double[weights.Columns + 1];
        for (int band = 0; band < bands; band++)
        {
            VectorOps.Axpy(1, sums.Row(band), total);
        }

        total.AsSpan(0, forms.Length).CopyTo(forms);
        return total[^1];
    }

    private static Matrix<double> Centred(Points points)
    {
        Matrix<double> places = points.Values.ToMatrix();
        double[] mean = new double[points.Dimension];
        for (int i = 0; i < points.Count; i++)
        {
            VectorOps.Axpy(1.0 / points.Count, places.Row(i), mean);
        }

        for (int i = 0; i < points.Count; i++)
        {
            VectorOps.Axpy(-1, mean, places.Row(i));
        }

        return places;
    }

    // u is symmetric: the pairs before the band count twice, those after it belong to later bands.
    private void AddBand(int start, Matrix<double> weights, Span<double> sums, ComputeOptions options)
    {
        int rows = Math.Min(Band, points.Count - start);
        int end = start + rows;
        int d = points.Dimension;
        using Matrix<double> values = Matrix<double>.Uninitialized(rows, end);
        using Matrix<double> inner = Matrix<double>.Uninitialized(rows, end);
        using Matrix<double> mixed = Matrix<double>.Uninitialized(rows, end);
        using Matrix<double> weighted = Matrix<double>.Uninitialized(rows, weights.Columns);
        MatrixView<double> own = scores.View.Slice(start, 0, rows, d), all = scores.View.Slice(0, 0, end, d);
        Kernel.FillCross(Rows(start, rows), Rows(0, end), values, options);
        Blas.Gemm(Transpose.No, Transpose.Yes, 1, own, all, 0, inner.View, options);
        Blas.Gemm(Transpose.No, Transpose.Yes, 1, own, places.View.Slice(0, 0, end, d), 0, mixed.View, options);
        Blas.Gemm(Transpose.No, Transpose.Yes, 1, places.View.Slice(start, 0, rows, d), all, 1, mixed.View, options);
        for (int i = 0; i < rows; i++)
        {
            Combine(values.Row(i), inner.Row(i), mixed.Row(i), products[start + i]);
            sums[^1] += values[i, start + i];
            VectorOps.Scale(2, values.Row(i)[..start]);
        }

        Blas.Gemm(
            Transpose.No, Transpose.No, 1, values.View, weights.View.Slice(0, 0, end, weights.Columns), 0,
            weighted.View, options);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> left = weights.Row(start + i);
            ReadOnlySpan<double> right = weighted.Row(i);
            for (int c = 0; c < left.Length; c++)
            {
                sums[c] += left[c] * right[c];
            }
        }
    }

    private void Combine(Span<double> values, ReadOnlySpan<double> inner, ReadOnlySpan<double> mixed, double product)
    {
        for (int j = 0; j < values.Length; j++)
        {
            double k = values[j];
            bool isNormal = kind == SteinKernel.SquaredExponential;
            double slope = inverse * (isNormal ? k : k * k * k);
            double curvature = isNormal
                ? k > 0 ? -2 * inverse * k * Math.Log(k) : 0
                : 3 * slope * (1 - (k * k));
            values[j] = (k * inner[j]) + (slope * (product + products[j] - mixed[j]))
                + (points.Dimension * slope) - curvature;
        }
    }

    private Points Rows(int start, int count) =>
        count == points.Count ? points : points.Select([.. Enumerable.Range(start, count)]);
}
