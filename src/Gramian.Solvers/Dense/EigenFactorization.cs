using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Dense;

/// <summary>Represents A + λI = U (D + λI) Uᵀ for a symmetric A, with one decomposition for every shift λ.</summary>
/// <remarks>
/// Decomposing takes about 9n³ operations once; another shift takes n, a solve 4n² per column. Immutable but for the
/// certificate; safe to share between threads.
/// </remarks>
[Paper("golub2013matrix")]
public sealed class EigenFactorization : IFactorization
{
    private readonly SymmetricEigen<double> eigen;
    private readonly ComputeOptions options;
    private readonly double[] shifted;   // [n]

    private EigenFactorization(SymmetricEigen<double> eigen, double shift, ComputeOptions options)
    {
        (this.eigen, this.options, Shift) = (eigen, options, shift);
        shifted = [.. eigen.Values.Select(value => value + shift)];
    }

    /// <summary>λ, what is added to every eigenvalue.</summary>
    public double Shift { get; }

    /// <inheritdoc/>
    public int Size => shifted.Length;

    /// <summary>The eigenvalues of A, ascending, without the shift, [n].</summary>
    public IReadOnlyList<double> Values => eigen.Values;

    /// <summary>U, whose columns are the eigenvectors in the order of the values, [n, n]; not to be written.</summary>
    public MatrixView<double> Vectors => eigen.Vectors;

    /// <inheritdoc/>
    public double LogDeterminant => shifted.Sum(value => Math.Log(Math.Abs(value)));

    /// <summary>How well it went; the condition is |λ|max / |λ|min, and residuals are not measured.</summary>
    public Certificate Certificate
    {
        get
        {
            double largest = Size == 0 ? 1 : shifted.Max(Math.Abs);
            double smallest = Size == 0 ? 1 : shifted.Min(Math.Abs);
            return new Certificate
            {
                Method = "symmetric eigendecomposition",
                Library = Certificate.LibraryOf(options),
                Converged = !IsSingular,
                ConditionEstimate = largest / smallest,
                Remedy = IsSingular ? "Use a larger shift." : null,
            };
        }
    }

    private bool IsSingular =>
        Size > 0 && shifted.Min(Math.Abs) <= Size * 2.220446049250313e-16 * shifted.Max(Math.Abs);

    /// <summary>Decomposes a symmetric matrix.</summary>
    /// <param name="a">A, [n, n], of which the lower triangle is read; not changed.</param>
    /// <param name="shift">λ, finite.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or an element is not finite.</exception>
    public static EigenFactorization Decompose(
        MatrixView<double> a, double shift = 0, ComputeOptions? options = null)
    {
        Guard.Length(a.Columns, a.Rows, nameof(a));
        Guard.AllFinite(a, nameof(a));
        options ??= ComputeOptions.Default;
        return new EigenFactorization(SymmetricEigen<double>.Compute(a, options), Guard.Finite(shift), options);
    }

    /// <summary>The same decomposition with another shift; takes n operations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shift is not finite.</exception>
    public EigenFactorization WithShift(double shift) => new(eigen, Guard.Finite(shift), options);

    /// <inheritdoc/>
    /// <exception cref="SolverException">A + λI is singular to working precision.</exception>
    public void Solve(ReadOnlySpan<double> rightHandSide, Span<double> solution)
    {
        Guard.Length(rightHandSide.Length, Size, nameof(rightHandSide));
        Guard.Length(solution.Length, Size, nameof(solution));
        using Matrix<double> column = Matrix<double>.FromRowMajor(Size, 1, rightHandSide);
        Solve(column.View, column.View);
        column.View.ColumnToArray(0).CopyTo(solution);
    }

    /// <inheritdoc/>
    /// <exception cref="SolverException">A + λI is singular to working precision.</exception>
    public void Solve(MatrixView<double> rightHandSides, MatrixView<double> solutions)
    {
        Guard.Length(rightHandSides.Rows, Size, nameof(rightHandSides));
        Guard.Length(solutions.Rows, Size, nameof(solutions));
        Guard.Length(solutions.Columns, rightHandSides.Columns, nameof(solutions));
        RequireRegular();
        using var rotated = new Matrix<double>(Size, rightHandSides.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, Vectors, rightHandSides, 0.0, rotated, options);
        for (int i = 0; i < Size; i++)
        {
            foreach (ref double element in rotated.Row(i))
            {
                element /= shifted[i];
            }
        }

        Blas.Gemm(Transpose.No, Transpose.No, 1.0, Vectors, rotated, 0.0, solutions, options);
    }

    /// <summary>The diagonal of (A + λI)⁻¹, [n].</summary>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    /// <exception cref="SolverException">A + λI is singular to working precision.</exception>
    public void InverseDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Size, nameof(destination));
        RequireRegular();
        for (int i = 0; i < Size; i++)
        {
            ReadOnlySpan<double> row = Vectors.Row(i);
            double sum = 0;
            for (int k = 0; k < row.Length; k++)
            {
                sum += row[k] * row[k] / shifted[k];
            }

            destination[i] = sum;
        }
    }

    private void RequireRegular()
    {
        if (IsSingular)
        {
            double least = shifted.Min(Math.Abs);
            throw new SolverException(string.Create(CultureInfo.InvariantCulture,
                $"The matrix of order {Size} with shift {Shift:G3} is singular to working precision: its least "
                + $"eigenvalue is {least:G3}, the largest {shifted.Max(Math.Abs):G3}. Use a larger shift."),
                Certificate);
        }
    }
}
