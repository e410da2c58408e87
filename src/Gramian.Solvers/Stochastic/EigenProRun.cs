using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Solvers.Stochastic;

/// <summary>One run: the top of the sample's spectrum, then epochs of batches over the rows.</summary>
internal sealed class EigenProRun : IDisposable
{
    private const double Exponent = 0.95;
    private const int LargestBatch = 4096;
    private const int Patience = 5;
    private const double Progress = 0.999;
    private const double Growth = 10;
    private readonly EigenPro recipe;
    private readonly IRowBlocks matrix;
    private readonly MatrixView<double> right;
    private readonly MatrixView<double> solutions;
    private readonly ComputeOptions options;
    private readonly int sample;
    private readonly Matrix<double> vectors;    // E, [s, q]
    private readonly double[] damping;          // D, [q]
    private readonly double[] values;           // of the sample, descending, [s]
    private readonly int batch;
    private readonly double step;

    public EigenProRun(
        EigenPro recipe,
        IRowBlocks matrix,
        MatrixView<double> right,
        MatrixView<double> solutions,
        ComputeOptions options)
    {
        (this.recipe, this.matrix, this.right, this.solutions) = (recipe, matrix, right, solutions);
        this.options = options;
        options.CancellationToken.ThrowIfCancellationRequested();
        sample = Math.Min(recipe.SampleRows, matrix.Count);
        using Matrix<double> gram = matrix.Block(0, sample, sample, options);
        SymmetricOps.AddToDiagonal<double>(gram, recipe.Shift);
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(gram, options);
        values = [.. eigen.Values.Reverse().Select(value => Math.Max(value, 0) / sample)];
        int pairs = Math.Clamp(recipe.Pairs ?? sample / 8, 1, sample);

        // Values at the level of rounding have vectors without meaning.
        while (pairs > 1 && values[pairs - 1] < 1e-12 * values[0])
        {
            pairs--;
        }

        double last = values[pairs - 1];
        vectors = Matrix<double>.Uninitialized(sample, pairs);
        for (int i = 0; i < sample; i++)
        {
            for (int k = 0; k < pairs; k++)
            {
                vectors[i, k] = eigen.Vectors[i, sample - 1 - k];
            }
        }

        eigen.Vectors.Dispose();
        damping = new double[pairs];
        for (int k = 0; k < pairs && values[k] > 0; k++)
        {
            damping[k] = (1 - Math.Pow(last / values[k], Exponent)) / (sample * values[k]);
        }

        double diagonal = matrix.LargestDiagonal + recipe.Shift;
        double top = Math.Pow(values[0], 1 - Exponent) * Math.Pow(last, Exponent);
        double critical = top > 0 ? Math.Floor(diagonal / top) + 1 : matrix.Count;
        batch = Math.Min(recipe.BatchSize ?? (int)Math.Min(critical, LargestBatch), matrix.Count);
        step = diagonal > 0 ? (batch < critical ? 1 / diagonal : 1.98 / (diagonal + ((batch - 1) * top))) : 0;
    }

    public void Dispose() => vectors.Dispose();

    public EigenProResult Run(RandomStream random)
    {
        solutions.Fill(0);
        double norm = Norm(right);
        using Matrix<double> best = solutions.ToMatrix();
        (double least, double residual, int epochs, int idle) = (norm == 0 ? 0 : 1, norm == 0 ? 0 : 1, 0, 0);
        EigenProStop stop = norm == 0 ? EigenProStop.Tolerance : EigenProStop.EpochLimit;
        while (norm > 0 && epochs < recipe.EpochLimit)
        {
            epochs++;
            double passing = Epoch(random.Substream((ulong)epochs)) / norm;
            options.Progress?.Report(new ComputeProgress(
                "stochastic steps", epochs / (double)recipe.EpochLimit,
                string.Create(CultureInfo.InvariantCulture, $"relative residual {passing:G3}")));

            // The residual of the epoch is one of many solutions; only a true one may end the run well.
            bool claims = passing <= recipe.RelativeTolerance || epochs == recipe.EpochLimit;
            residual = claims ? TrueResidual() / norm : passing;
            if (claims && residual <= recipe.RelativeTolerance)
            {
                stop = EigenProStop.Tolerance;
                break;
            }

            if (!(residual <= Growth * least))
            {
                (stop, residual) = (EigenProStop.Diverged, double.NaN);
                break;
            }

            idle = residual <= Progress * least ? 0 : idle + 1;
            if (residual < least)
            {
                least = residual;
                solutions.CopyTo(best);
            }

            if (idle == Patience)
            {
                stop = EigenProStop.Stalled;
                break;
            }
        }

        if (stop is EigenProStop.Diverged or EigenProStop.Stalled)
        {
            best.View.CopyTo(solutions);
            residual = TrueResidual() / norm;
        }

        return Result(stop, epochs, residual);
    }

    // One pass over all batches; returns the root of the summed squares of the residuals as they passed.
    private double Epoch(RandomStream random)
    {
        int batches = (matrix.Count + batch - 1) / batch;
        double squares = 0;
        foreach (int index in random.Permutation(batches))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int first = index * batch;
            int count = Math.Min(batch, matrix.Count - first);
            using Matrix<double> gradient = Residual(first, count);
            for (int i = 0; i < count; i++)
            {
                squares += VectorOps.SumOfSquares<double>(gradient.Row(i));
                VectorOps.Axpy(step, gradient.Row(i), solutions.Row(first + i));
            }

            Correct(first, gradient);
        }

        return Math.Sqrt(squares);
    }

    // y − (K + wI) α in some rows.
    private Matrix<double> Residual(int first, int count)
    {
        var residual = new Matrix<double>(count, right.Columns);
        matrix.Rows(first, count).Apply(solutions, residual, options);
        for (int i = 0; i < count; i++)
        {
            Span<double> row = residual.Row(i);
            VectorOps.Scale(-1.0, row);
            VectorOps.Axpy(-recipe.Shift, solutions.Row(first + i), row);
            VectorOps.Axpy(1.0, right.Row(first + i), row);
        }

        return residual;
    }

    // α_s −= step · E D Eᵀ (K + wI)_{sB} r, for r points the other way than the gradient.
    private void Correct(int first, Matrix<double> residual)
    {
        using Matrix<double> block = matrix.Block(first, residual.Rows, sample, options);
        for (int i = 0; i < residual.Rows && first + i < sample; i++)
        {
            block[i, first + i] += recipe.Shift;
        }

        using var product = new Matrix<double>(sample, right.Columns);
        using var inner = new Matrix<double>(damping.Length, right.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, block, residual, 0.0, product, options);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, vectors, product, 0.0, inner, options);
        for (int k = 0; k < damping.Length; k++)
        {
            VectorOps.Scale(-step * damping[k], inner.Row(k));
        }

        MatrixView<double> head = solutions.Slice(0, 0, sample, right.Columns);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, vectors, inner, 1.0, head, options);
    }

    private double TrueResidual()
    {
        double norm = 0;
        for (int first = 0; first < matrix.Count; first += batch)
        {
            using Matrix<double> residual = Residual(first, Math.Min(batch, matrix.Count - first));
            norm = double.Hypot(norm, Norm(residual));
        }

        return norm;
    }

    private static double Norm(MatrixView<double> block)
    {
        double norm = 0;
        for (int i = 0; i < block.Rows; i++)
        {
            norm = double.Hypot(norm, VectorOps.Norm2<double>(block.Row(i)));
        }

        return norm;
    }

    private EigenProResult Result(EigenProStop stop, int epochs, double residual)
    {
        string? remedy = stop switch
        {
            EigenProStop.Tolerance => null,
            EigenProStop.EpochLimit => "Allow more epochs, use more eigenvectors, or add more to the diagonal.",
            EigenProStop.Stalled => "The residual no longer falls: use more eigenvectors, or add more to the diagonal.",
            _ => "The steps are too long for this matrix: use a larger sample for the eigenvectors.",
        };
        var certificate = new Certificate
        {
            Method = string.Create(CultureInfo.InvariantCulture,
                $"stochastic steps on batches of {batch} rows, {damping.Length} eigenvectors removed"),
            Iterations = epochs,
            RequestedTolerance = recipe.RelativeTolerance,
            AchievedResidual = residual,
            Converged = remedy is null,
            Remedy = remedy is null ? null : string.Create(CultureInfo.InvariantCulture,
                $"The relative residual is {residual:G3} after {epochs} epochs, not {recipe.RelativeTolerance:G3}. ")
                + remedy,
        };
        return new EigenProResult(certificate, stop, batch, step, damping.Length, values);
    }
}
