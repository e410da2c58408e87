using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>
/// The state of the block eigensolver: orthonormal S = [X, P, W] and A S, of which X are the Ritz vectors, P the last
/// moves and W the residuals made orthonormal to both.
/// </summary>
internal sealed class EigenBlock : IDisposable
{
    private readonly LinearOperator a;
    private readonly ComputeOptions options;
    private readonly int wanted, width;
    private readonly Matrix<double> s, products;          // [n, 3b]
    private readonly Matrix<double> spare;                // [n, 2b]
    private readonly double[] values, residuals;          // [b], [wanted]
    private int moves;                                    // columns of P

    public EigenBlock(LinearOperator a, int wanted, int width, RandomStream random, ComputeOptions options)
    {
        (this.a, this.wanted, this.width, this.options) = (a, wanted, width, options);
        s = new Matrix<double>(a.Rows, 3 * width);
        products = new Matrix<double>(a.Rows, 3 * width);
        spare = new Matrix<double>(a.Rows, 2 * width);
        (values, residuals) = (new double[width], new double[wanted]);
        using var start = new Matrix<double>(a.Rows, width);
        for (int i = 0; i < a.Rows; i++)
        {
            random.FillNormal(start.Row(i));
        }

        using Matrix<double> q = QrFactor<double>.Compute(start, options).FormQ(options);
        q.View.CopyTo(Part(s, 0, width));
        a.Apply(Part(s, 0, width), Part(products, 0, width), options);
        Rotate(width);
        Measure();
    }

    public double WorstResidual { get; private set; }

    /// <summary>One iteration; false when the residuals add nothing new.</summary>
    public bool Improve()
    {
        int room = Math.Min(width, a.Rows - width - moves);
        int fresh = room <= 0 ? 0 : AddResiduals(width + moves, room);
        if (fresh == 0)
        {
            return false;
        }

        int first = width + moves;
        a.Apply(Part(s, first, fresh), Part(products, first, fresh), options);
        Rotate(first + fresh);
        Measure();
        return true;
    }

    public EigenPairs Result(Certificate certificate) =>
        new(values[..wanted], Part(s, 0, wanted).ToMatrix(), residuals, certificate);

    public void Dispose()
    {
        s.Dispose();
        products.Dispose();
        spare.Dispose();
    }

    private static MatrixView<double> Part(Matrix<double> matrix, int first, int count) =>
        matrix.View.Slice(0, first, matrix.Rows, count);

    // R = A X − X Θ, made orthonormal to the first columns of S and within itself; those that vanish are left out.
    private int AddResiduals(int first, int room)
    {
        using var w = new Matrix<double>(a.Rows, room);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < room; j++)
            {
                w[i, j] = products[i, j] - (values[j] * s[i, j]);
            }
        }

        MatrixView<double> known = Part(s, 0, first);
        using var overlap = new Matrix<double>(first, room);
        int rank = room;
        Matrix<double> q = w;
        for (int pass = 0; pass < 2; pass++)
        {
            MatrixView<double> block = Part(q, 0, rank);
            MatrixView<double> inner = overlap.View.Slice(0, 0, first, rank);
            Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, known, block, 0.0, inner, options);
            Blas.Gemm(Transpose.No, Transpose.No, -1.0, known, inner, 1.0, block, options);
            QrFactor<double> qr = QrFactor<double>.ComputePivoted(block, options);
            rank = Math.Min(rank, qr.Rank(1e-10));
            q = qr.FormQ(options);
        }

        if (rank > 0)
        {
            Part(q, 0, rank).CopyTo(Part(s, first, rank));
        }

        return rank;
    }

    // Rayleigh–Ritz on the first columns of S: X becomes the top Ritz vectors, P the part of the move outside old X.
    private void Rotate(int count)
    {
        using var small = new Matrix<double>(count, count);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, Part(s, 0, count), Part(products, 0, count), 0.0, small, options);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                small[i, j] = 0.5 * (small[i, j] + small[j, i]);
            }
        }

        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(small, options);
        int outside = Math.Min(width, count - width);
        using var turn = new Matrix<double>(count, width + outside);
        for (int j = 0; j < width; j++)
        {
            values[j] = eigen.Values[count - 1 - j];
            for (int i = 0; i < count; i++)
            {
                double element = eigen.Vectors[i, count - 1 - j];
                turn[i, j] = element;
                if (j < outside && i >= width)
                {
                    turn[i, width + j] = element;
                }
            }
        }

        // In coefficients "orthonormal to the new X" takes no work with long vectors: Q of [C_X, C_P] by columns.
        using Matrix<double> orthonormal = QrFactor<double>.Compute(turn, options).FormQ(options);
        turn.View.Slice(0, 0, count, width).CopyTo(orthonormal.View.Slice(0, 0, count, width));
        foreach (Matrix<double> matrix in new[] { s, products })
        {
            MatrixView<double> turned = Part(spare, 0, width + outside);
            Blas.Gemm(Transpose.No, Transpose.No, 1.0, Part(matrix, 0, count), orthonormal, 0.0, turned, options);
            turned.CopyTo(Part(matrix, 0, width + outside));
        }

        moves = outside;
    }

    private void Measure()
    {
        double scale = Math.Max(values.Max(Math.Abs), double.Epsilon);
        var squares = new double[wanted];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < wanted; j++)
            {
                double rest = products[i, j] - (values[j] * s[i, j]);
                squares[j] += rest * rest;
            }
        }

        for (int j = 0; j < wanted; j++)
        {
            residuals[j] = Math.Sqrt(squares[j]) / scale;
        }

        WorstResidual = residuals.Max();
    }
}
