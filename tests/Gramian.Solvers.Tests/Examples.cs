using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Solvers.Tests;

/// <summary>Operators that several tests use.</summary>
internal static class Examples
{
    /// <summary>[[4, 1, 0], [1, 3, 1], [0, 1, 2]], of determinant 18.</summary>
    public static DenseOperator Three { get; } = Dense(new[,] { { 4.0, 1, 0 }, { 1, 3, 1 }, { 0, 1, 2 } });

    public static DenseOperator Dense(double[,] values, Structure structure = Structure.PositiveDefinite) =>
        new(Matrix<double>.FromArray(values), structure);

    /// <summary>The Gaussian Gram matrix of normal points, without a matrix.</summary>
    public static LinearOperator Gaussian(int size, int dimension = 2, ulong seed = 1, double lengthscale = 1)
    {
        var points = new Points(WorkloadRandom.NormalMatrix(seed, size, dimension));
        return Kernel.Parse(FormattableString.Invariant($"rbf(lengthscale={lengthscale})")).Gram(points);
    }

    public static double[] Normal(ulong seed, int size) =>
        [.. Enumerable.Range(0, size).Select(i => WorkloadRandom.Normal(seed, (ulong)i))];

    /// <summary>‖(A + shift) x − b‖₂ / ‖b‖₂.</summary>
    public static double Residual(LinearOperator a, double shift, double[] x, double[] b)
    {
        var product = new double[b.Length];
        a.Apply(x, product);
        double rest = 0;
        for (int i = 0; i < b.Length; i++)
        {
            rest += Math.Pow(product[i] + (shift * x[i]) - b[i], 2);
        }

        return Math.Sqrt(rest / b.Sum(value => value * value));
    }
}
