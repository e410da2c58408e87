using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Krylov;

/// <summary>
/// One run of conjugate gradients for several right-hand sides. The columns that have not converged stand first; one
/// that has converged goes out, and the last one takes its place.
/// </summary>
internal sealed class ConjugateRun : IDisposable
{
    private const int ResidualInterval = 50;
    private const int StallLimit = 3;
    private readonly LinearOperator a;
    private readonly double shift;
    private readonly IPreconditioner? preconditioner;
    private readonly ComputeOptions options;
    private readonly ColumnBlock columns;
    private readonly Matrix<double> b, x, r, z, p, q;      // [n, k]
    private readonly int[] original;                       // the column of B that stands in a place
    private readonly int[] stalls, places;
    private readonly double[] norms, rho, scalars, factors, negated, ones, shifts;
    private int active;

    public ConjugateRun(
        LinearOperator a,
        double shift,
        IPreconditioner? preconditioner,
        MatrixView<double> rightHandSides,
        ComputeOptions options)
    {
        (this.a, this.shift, this.preconditioner, this.options) = (a, shift, preconditioner, options);
        (int n, int k) = (rightHandSides.Rows, rightHandSides.Columns);
        columns = new ColumnBlock(n, k, options);
        b = rightHandSides.ToMatrix();
        r = rightHandSides.ToMatrix();
        (x, z, p, q) = (new(n, k), new(n, k), new(n, k), new(n, k));
        original = [.. Enumerable.Range(0, k)];
        (stalls, places) = (new int[k], new int[k]);
        (norms, rho, scalars, factors, negated) =
            (new double[k], new double[k], new double[k], new double[k], new double[k]);
        (ones, shifts) = (new double[k], new double[k]);
        Array.Fill(ones, 1);
        Array.Fill(shifts, shift);
        active = k;
    }

    public int Iterations { get; private set; }

    public double WorstResidual { get; private set; }

    public ConjugateOutcome Outcome { get; private set; }

    /// <summary>What to try after an outcome; null when there is nothing to do.</summary>
    public static string? Remedy(ConjugateOutcome outcome, bool isPreconditioned) => outcome switch
    {
        ConjugateOutcome.Converged => null,
        ConjugateOutcome.Indefinite => "The operator is not positive definite to working precision: add more to the "
            + "diagonal, or use the minimum residual method.",
        ConjugateOutcome.Rounding => "Rounding allows no smaller residual: ask for less, or add more to the diagonal.",
        _ => isPreconditioned
            ? "Raise the rank of the preconditioner, allow more iterations, or add more to the diagonal."
            : "Use a preconditioner, allow more iterations, or add more to the diagonal.",
    };

    public void Dispose()
    {
        foreach (Matrix<double> matrix in new[] { b, x, r, z, p, q })
        {
            matrix.Dispose();
        }
    }

    public void Iterate(double tolerance, int iterationLimit, MatrixView<double> solutions)
    {
        columns.Dots(b, b, norms);
        for (int j = active - 1; j >= 0; j--)
        {
            norms[j] = Math.Sqrt(norms[j]);
            if (norms[j] == 0)
            {
                Retire(j, 0, ConjugateOutcome.Converged, solutions);
            }
        }

        StartDirections();
        while (active > 0 && Iterations < iterationLimit)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            Iterations++;
            Step(solutions);
            Judge(tolerance, solutions);
            NextDirections();
        }

        if (active > 0)
        {
            for (int j = 0; j < active; j++)
            {
                places[j] = j;
            }

            FormResiduals(active);
            columns.Dots(Active(r), Active(r), scalars);
            for (int j = active - 1; j >= 0; j--)
            {
                double residual = Math.Sqrt(scalars[j]) / norms[j];
                Retire(j, residual, residual <= tolerance
                    ? ConjugateOutcome.Converged : ConjugateOutcome.IterationLimit, solutions);
            }
        }
    }

    private MatrixView<double> Active(Matrix<double> matrix) => matrix.View.Slice(0, 0, matrix.Rows, active);

    private void StartDirections()
    {
        if (active == 0)
        {
            return;
        }

        Precondition();
        Active(z).CopyTo(Active(p));
        columns.Dots(Active(r), Active(z), rho);
    }

    private void Precondition()
    {
        if (preconditioner is null)
        {
            Active(r).CopyTo(Active(z));
        }
        else
        {
            preconditioner.Apply(Active(r), Active(z), options);
        }
    }

    // q = (A + shift) p, x += α p, r −= α q. Columns without positive curvature go out as they are.
    private void Step(MatrixView<double> solutions)
    {
        Multiply(Active(p), Active(q));
        columns.Dots(Active(p), Active(q), scalars);
        int broken = 0;
        for (int j = 0; j < active; j++)
        {
            bool curves = scalars[j] > 0 && double.IsFinite(scalars[j]) && rho[j] > 0;
            factors[j] = curves ? rho[j] / scalars[j] : 0;
            negated[j] = -factors[j];
            if (!curves)
            {
                places[broken++] = j;
            }
        }

        columns.Combine(factors, Active(p), ones, Active(x));
        columns.Combine(negated, Active(q), ones, Active(r));
        if (broken > 0)
        {
            FormResiduals(broken);
            columns.Dots(Active(r), Active(r), scalars);
            for (int c = broken - 1; c >= 0; c--)
            {
                int j = places[c];
                Retire(j, Math.Sqrt(scalars[j]) / norms[j], ConjugateOutcome.Indefinite, solutions);
            }
        }
    }

    // Lets columns go whose true residual is small enough, or which rounding keeps from getting there. A column that
    // goes is replaced by the last one, which was judged before it.
    private void Judge(double tolerance, MatrixView<double> solutions)
    {
        if (active == 0)
        {
            return;
        }

        bool all = Iterations % ResidualInterval == 0;
        columns.Dots(Active(r), Active(r), scalars);
        int judged = 0;
        for (int j = 0; j < active; j++)
        {
            bool claims = !(Math.Sqrt(scalars[j]) > tolerance * norms[j]);
            stalls[j] += claims ? 1 : 0;
            if (claims || all)
            {
                places[judged++] = j;
            }
        }

        if (judged == 0)
        {
            return;
        }

        FormResiduals(judged);
        columns.Dots(Active(r), Active(r), scalars);
        for (int c = judged - 1; c >= 0; c--)
        {
            int j = places[c];
            double residual = Math.Sqrt(scalars[j]) / norms[j];
            if (residual <= tolerance || stalls[j] >= StallLimit)
            {
                Retire(j, residual, residual <= tolerance
                    ? ConjugateOutcome.Converged : ConjugateOutcome.Rounding, solutions);
            }
        }
    }

    private void NextDirections()
    {
        if (active == 0)
        {
            return;
        }

        Precondition();
        columns.Dots(Active(r), Active(z), scalars);
        for (int j = 0; j < active; j++)
        {
            factors[j] = scalars[j] / rho[j];
            rho[j] = scalars[j];
        }

        columns.Combine(ones, Active(z), factors, Active(p));
    }

    private void Multiply(MatrixView<double> vectors, MatrixView<double> products)
    {
        a.Apply(vectors, products, options);
        if (shift != 0)
        {
            columns.Combine(shifts, vectors, ones, products);
        }
    }

    // r = b − (A + shift) x in the first of the places, by one product; z and q are free at this time.
    private void FormResiduals(int count)
    {
        MatrixView<double> gathered = z.View.Slice(0, 0, z.Rows, count);
        MatrixView<double> products = q.View.Slice(0, 0, q.Rows, count);
        for (int i = 0; i < z.Rows; i++)
        {
            for (int c = 0; c < count; c++)
            {
                gathered[i, c] = x[i, places[c]];
            }
        }

        Multiply(gathered, products);
        for (int i = 0; i < z.Rows; i++)
        {
            for (int c = 0; c < count; c++)
            {
                r[i, places[c]] = b[i, places[c]] - products[i, c];
            }
        }
    }

    private void Retire(int place, double residual, ConjugateOutcome outcome, MatrixView<double> solutions)
    {
        int target = original[place];
        for (int i = 0; i < x.Rows; i++)
        {
            solutions[i, target] = x[i, place];
        }

        WorstResidual = double.IsNaN(residual) ? double.NaN : Math.Max(WorstResidual, residual);
        Outcome = outcome > Outcome ? outcome : Outcome;
        int last = --active;
        foreach (Matrix<double> matrix in new[] { b, x, r, p })
        {
            MoveColumn(matrix, last, place);
        }

        original[place] = original[last];
        stalls[place] = stalls[last];
        norms[place] = norms[last];
        rho[place] = rho[last];
    }

    private static void MoveColumn(Matrix<double> matrix, int from, int to)
    {
        for (int i = 0; i < matrix.Rows && from != to; i++)
        {
            matrix[i, to] = matrix[i, from];
        }
    }
}
