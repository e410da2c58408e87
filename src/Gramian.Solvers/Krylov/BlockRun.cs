using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>One run of block conjugate gradients without breakdown.</summary>
/// <remarks>
/// With Q = A P and S = PᵀQ: X += P S⁻¹PᵀR, R −= Q S⁻¹PᵀR, Z = M⁻¹R, and the next P is an orthonormal basis of
/// Z − P S⁻¹QᵀZ, of as many columns as it has rank. The columns of Z are scaled to length 1 before, so that a
/// right-hand side that has nearly converged still counts in the rank.
/// </remarks>
internal sealed class BlockRun : IDisposable
{
    private const int ResidualInterval = 50;
    private const int StallLimit = 3;
    private const double RankTolerance = 1e-10;
    private readonly LinearOperator a;
    private readonly double shift;
    private readonly IPreconditioner? preconditioner;
    private readonly ComputeOptions options;
    private readonly ColumnBlock columns;
    private readonly Matrix<double> b, x, r, z, products;      // [n, k]
    private readonly double[] norms, scalars, scales, ones, shifts;
    private Matrix<double> p;                                  // [n, rank]
    private Matrix<double>? factor;                            // L of PᵀAP
    private int rank;

    public BlockRun(
        LinearOperator a,
        double shift,
        IPreconditioner? preconditioner,
        MatrixView<double> rightHandSides,
        ComputeOptions options)
    {
        (this.a, this.shift, this.preconditioner, this.options) = (a, shift, preconditioner, options);
        (int n, int k) = (rightHandSides.Rows, rightHandSides.Columns);
        columns = new ColumnBlock(n, k, options);
        (b, r) = (rightHandSides.ToMatrix(), rightHandSides.ToMatrix());
        (x, z, products, p) = (new(n, k), new(n, k), new(n, k), new(n, k));
        (norms, scalars, scales) = (new double[k], new double[k], new double[k]);
        (ones, shifts) = (new double[k], new double[k]);
        Array.Fill(ones, 1);
        Array.Fill(shifts, shift);
    }

    public int Iterations { get; private set; }

    public double WorstResidual { get; private set; }

    public ConjugateOutcome Outcome { get; private set; }

    public void Dispose()
    {
        foreach (Matrix<double> matrix in new[] { b, x, r, z, products, p })
        {
            matrix.Dispose();
        }

        factor?.Dispose();
    }

    public void Iterate(double tolerance, int iterationLimit, MatrixView<double> solutions)
    {
        columns.Dots(b, b, norms);
        for (int j = 0; j < norms.Length; j++)
        {
            norms[j] = Math.Sqrt(norms[j]);
        }

        bool done = norms.All(norm => norm == 0);
        if (!done)
        {
            Precondition();
            Orthonormalise();
        }

        int stalls = 0;
        while (!done && Iterations < iterationLimit)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (rank == 0 || !Step())
            {
                // No direction is left, or none in which the operator curves upwards.
                FormResiduals();
                Outcome = WorstResidual <= tolerance ? ConjugateOutcome.Converged
                    : rank == 0 ? ConjugateOutcome.Rounding : ConjugateOutcome.Indefinite;
                break;
            }

            Iterations++;
            bool claims = Worst() <= tolerance;
            if (claims || Iterations % ResidualInterval == 0)
            {
                FormResiduals();
                stalls += claims ? 1 : 0;
                done = WorstResidual <= tolerance;
                Outcome = done ? ConjugateOutcome.Converged : ConjugateOutcome.Rounding;
                if (done || stalls >= StallLimit)
                {
                    break;
                }
            }

            NextDirections();
        }

        if (!done && Iterations >= iterationLimit)
        {
            FormResiduals();
            Outcome = WorstResidual <= tolerance ? ConjugateOutcome.Converged : ConjugateOutcome.IterationLimit;
        }

        x.View.CopyTo(solutions);
    }

    private MatrixView<double> Products => products.View.Slice(0, 0, products.Rows, rank);

    private void Precondition()
    {
        if (preconditioner is null)
        {
            r.View.CopyTo(z);
        }
        else
        {
            preconditioner.Apply(r, z, options);
        }
    }

    // False when the operator is not positive definite on the directions.
    private bool Step()
    {
        MatrixView<double> q = Products;
        Multiply(p, q);
        factor?.Dispose();
        factor = new Matrix<double>(rank, rank);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, p, q, 0.0, factor, options);
        if (!CholeskyFactor.TryFactor<double>(factor, out _, options))
        {
            return false;
        }

        using var steps = new Matrix<double>(rank, r.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, p, r, 0.0, steps, options);
        Solve(steps);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, p, steps, 1.0, x, options);
        Blas.Gemm(Transpose.No, Transpose.No, -1.0, q, steps, 1.0, r, options);
        return true;
    }

    private void Solve(Matrix<double> vectors)
    {
        CholeskyFactor.SolveLower<double>(factor!, vectors, options);
        CholeskyFactor.SolveLowerTransposed<double>(factor!, vectors, options);
    }

    private void NextDirections()
    {
        Precondition();
        using var turns = new Matrix<double>(rank, z.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, Products, z, 0.0, turns, options);
        Solve(turns);
        Blas.Gemm(Transpose.No, Transpose.No, -1.0, p, turns, 1.0, z, options);
        Orthonormalise();
    }

    // P from Z, whose columns are scaled to length 1; those that vanish or depend on others are left out.
    private void Orthonormalise()
    {
        columns.Dots(z, z, scalars);
        for (int j = 0; j < scalars.Length; j++)
        {
            scales[j] = scalars[j] > 0 && double.IsFinite(scalars[j]) ? 1 / Math.Sqrt(scalars[j]) : 0;
        }

        for (int i = 0; i < z.Rows; i++)
        {
            Span<double> row = z.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= scales[j];
            }
        }

        p.Dispose();
        if (z.Columns == 1)
        {
            (p, rank) = (z.Copy(), scales[0] > 0 ? 1 : 0);
            return;
        }

        QrFactor<double> qr = QrFactor<double>.ComputePivoted(z, options);
        rank = qr.Rank(RankTolerance);
        using Matrix<double> q = qr.FormQ(options);
        p = q.View.Slice(0, 0, q.Rows, rank).ToMatrix();
    }

    private void Multiply(MatrixView<double> vectors, MatrixView<double> destination)
    {
        a.Apply(vectors, destination, options);
        if (shift != 0)
        {
            columns.Combine(shifts, vectors, ones, destination);
        }
    }

    private double Worst()
    {
        columns.Dots(r, r, scalars);
        double worst = 0;
        for (int j = 0; j < scalars.Length; j++)
        {
            double relative = norms[j] == 0 ? 0 : Math.Sqrt(scalars[j]) / norms[j];
            worst = double.IsNaN(relative) ? double.NaN : Math.Max(worst, relative);
        }

        return worst;
    }

    // R = B − (A + shift) X; Z is free at this time.
    private void FormResiduals()
    {
        Multiply(x, z);
        b.View.CopyTo(r);
        for (int i = 0; i < r.Rows; i++)
        {
            VectorOps.Axpy(-1.0, z.Row(i), r.Row(i));
        }

        WorstResidual = Worst();
    }
}
