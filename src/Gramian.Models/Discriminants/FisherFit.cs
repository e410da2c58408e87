using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Discriminants;

/// <summary>Finds Fisher's directions by kernel values alone.</summary>
/// <remarks>
/// Φ has the rows √wᵢ φ(xᵢ), so that K̃ = ΦΦᵀ; r_c is √w on the rows of class c. Class means are Φᵀr_c/W_c, and
/// J = I − Σ r_c r_cᵀ/W_c centres by classes: N S_W = ΦᵀJΦ. By Woodbury's identity (S_W + λI)⁻¹Φᵀe = ΦᵀA with
/// A = (1/λ)(e − J (JK̃J + NλI)⁻¹ JK̃e). With the columns eₖ = r_c/W_c − r/N weighted by √π the matrix eᵀK̃A is small,
/// and its eigenvectors q are the discriminants v = ΦᵀAq/√θ.
/// </remarks>
internal static class FisherFit
{
    private const double SmallestShare = 1e-10;

    public static FittedFisherDiscriminant Run(
        Kernel kernel, LabelledRows rows, double ridge, ClassPriors priors, ComputeOptions options)
    {
        (int n, int k) = (rows.Count, rows.Labels.Length);
        using Matrix<double> gram = kernel.GramMatrix(rows.Inputs, options);
        double[] roots = Array.ConvertAll(rows.Weights, Math.Sqrt);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = gram.Row(i);
            for (int j = 0; j < n; j++)
            {
                row[j] *= roots[i] * roots[j];
            }
        }

        using Matrix<double> units = Units(rows, roots);
        using Matrix<double> offsets = Offsets(rows, roots);
        using Matrix<double> images = Multiply(gram, offsets, options);   // K̃e
        CholeskyFactorization factor = Factor(gram, units, ridge * rows.Total, options);
        using Matrix<double> inner = images.Copy();
        Centre(inner, units, options);
        factor.Solve(inner.View, inner.View);
        Centre(inner, units, options);
        using Matrix<double> answers = Matrix<double>.Uninitialized(n, k);
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                answers[i, c] = (offsets[i, c] - inner[i, c]) / ridge;
            }
        }

        var small = new Matrix<double>(k, k);
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1.0, images, answers, 0.0, small, options);
        (double[] ratios, Matrix<double> turns) = Directions(small);
        using Matrix<double> directions = new(n, ratios.Length);
        Blas.Gemm<double>(Transpose.No, Transpose.No, 1.0, answers, turns, 0.0, directions, options);
        (Matrix<double> means, double[] centre) = Means(rows, roots, gram, directions, options);
        for (int i = 0; i < n; i++)
        {
            VectorOps.Scale(roots[i], directions.Row(i));
        }

        var expansion = new SupportVectorExpansion(
            kernel, rows.Inputs, directions.Copy(), centre, rows.Inputs.Dimension);
        double[] shares = priors == ClassPriors.Equal
            ? [.. Enumerable.Repeat(1.0 / k, k)]
            : Array.ConvertAll(rows.ClassTotals, total => total / rows.Total);
        Certificate certificate = factor.Certificate;
        return new FittedFisherDiscriminant(expansion, rows.Labels, means, ratios, shares, ridge, certificate);
    }

    // The columns r_c/√W_c, an orthonormal set.
    private static Matrix<double> Units(LabelledRows rows, double[] roots)
    {
        var units = new Matrix<double>(rows.Count, rows.Labels.Length);
        for (int i = 0; i < rows.Count; i++)
        {
            int c = rows.Classes[i];
            units[i, c] = roots[i] / Math.Sqrt(rows.ClassTotals[c]);
        }

        return units;
    }

    // √π_c (r_c/W_c − r/N), the means of the classes less that of all.
    private static Matrix<double> Offsets(LabelledRows rows, double[] roots)
    {
        var offsets = new Matrix<double>(rows.Count, rows.Labels.Length);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int c = 0; c < offsets.Columns; c++)
            {
                double own = rows.Classes[i] == c ? 1 / rows.ClassTotals[c] : 0;
                offsets[i, c] = Math.Sqrt(rows.ClassTotals[c] / rows.Total) * roots[i] * (own - (1 / rows.Total));
            }
        }

        return offsets;
    }

    private static Matrix<double> Multiply(Matrix<double> a, Matrix<double> b, ComputeOptions options)
    {
        var product = new Matrix<double>(a.Rows, b.Columns);
        Blas.Gemm<double>(Transpose.No, Transpose.No, 1.0, a, b, 0.0, product, options);
        return product;
    }

    // vectors ← J · vectors.
    private static void Centre(Matrix<double> vectors, Matrix<double> units, ComputeOptions options)
    {
        using Matrix<double> parts = new(units.Columns, vectors.Columns);
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1.0, units, vectors, 0.0, parts, options);
        Blas.Gemm<double>(Transpose.No, Transpose.No, -1.0, units, parts, 1.0, vectors, options);
    }

    // JK̃J + μI = K̃ − P Uᵀ − U Pᵀ + U (UᵀP) Uᵀ + μI, P = K̃U.
    private static CholeskyFactorization Factor(
        Matrix<double> gram, Matrix<double> units, double weight, ComputeOptions options)
    {
        using Matrix<double> products = Multiply(gram, units, options);
        using Matrix<double> core = new(units.Columns, units.Columns);
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1.0, units, products, 0.0, core, options);

        // Half of the last term to each of the two before it: K̃ − H Uᵀ − U Hᵀ with H = P − ½ U core.
        Blas.Gemm<double>(Transpose.No, Transpose.No, -0.5, units, core, 1.0, products, options);
        Matrix<double> centred = gram.Copy();
        Blas.Gemm<double>(Transpose.No, Transpose.Yes, -1.0, products, units, 1.0, centred, options);
        Blas.Gemm<double>(Transpose.No, Transpose.Yes, -1.0, units, products, 1.0, centred, options);
        SymmetricOps.AddToDiagonal<double>(centred, weight);
        return CholeskyFactorization.Factor(centred, options: options);
    }

    // The ratios θ, largest first, and the columns q/√θ; what rounding made is left out.
    private static (double[] Ratios, Matrix<double> Turns) Directions(Matrix<double> small)
    {
        int k = small.Rows;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < i; j++)
            {
                small[i, j] = 0.5 * (small[i, j] + small[j, i]);
            }
        }

        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(small);
        double largest = Math.Max(eigen.Values[^1], 0);
        int[] kept = [.. Enumerable.Range(0, k).Reverse().Take(k - 1)
            .Where(i => eigen.Values[i] > SmallestShare * largest && eigen.Values[i] > 0)];
        var turns = new Matrix<double>(k, kept.Length);
        for (int j = 0; j < kept.Length; j++)
        {
            // Signs are free; the largest component is made positive.
            double[] q = eigen.Vectors.View.ColumnToArray(kept[j]);
            double sign = q[Array.FindIndex(q, x => Math.Abs(x) >= q.Max(Math.Abs) * (1 - 1e-9))] < 0 ? -1 : 1;
            for (int i = 0; i < k; i++)
            {
                turns[i, j] = sign * q[i] / Math.Sqrt(eigen.Values[kept[j]]);
            }
        }

        return ([.. kept.Select(i => eigen.Values[i])], turns);
    }

    // The class means in the coordinates of the discriminants, the mean of all being their origin.
    private static (Matrix<double> Means, double[] Centre) Means(
        LabelledRows rows, double[] roots, Matrix<double> gram, Matrix<double> directions, ComputeOptions options)
    {
        using Matrix<double> values = Multiply(gram, directions, options);   // √w v·φ
        (int k, int r) = (rows.Labels.Length, directions.Columns);
        var means = new Matrix<double>(k, r);
        var centre = new double[r];
        for (int i = 0; i < rows.Count; i++)
        {
            VectorOps.Axpy(roots[i] / rows.ClassTotals[rows.Classes[i]], values.Row(i), means.Row(rows.Classes[i]));
            VectorOps.Axpy(roots[i] / rows.Total, values.Row(i), centre);
        }

        for (int c = 0; c < k; c++)
        {
            VectorOps.Axpy(-1.0, centre, means.Row(c));
        }

        return (means, centre);
    }
}
