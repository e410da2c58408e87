using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Structured;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Grids;

/// <summary>A product kernel on a product grid: Kronecker products, by the eigenvectors of their factors.</summary>
internal sealed class KroneckerSystem(double[] targets, ProductGrid grid, double tolerance)
    : GridSystem(targets, tolerance)
{
    private const int BatchNumbers = 1 << 22;
    private readonly int dimension = grid.Dimension;
    private Matrix<double>[] factors = [];
    private Matrix<double>[] vectors = [];
    private double[][] values = [];
    private double[] spectrum = [];            // of K + σ²I, in the order of the grid
    private Matrix<double>[] slopes = [];      // the weights of ∂ of each factor
    private double residual;

    public override string Method => "Kronecker product, eigendecomposition of its factors";

    public override Certificate Certificate => new()
    {
        Method = Method,
        AchievedResidual = residual,
        ConditionEstimate = spectrum.Max() / spectrum.Min(),
        Converged = true,
    };

    protected override double LogDeterminant => spectrum.Sum(Math.Log);

    protected override bool TryFactor(Kernel kernel, double noiseVariance, ComputeOptions? options)
    {
        factors = FactorsOf(kernel, options);
        vectors = new Matrix<double>[dimension];
        values = new double[dimension][];
        for (int k = 0; k < dimension; k++)
        {
            SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(factors[k], options);
            vectors[k] = eigen.Vectors;
            values[k] = Array.ConvertAll(eigen.Values, value => Math.Max(value, 0));
        }

        spectrum = Outer(values);
        for (int i = 0; i < spectrum.Length; i++)
        {
            spectrum[i] += noiseVariance;
        }

        if (!(spectrum.Min() > 0))
        {
            return false;
        }

        double[] turned = Multiply([.. vectors.Select(Transposed)], Targets, options);
        for (int i = 0; i < turned.Length; i++)
        {
            turned[i] /= spectrum[i];
        }

        Weights = Multiply(vectors, turned, options);
        residual = Residual(noiseVariance, options);
        return true;
    }

    public override double[] InverseDiagonal() =>
        Multiply([.. vectors.Select(Squared)], Array.ConvertAll(spectrum, value => 1 / value), null);

    // For ∂Kₖ: Aₖ (⊗ₗ Kₗ) Aₖᵀ with α as a matrix Aₖ of the rows of axis k, less Qₖ diag(c) Qₖᵀ, where c sums
    // Π λₗ / (Π λ + σ²) over the other axes.
    protected override void Prepare(ComputeOptions? options)
    {
        slopes = new Matrix<double>[dimension];
        double[] inverse = Array.ConvertAll(spectrum, value => 1 / value);
        for (int k = 0; k < dimension; k++)
        {
            int own = k;
            using Matrix<double> identity = Matrix<double>.Identity(factors[k].Rows);
            double[] others = Multiply(
                [.. factors.Select((factor, l) => l == own ? identity : factor)], Weights, options);
            Matrix<double> weights = Fold(Weights, others, k, options);
            double[] shares = Outer([.. values.Select((value, l) =>
                l == own ? [.. Enumerable.Repeat(1.0, value.Length)] : value)]);
            double[] sums = new double[factors[k].Rows];
            int post = Post(k);
            for (int i = 0; i < shares.Length; i++)
            {
                sums[i / post % sums.Length] += shares[i] * inverse[i];
            }

            using Matrix<double> scaled = vectors[k].Copy();
            for (int i = 0; i < scaled.Rows; i++)
            {
                for (int j = 0; j < scaled.Columns; j++)
                {
                    scaled[i, j] *= sums[j];
                }
            }

            Blas.Gemm(Transpose.No, Transpose.Yes, -1.0, scaled, vectors[k], 1.0, weights, options);
            slopes[k] = weights;
        }
    }

    protected override double Slope(Kernel above, Kernel below, ComputeOptions? options)
    {
        Matrix<double>[] upper = FactorsOf(above, options);
        Matrix<double>[] lower = FactorsOf(below, options);
        double sum = 0;
        for (int k = 0; k < dimension; k++)
        {
            for (int i = 0; i < slopes[k].Rows; i++)
            {
                sum += VectorOps.Dot<double>(slopes[k].Row(i), upper[k].Row(i))
                    - VectorOps.Dot<double>(slopes[k].Row(i), lower[k].Row(i));
            }
        }

        return sum;
    }

    public override void Predict(
        Kernel kernel, Points queries, Span<double> means, Span<double> variances, ComputeOptions? options)
    {
        IReadOnlyList<Kernel> parts = kernel.SeparateByCoordinate(dimension)!;
        double[] inverse = Array.ConvertAll(spectrum, value => 1 / value);
        int batch = Math.Max(1, BatchNumbers / Math.Max(1, Count / factors[0].Rows));
        for (int start = 0; start < queries.Count; start += batch)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(batch, queries.Count - start);
            var rows = new Matrix<double>[dimension];
            var turned = new Matrix<double>[dimension];
            for (int k = 0; k < dimension; k++)
            {
                double[] column = new double[count];
                for (int i = 0; i < count; i++)
                {
                    column[i] = queries.Values[start + i, k];
                }

                rows[k] = parts[k].CrossMatrix(Points.FromColumn(column), Axis(k), options);
                using var rotated = new Matrix<double>(count, factors[k].Rows);
                Blas.Gemm(Transpose.No, Transpose.No, 1.0, rows[k], vectors[k], 0.0, rotated, options);
                turned[k] = Squared(rotated);
            }

            double[] own = Contract(rows, Weights, options);
            double[] explained = Contract(turned, inverse, options);
            for (int i = 0; i < count; i++)
            {
                means[start + i] = own[i];
                ReadOnlySpan<double> point = queries.Values.Row(start + i);
                variances[start + i] = kernel.Evaluate(point, point) - explained[i];
            }
        }
    }

    // Σ over the grid of Πₖ rowsₖ[i, ·] · tensor, for each i.
    private double[] Contract(Matrix<double>[] rows, double[] tensor, ComputeOptions? options)
    {
        int count = rows[0].Rows, first = rows[0].Columns, rest = tensor.Length / first;
        using Matrix<double> values = Matrix<double>.FromRowMajor(first, rest, tensor);
        using var left = new Matrix<double>(count, rest);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, rows[0], values, 0.0, left, options);
        var sums = new double[count];
        for (int i = 0; i < count; i++)
        {
            double[] line = left.Row(i).ToArray();
            for (int k = 1; k < dimension; k++)
            {
                ReadOnlySpan<double> row = rows[k].Row(i);
                int length = line.Length / row.Length;
                var next = new double[length];
                for (int a = 0; a < row.Length; a++)
                {
                    VectorOps.Axpy(row[a], line.AsSpan(a * length, length), next);
                }

                line = next;
            }

            sums[i] = line[0];
        }

        return sums;
    }

    private Matrix<double>[] FactorsOf(Kernel kernel, ComputeOptions? options)
    {
        IReadOnlyList<Kernel> parts = kernel.SeparateByCoordinate(dimension)
            ?? throw new InvalidOperationException($"The kernel '{kernel}' is not a product over coordinates.");
        return [.. parts.Select((part, k) => part.GramMatrix(Axis(k), options))];
    }

    private Points Axis(int k) => Points.FromColumn(grid.Axis(k).ToArray());

    private int Post(int k)
    {
        int post = 1;
        for (int l = k + 1; l < dimension; l++)
        {
            post *= factors[l].Rows;
        }

        return post;
    }

    // Σ over the other axes of left[…, i, …] right[…, j, …].
    private Matrix<double> Fold(double[] left, double[] right, int axis, ComputeOptions? options)
    {
        int rows = factors[axis].Rows, post = Post(axis);
        var sum = new Matrix<double>(rows, rows);
        int blocks = left.Length / (rows * post);
        if (post == 1)
        {
            using Matrix<double> a = Matrix<double>.FromRowMajor(blocks, rows, left);
            using Matrix<double> b = Matrix<double>.FromRowMajor(blocks, rows, right);
            Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, a, b, 0.0, sum, options);
            return sum;
        }

        for (int block = 0; block < blocks; block++)
        {
            int start = block * rows * post;
            using Matrix<double> a = Matrix<double>.FromRowMajor(rows, post, left.AsSpan(start, rows * post));
            using Matrix<double> b = Matrix<double>.FromRowMajor(rows, post, right.AsSpan(start, rows * post));
            Blas.Gemm(Transpose.No, Transpose.Yes, 1.0, a, b, 1.0, sum, options);
        }

        return sum;
    }

    private double Residual(double noiseVariance, ComputeOptions? options)
    {
        double[] product = Multiply(factors, Weights, options);
        (double rest, double size) = (0, 0);
        for (int i = 0; i < product.Length; i++)
        {
            double error = Targets[i] - product[i] - (noiseVariance * Weights[i]);
            rest += error * error;
            size += Targets[i] * Targets[i];
        }

        return size > 0 ? Math.Sqrt(rest / size) : 0;
    }

    private static double[] Multiply(Matrix<double>[] matrices, double[] vector, ComputeOptions? options)
    {
        using Matrix<double> column = Matrix<double>.FromRowMajor(vector.Length, 1, vector);
        using var product = new Matrix<double>(vector.Length, 1);
        Kronecker.Multiply<double>([.. matrices.Select(matrix => matrix.View)], column, product, options);
        return product.View.ColumnToArray(0);
    }

    private static double[] Outer(double[][] lists)
    {
        double[] product = [1.0];
        foreach (double[] list in lists)
        {
            product = [.. product.SelectMany(_ => list, (left, right) => left * right)];
        }

        return product;
    }

    private static Matrix<double> Transposed(Matrix<double> matrix)
    {
        var turned = new Matrix<double>(matrix.Columns, matrix.Rows);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                turned[j, i] = matrix[i, j];
            }
        }

        return turned;
    }

    private static Matrix<double> Squared(Matrix<double> matrix)
    {
        Matrix<double> squares = matrix.Copy();
        for (int i = 0; i < squares.Rows; i++)
        {
            Span<double> row = squares.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= row[j];
            }
        }

        return squares;
    }
}
