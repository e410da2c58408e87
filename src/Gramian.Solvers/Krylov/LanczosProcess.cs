using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>
/// Lanczos recurrences of several starts in step, so that the operator is applied to all of them at once, each with
/// full re-orthogonalisation against its own vectors.
/// </summary>
internal sealed class LanczosProcess : IDisposable
{
    // A coupling this small, relative to ‖A‖, is rounding: the vectors span an invariant subspace.
    private const double Negligible = 1e-12;
    private readonly LinearOperator a;
    private readonly ComputeOptions options;
    private readonly Matrix<double>[] bases;     // [limit, n], one vector a row
    private readonly Matrix<double> vectors;     // [n, k]
    private readonly Matrix<double> products;    // [n, k]
    private readonly double[] coefficients;
    private readonly double[] work;

    public LanczosProcess(LinearOperator a, MatrixView<double> starts, int limit, ComputeOptions options)
    {
        (this.a, this.options) = (a, options);
        int count = starts.Columns;
        limit = Math.Min(limit, Math.Max(1, a.Rows));
        coefficients = new double[limit];
        work = new double[a.Rows];
        vectors = new Matrix<double>(a.Rows, count);
        products = new Matrix<double>(a.Rows, count);
        bases = [.. Enumerable.Range(0, count).Select(_ => new Matrix<double>(limit, a.Rows))];
        States = [.. Enumerable.Range(0, count).Select(_ => new LanczosState(limit))];
        Limit = limit;
        for (int k = 0; k < count; k++)
        {
            LanczosState state = States[k];
            double[] start = starts.ColumnToArray(k);
            state.StartNorm = VectorOps.Norm2<double>(start);
            state.IsExact = state.StartNorm == 0;
            if (!state.IsExact)
            {
                VectorOps.Scale(1 / state.StartNorm, start);
                start.CopyTo(bases[k].Row(0));
            }
        }
    }

    /// <summary>The most steps that there is room for.</summary>
    public int Limit { get; }

    public LanczosState[] States { get; }

    public MatrixView<double> Basis(int k) => bases[k].View.Slice(0, 0, States[k].Steps, a.Rows);

    /// <summary>One step of every start that is not exact yet; false when there is none, or no room.</summary>
    public bool Step()
    {
        int steps = -1;
        for (int k = 0; k < States.Length; k++)
        {
            bool runs = !States[k].IsExact && States[k].Steps < Limit;
            steps = runs ? States[k].Steps : steps;
            for (int i = 0; i < a.Rows; i++)
            {
                vectors[i, k] = runs ? bases[k][States[k].Steps, i] : 0;
            }
        }

        if (steps < 0)
        {
            return false;
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        a.Apply(vectors, products, options);
        for (int k = 0; k < States.Length; k++)
        {
            if (!States[k].IsExact)
            {
                for (int i = 0; i < a.Rows; i++)
                {
                    work[i] = products[i, k];
                }

                Extend(States[k], bases[k]);
            }
        }

        return true;
    }

    public void Dispose()
    {
        vectors.Dispose();
        products.Dispose();
        foreach (Matrix<double> basis in bases)
        {
            basis.Dispose();
        }
    }

    private void Extend(LanczosState state, Matrix<double> basis)
    {
        int j = state.Steps;
        MatrixView<double> known = basis.View.Slice(0, 0, j + 1, a.Rows);
        Span<double> c = coefficients.AsSpan(0, j + 1);
        double diagonal = 0;

        // Twice is enough: the second pass removes what rounding left of the first.
        for (int pass = 0; pass < 2; pass++)
        {
            Blas.Gemv(Transpose.No, 1.0, known, work, 0.0, c, options);
            diagonal += c[j];
            Blas.Gemv(Transpose.Yes, -1.0, known, c, 1.0, work, options);
        }

        double coupling = VectorOps.Norm2<double>(work);
        state.Add(diagonal, coupling);
        if (!(coupling > Negligible * state.Scale) || state.Steps == a.Rows)
        {
            state.IsExact = true;
        }
        else if (state.Steps < Limit)
        {
            VectorOps.Scale<double>(1 / coupling, work);
            work.CopyTo(basis.Row(j + 1));
        }
    }
}
