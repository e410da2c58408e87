using System.Numerics;

namespace Gramian.Numerics.Dense;

public static unsafe partial class CholeskyFactor
{
    private const int EstimateLimit = 5;

    /// <summary>Makes L the factor of A + x xᵀ.</summary>
    /// <remarks>2n² flops.</remarks>
    /// <param name="factor">L in the lower triangle, with a positive diagonal; overwritten.</param>
    /// <param name="x">x, of length n.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Paper("golub2013matrix", Where = "section 6.5.4")]
    public static void Update<T>(MatrixView<T> factor, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(factor, nameof(factor));
        Guard.Length(x.Length, factor.Rows, nameof(x));
        using WorkBuffer buffer = Workspace.Rent<T>(2 * (nint)x.Length);
        T* cosines = buffer.Pointer<T>(), sines = cosines + x.Length;
        for (int i = 0; i < x.Length; i++)
        {
            Span<T> row = factor.Row(i);
            T carried = x[i];
            for (int k = 0; k < i; k++)
            {
                T old = row[k];
                row[k] = (cosines[k] * old) + (sines[k] * carried);
                carried = (cosines[k] * carried) - (sines[k] * old);
            }

            T length = T.Hypot(row[i], carried);
            cosines[i] = row[i] / length;
            sines[i] = carried / length;
            row[i] = length;
        }
    }

    /// <summary>Makes L the factor of A − x xᵀ, if that is positive definite.</summary>
    /// <remarks>3n² flops.</remarks>
    /// <param name="factor">L in the lower triangle, with a positive diagonal; overwritten on success only.</param>
    /// <param name="x">x, of length n.</param>
    /// <returns>Whether A − x xᵀ is numerically positive definite.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Paper("stewart1979effects")]
    public static bool TryDowndate<T>(MatrixView<T> factor, ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(factor, nameof(factor));
        int n = factor.Rows;
        Guard.Length(x.Length, n, nameof(x));
        using WorkBuffer buffer = Workspace.Rent<T>(2 * (nint)n);
        var sines = new Span<T>(buffer.Pointer<T>(), n);
        var cosines = new Span<T>(buffer.Pointer<T>() + n, n);
        x.CopyTo(sines);
        SolveLower(factor, sines);
        T size = VectorOps.Norm2<T>(sines);
        T left = (T.One - size) * (T.One + size);
        if (!(left > T.Zero))
        {
            return false;
        }

        // Rotations that turn (p, √(1 − |p|²)) into (0, 1), from the last element up.
        T alpha = T.Sqrt(left);
        for (int i = n - 1; i >= 0; i--)
        {
            T length = T.Hypot(alpha, sines[i]);
            cosines[i] = alpha / length;
            sines[i] /= length;
            alpha = length;
        }

        for (int i = 0; i < n; i++)
        {
            Span<T> row = factor.Row(i);
            T carried = T.Zero;
            for (int k = i; k >= 0; k--)
            {
                T old = row[k];
                row[k] = (cosines[k] * old) - (sines[k] * carried);
                carried = (cosines[k] * carried) + (sines[k] * old);
            }
        }

        return true;
    }

    /// <summary>Extends a factor by new rows and columns of A.</summary>
    /// <remarks>O(n² k) flops for k new rows.</remarks>
    /// <param name="a">
    /// [n + k, n + k]: the leading n rows hold L in their lower triangle, the k rows below hold the lower triangle of
    /// A, and are overwritten with the new rows of L.
    /// </param>
    /// <param name="existing">n.</param>
    /// <param name="failedPivot">The row whose pivot was not positive; −1 on success.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>Whether the extended A is numerically positive definite; if not, the new rows are undefined.</returns>
    /// <exception cref="ArgumentException">A is not square.</exception>
    /// <exception cref="ArgumentOutOfRangeException">n is negative or larger than the order of A.</exception>
    public static bool TryAppend<T>(
        MatrixView<T> a, int existing, out int failedPivot, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        int added = a.Rows - existing;
        MatrixView<T> top = a.Slice(0, 0, existing, existing);
        MatrixView<T> side = a.Slice(existing, 0, added, existing);
        MatrixView<T> corner = a.Slice(existing, existing, added, added);
        Blas.Trsm(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, T.One, top, side, options);
        Blas.Syrk(Triangle.Lower, Transpose.No, -T.One, side, T.One, corner, options);
        bool done = TryFactor(corner, out failedPivot, options);
        failedPivot = done ? -1 : failedPivot + existing;
        return done;
    }

    /// <summary>Estimates the condition number ‖A‖₁ ‖A⁻¹‖₁; seldom below a third of the true one.</summary>
    /// <remarks>At most eleven solves, O(n²).</remarks>
    /// <param name="factor">L in the lower triangle.</param>
    /// <param name="norm1">‖A‖₁; see <see cref="SymmetricOps.Norm1{T}"/>.</param>
    /// <returns>A lower bound of the condition number, up to rounding; 1 for a matrix of order 0.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    [Paper("higham1988fortran")]
    public static double ConditionEstimate(MatrixView<double> factor, double norm1)
    {
        DenseGuard.Square(factor, nameof(factor));
        int n = factor.Rows;
        if (n == 0)
        {
            return 1;
        }

        using WorkBuffer buffer = Workspace.Rent<double>(n);
        var x = new Span<double>(buffer.Pointer<double>(), n);
        x.Fill(1.0 / n);
        double estimate = 0;
        int last = -1;
        for (int step = 0; step < EstimateLimit; step++)
        {
            SolveInPlace(factor, x);
            double norm = AbsoluteSum(x);
            if (step > 0 && norm <= estimate)
            {
                break;
            }

            estimate = norm;
            for (int i = 0; i < n; i++)
            {
                x[i] = double.CopySign(1, x[i]);
            }

            SolveInPlace(factor, x);
            int largest = 0;
            for (int i = 1; i < n; i++)
            {
                largest = Math.Abs(x[i]) > Math.Abs(x[largest]) ? i : largest;
            }

            if (largest == last)
            {
                break;
            }

            last = largest;
            x.Clear();
            x[largest] = 1;
        }

        // A vector of alternating signs catches matrices on which the ascent is blind.
        for (int i = 0; i < n; i++)
        {
            x[i] = (i % 2 == 0 ? 1 : -1) * (1 + (i / (double)Math.Max(1, n - 1)));
        }

        SolveInPlace(factor, x);
        return norm1 * Math.Max(estimate, 2 * AbsoluteSum(x) / (3 * n));
    }

    private static double AbsoluteSum(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }
}
