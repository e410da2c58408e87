using System.Globalization;
using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>Represents the thin singular value decomposition A = U diag(s) Vᵀ.</summary>
/// <remarks>
/// A is [m, n], k = min(m, n). Column-pivoted QR, then one-sided Jacobi rotations on the triangular factor: every
/// singular value of a matrix with well-scaled columns is accurate relatively, not only the large ones. Bit-identical
/// for any number of threads. Immutable.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("drmac2008jacobi")]
public sealed class Svd<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Svd(Matrix<T> u, T[] singularValues, Matrix<T> vt)
    {
        U = u;
        SingularValues = singularValues;
        Vt = vt;
    }

    /// <summary>The left singular vectors, [m, k], as columns.</summary>
    public Matrix<T> U { get; }

    /// <summary>The k singular values, descending.</summary>
    public T[] SingularValues { get; }

    /// <summary>The right singular vectors, [k, n], as rows.</summary>
    public Matrix<T> Vt { get; }

    /// <summary>Computes the decomposition.</summary>
    /// <param name="a">A, [m, n]; not written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">An element is not finite.</exception>
    /// <exception cref="ArithmeticException">The rotations did not converge.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Svd<T> Compute(MatrixView<T> a, ComputeOptions? options = null)
    {
        options ??= ComputeOptions.Default;
        if (a.Rows < a.Columns)
        {
            using Matrix<T> turned = QrSteps<T>.Transposed(a);
            Svd<T> other = Compute(turned, options);
            return new Svd<T>(
                QrSteps<T>.Transposed(other.Vt), other.SingularValues, QrSteps<T>.Transposed(other.U));
        }

        int exponent = Exponent(a);
        using Matrix<T> scaled = a.ToMatrix();
        Rescale(scaled, -exponent);
        QrFactor<T> qr = QrFactor<T>.ComputePivoted(scaled, options);
        int n = a.Columns;

        // R P^T = A without Q. The rows of "lines" start as the columns of R^T, which is R itself.
        using Matrix<T> lines = qr.FormR();
        using Matrix<T> turns = Matrix<T>.Identity(n);
        T[] values = JacobiRotations<T>.Run(lines, turns, options);

        // lines = diag(s) X^T and turns J^T with J^T R = lines, so R = J diag(s) X^T: U = Q J and V = P X.
        var vt = Matrix<T>.Uninitialized(n, n);
        JacobiRotations<T>.Complete(lines, values);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                vt[i, qr.Pivots[j]] = lines[i, j];
            }
        }

        var u = new Matrix<T>(a.Rows, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                u[j, i] = turns[i, j];
            }
        }

        qr.ApplyQ(Transpose.No, u, options);
        foreach (ref T value in values.AsSpan())
        {
            value = T.ScaleB(value, exponent);
        }

        return new Svd<T>(u, values, vt);
    }

    private static int Exponent(MatrixView<T> a)
    {
        T largest = T.Zero;
        for (int i = 0; i < a.Rows; i++)
        {
            T size = VectorOps.MaxAbs<T>(a.Row(i));
            if (!T.IsFinite(size))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Every element of 'a' must be finite, but row {i} has one that is not."), nameof(a));
            }

            largest = T.Max(largest, size);
        }

        return largest > T.Zero ? T.ILogB(largest) : 0;
    }

    private static void Rescale(Matrix<T> a, int exponent)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            foreach (ref T value in a.Row(i))
            {
                value = T.ScaleB(value, exponent);
            }
        }
    }
}
