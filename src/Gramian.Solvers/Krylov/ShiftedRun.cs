using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>One run for many shifts: the recurrence of the least one, and multiples of it for the others.</summary>
internal sealed class ShiftedRun
{
    private readonly LinearOperator a;
    private readonly double[] b, shifts, differences;
    private readonly double[] scale, scaleBefore;        // ζ of this iteration and of the one before
    private readonly Matrix<double> directions;          // [n, s]
    private readonly ColumnBlock columns;
    private readonly ComputeOptions options;
    private readonly double norm;

    public ShiftedRun(LinearOperator a, double[] b, double[] shifts, ComputeOptions options)
    {
        (this.a, this.b, this.shifts, this.options) = (a, b, shifts, options);
        Least = shifts.Length == 0 ? 0 : shifts.Min();
        differences = [.. shifts.Select(shift => shift - Least)];
        scale = new double[shifts.Length];
        scaleBefore = new double[shifts.Length];
        Array.Fill(scale, 1);
        Array.Fill(scaleBefore, 1);
        norm = VectorOps.Norm2<double>(b);
        directions = new Matrix<double>(b.Length, shifts.Length);
        Solutions = new Matrix<double>(b.Length, shifts.Length);
        columns = new ColumnBlock(b.Length, shifts.Length, options);
    }

    public Matrix<double> Solutions { get; }

    public int Iterations { get; private set; }

    private double Least { get; }

    public void Iterate(double tolerance, int limit)
    {
        if (norm == 0 || shifts.Length == 0)
        {
            return;
        }

        (double[] r, double[] p, double[] q) = ((double[])b.Clone(), (double[])b.Clone(), new double[b.Length]);
        for (int i = 0; i < b.Length; i++)
        {
            directions.Row(i).Fill(b[i]);
        }

        double rho = norm * norm;
        (double alphaBefore, double betaBefore) = (1, 0);
        var steps = new double[shifts.Length];
        var kept = new double[shifts.Length];
        var added = new double[shifts.Length];
        var ones = new double[shifts.Length];
        Array.Fill(ones, 1);

        // A tenth of the tolerance leaves room for the drift of the recursive residual.
        while (Math.Sqrt(rho) > 0.1 * tolerance * norm && Iterations < limit)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            a.Apply(p, q, options);
            VectorOps.Axpy(Least, p, q);
            double curvature = VectorOps.Dot<double>(p, q);
            if (!(curvature > 0) || !double.IsFinite(curvature))
            {
                return;
            }

            Iterations++;
            double alpha = rho / curvature;
            VectorOps.Axpy(-alpha, q, r);
            double next = VectorOps.SumOfSquares<double>(r);
            double beta = next / rho;
            for (int j = 0; j < shifts.Length; j++)
            {
                double denominator = (alpha * betaBefore * (scaleBefore[j] - scale[j]))
                    + (scaleBefore[j] * alphaBefore * (1 + (differences[j] * alpha)));
                double after = scale[j] * scaleBefore[j] * alphaBefore / denominator;

                // A system that has converged to rounding stands still: its ζ is 0.
                double ratio = scale[j] == 0 || !double.IsFinite(after) ? 0 : after / scale[j];
                steps[j] = alpha * ratio;
                kept[j] = beta * ratio * ratio;
                (scaleBefore[j], scale[j]) = (scale[j], scale[j] * ratio);
                added[j] = scale[j];
            }

            columns.Combine(steps, directions, ones, Solutions);
            for (int i = 0; i < b.Length; i++)
            {
                p[i] = r[i] + (beta * p[i]);
                Span<double> row = directions.Row(i);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = (added[j] * r[i]) + (kept[j] * row[j]);
                }
            }

            (alphaBefore, betaBefore, rho) = (alpha, beta, next);
        }
    }

    /// <summary>The largest true ‖b − (A + σI) x‖ / ‖b‖.</summary>
    public double MeasureResidual()
    {
        if (norm == 0 || shifts.Length == 0)
        {
            return 0;
        }

        using var products = new Matrix<double>(b.Length, shifts.Length);
        a.Apply(Solutions, products, options);
        for (int i = 0; i < b.Length; i++)
        {
            Span<double> row = products.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = b[i] - row[j] - (shifts[j] * Solutions[i, j]);
            }
        }

        var squares = new double[shifts.Length];
        columns.Dots(products, products, squares);
        return Math.Sqrt(squares.Max()) / norm;
    }
}
