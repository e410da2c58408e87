using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Structured;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Solvers;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Toeplitz;

namespace Gramian.Models.Grids;

/// <summary>A stationary kernel on equally spaced points: Toeplitz matrices.</summary>
internal sealed class ToeplitzSystem(double[] targets, double first, double step, double tolerance)
    : GridSystem(targets, tolerance)
{
    private const int BatchColumns = 32;
    private const int IterationLimit = 500;
    private ToeplitzInverse? inverse;
    private IFactorization? system;
    private double[] diagonals = [];      // of the inverse: the sum of each
    private double[] correlations = [];   // Σ α αₗ

    public override string Method => "Toeplitz: conjugate gradients by Fourier transforms, exact determinant";

    public override Certificate Certificate => system!.Certificate with { Method = Method };

    protected override double LogDeterminant => inverse!.LogDeterminant;

    public override double[] InverseDiagonal() => inverse!.Diagonal();

    protected override bool TryFactor(Kernel kernel, double noiseVariance, ComputeOptions? options)
    {
        double[] generator = Generator(kernel, options);
        LinearOperator gram = kernel.Gram(Grid.OnLine(first, step, Count), options);
        generator[0] += noiseVariance;
        inverse = ToeplitzInverse.TryMake(generator, options);
        if (inverse is null)
        {
            return false;
        }

        var solver = new ConjugateGradient
        {
            Shift = noiseVariance,
            RelativeTolerance = Tolerance,
            IterationLimit = IterationLimit,
            Preconditioning = new SeriesPreconditioning(inverse),
        };
        system = solver.Prepare(gram, options);
        Weights = new double[Count];
        system.Solve(Targets, Weights);
        return true;
    }

    protected override void Prepare(ComputeOptions? options)
    {
        diagonals = inverse!.DiagonalSums(options);
        correlations = ToeplitzInverse.Correlate(Weights, Weights, options);
    }

    protected override double Slope(Kernel above, Kernel below, ComputeOptions? options)
    {
        double[] upper = Generator(above, options);
        double[] lower = Generator(below, options);
        double sum = 0;
        for (int l = 0; l < Count; l++)
        {
            sum += (l == 0 ? 1 : 2) * (upper[l] - lower[l]) * (correlations[l] - diagonals[l]);
        }

        return sum;
    }

    public override void Predict(
        Kernel kernel, Points queries, Span<double> means, Span<double> variances, ComputeOptions? options)
    {
        Points line = Grid.OnLine(first, step, Count).ToPoints();
        for (int start = 0; start < queries.Count; start += BatchColumns)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BatchColumns, queries.Count - start);
            Points part = queries.Select([.. Enumerable.Range(start, count)]);
            using Matrix<double> cross = kernel.CrossMatrix(part, line, options);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<double> row = cross.Row(i);
                means[start + i] = VectorOps.Dot<double>(row, Weights);
                double prior = kernel.Evaluate(part.Values.Row(i), part.Values.Row(i));
                variances[start + i] = prior - inverse!.Form(row, options);
            }
        }
    }

    // k at the differences 0, 1, 2 … of the steps.
    private double[] Generator(Kernel kernel, ComputeOptions? options)
    {
        var origin = new Points(new Matrix<double>(1, 1));
        using Matrix<double> values = kernel.CrossMatrix(origin, Grid.OnLine(0, step, Count).ToPoints(), options);
        double[] generator = values.Row(0).ToArray();
        generator[0] = kernel.Evaluate([0], [0]);
        return generator;
    }
}
