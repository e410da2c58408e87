using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents functions fⱼ(x) = Σᵢ βᵢⱼ k(x, sᵢ) − ρⱼ on shared support vectors. Immutable.</summary>
public sealed class SupportVectorExpansion
{
    private readonly SparseKernelRows? sparse;

    /// <summary>Makes an expansion.</summary>
    /// <param name="kernel">k.</param>
    /// <param name="vectors">The support vectors, s of d columns; null when there is none.</param>
    /// <param name="coefficients">β, [s, f]; borrowed, and not to be changed.</param>
    /// <param name="offsets">ρ, [f]; borrowed, and not to be changed.</param>
    /// <param name="dimension">d, which counts when there is no support vector.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public SupportVectorExpansion(
        Kernel kernel, Points? vectors, Matrix<double> coefficients, double[] offsets, int dimension)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(offsets);
        Guard.Length(coefficients.Rows, vectors?.Count ?? 0, nameof(coefficients));
        Guard.Length(offsets.Length, coefficients.Columns, nameof(offsets));
        (Kernel, Vectors, Coefficients, OffsetArray, Dimension) = (kernel, vectors, coefficients, offsets, dimension);
    }

    /// <summary>Makes an expansion on sparse support vectors.</summary>
    /// <param name="kernel">k, of inner products or of one distance.</param>
    /// <param name="vectors">The support vectors, s of d columns.</param>
    /// <param name="coefficients">β, [s, f]; borrowed, and not to be changed.</param>
    /// <param name="offsets">ρ, [f]; borrowed, and not to be changed.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the kernel needs the coordinates.</exception>
    public SupportVectorExpansion(
        Kernel kernel, SparsePoints vectors, Matrix<double> coefficients, double[] offsets)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(offsets);
        Guard.Length(coefficients.Rows, vectors.Count, nameof(coefficients));
        Guard.Length(offsets.Length, coefficients.Columns, nameof(offsets));
        sparse = new SparseKernelRows(kernel, vectors);
        (Kernel, SparseVectors, Dimension) = (kernel, vectors, vectors.Dimension);
        (Coefficients, OffsetArray) = (coefficients, offsets);
    }

    /// <summary>k.</summary>
    public Kernel Kernel { get; }

    /// <summary>The support vectors, s; null when there is none, or when they are sparse.</summary>
    public Points? Vectors { get; }

    /// <summary>The support vectors, s, when they are sparse; null otherwise.</summary>
    public SparsePoints? SparseVectors { get; }

    /// <summary>The number of support vectors, s.</summary>
    public int Count => Vectors?.Count ?? SparseVectors?.Count ?? 0;

    /// <summary>The number of columns, d.</summary>
    public int Dimension { get; }

    /// <summary>β, [s, f].</summary>
    public MatrixView<double> Weights => Coefficients;

    /// <summary>ρ, [f].</summary>
    public IReadOnlyList<double> Offsets => OffsetArray;

    internal Matrix<double> Coefficients { get; }

    internal double[] OffsetArray { get; }

    /// <summary>Evaluates every function at each query: O(m s (d + f)) time.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>f(x), [m, f].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public Matrix<double> Evaluate(Points queries, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        CheckDimension(queries.Dimension);
        if (sparse is not null)
        {
            return Evaluate(SparsePoints.Of(queries), options);
        }

        var values = new Matrix<double>(queries.Count, OffsetArray.Length);
        if (Vectors is not null && queries.Count > 0)
        {
            Kernel.Cross(queries, Vectors).Apply(Coefficients.View, values.View, options);
        }

        return WithOffsets(values);
    }

    /// <summary>Evaluates every function at each sparse query.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>f(x), [m, f].</returns>
    /// <exception cref="ArgumentException">
    /// The queries have another number of columns, or the kernel needs the coordinates themselves.
    /// </exception>
    public Matrix<double> Evaluate(SparsePoints queries, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        CheckDimension(queries.Dimension);
        var values = new Matrix<double>(queries.Count, OffsetArray.Length);
        if (Count > 0)
        {
            SparseKernelRows rows = sparse ?? new SparseKernelRows(Kernel, SparsePoints.Of(Vectors!));
            rows.Apply(queries, Coefficients, values, options);
        }

        return WithOffsets(values);
    }

    private void CheckDimension(int dimension)
    {
        if (dimension != Dimension)
        {
            throw new ArgumentException(
                $"The queries must have {Dimension} columns, but they had {dimension}.", "queries");
        }
    }

    private Matrix<double> WithOffsets(Matrix<double> values)
    {
        for (int i = 0; i < values.Rows; i++)
        {
            Span<double> row = values.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] -= OffsetArray[j];
            }
        }

        return values;
    }
}
