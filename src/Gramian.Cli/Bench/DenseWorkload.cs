using System.Numerics;
using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Random;

namespace Gramian.Cli.Bench;

/// <summary>W3: the dense linear algebra that everything above stands on, beside the limits of the machine.</summary>
internal sealed class DenseWorkload : IWorkload
{
    private const int Samples = 256;      // entries or pairs that the accuracy is found on
    private const int ExpLength = 1 << 14;
    private const int ExpRounds = 1000;
    private static readonly int[] GemmSizes = [1000, 2000, 4000];
    private static readonly int[] EigenSizes = [1000, 2000];
    private static readonly int[] CholeskySizes = [1000, 2000, 4000, 8000];

    public string Name => "W3";

    public void Run(BenchRun bench)
    {
        LimitLines.Print(bench);
        if (bench.Wants("gemm"))
        {
            foreach (int n in Sizes(GemmSizes, bench))
            {
                Gemm<double>(bench, n, "f64");
                Gemm<float>(bench, n, "f32");
            }
        }

        if (bench.Wants("potrf"))
        {
            foreach (int n in Sizes(CholeskySizes, bench))
            {
                Cholesky(bench, n);
            }
        }

        if (bench.Wants("syevd"))
        {
            foreach (int n in Sizes(EigenSizes, bench))
            {
                Eigen(bench, n);
            }
        }

        if (bench.Wants("exp"))
        {
            Exp<double>(bench, "f64", (source, destination) => VectorMath.Exp(source, destination));
            Exp<float>(bench, "f32", (source, destination) => VectorMath.Exp(source, destination));
        }
    }

    private static IEnumerable<int> Sizes(int[] all, BenchRun bench) => bench.Quick ? all[..1] : all;

    private static void Gemm<T>(BenchRun bench, int n, string numberType)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Matrix<T> a = Uniform<T>(1, n);
        using Matrix<T> b = Uniform<T>(2, n);
        using var c = new Matrix<T>(n, n);
        bench.Measure(
            new Measurement("W3", "gramian:gemm", n, NumberType: numberType, Repeats: 7),
            () => Blas.Gemm<T>(Transpose.No, Transpose.No, T.One, a, b, T.Zero, c, bench.Compute),
            reset: null,
            seconds => new JsonObject
            {
                ["gflops"] = Json.Number(2 * Math.Pow(n, 3) / seconds * 1e-9),
                ["max_rel_err"] = Json.Number(WorstOf((row, column) =>
                {
                    var dot = new ExactDot();
                    for (int k = 0; k < n; k++)
                    {
                        dot.Add(double.CreateChecked(a[row, k]), double.CreateChecked(b[k, column]));
                    }

                    return dot.ErrorOf(c[row, column]);
                }, n)),
            });
    }

    private static void Cholesky(BenchRun bench, int n)
    {
        using Matrix<double> a = PositiveDefinite(n, bench.Compute);
        using Matrix<double> factor = Matrix<double>.Uninitialized(n, n);
        bench.Measure(
            new Measurement("W3", "gramian:potrf", n, Repeats: n < 8000 ? 5 : 3),
            () => Factor(factor, bench.Compute),
            reset: () => a.View.CopyTo(factor),
            seconds => new JsonObject
            {
                ["gflops"] = Json.Number(Math.Pow(n, 3) / 3 / seconds * 1e-9),
                ["max_rel_err"] = Json.Number(WorstOf((i, j) =>
                {
                    (int row, int column) = (Math.Max(i, j), Math.Min(i, j));
                    var dot = new ExactDot();
                    for (int k = 0; k <= column; k++)
                    {
                        dot.Add(factor[row, k], factor[column, k]);
                    }

                    return dot.ErrorOf(a[row, column]);
                }, n)),
            });
        using Matrix<double> inverse = Matrix<double>.Uninitialized(n, n);
        bench.Measure(
            new Measurement("W3", "gramian:potri", n, Repeats: 3),
            () => CholeskyFactor.InvertInPlace<double>(inverse, bench.Compute),
            reset: () => factor.View.CopyTo(inverse),
            seconds => new JsonObject
            {
                ["gflops"] = Json.Number(2 * Math.Pow(n, 3) / 3 / seconds * 1e-9),
                ["max_rel_err"] = Json.Number(WorstOf((row, column) =>
                {
                    var dot = new ExactDot();
                    for (int k = 0; k < n; k++)
                    {
                        dot.Add(a[row, k], inverse[Math.Max(k, column), Math.Min(k, column)]);
                    }

                    return dot.ErrorOf(row == column ? 1.0 : 0.0);
                }, n)),
            });
    }

    private static void Eigen(BenchRun bench, int n)
    {
        using Matrix<double> a = PositiveDefinite(n, bench.Compute);
        SymmetricEigen<double>? eigen = null;
        bench.Measure(
            new Measurement("W3", "gramian:syevd", n),
            () => eigen = SymmetricEigen<double>.Compute(a, bench.Compute),
            reset: null,
            _ => new JsonObject
            {
                // (V D Vᵀ)ᵢⱼ against Aᵢⱼ, over the sum of the absolute products.
                ["max_rel_err"] = Json.Number(WorstOf((row, column) =>
                {
                    var dot = new ExactDot();
                    for (int k = 0; k < n; k++)
                    {
                        dot.Add(eigen!.Vectors[row, k] * eigen.Values[k], eigen.Vectors[column, k]);
                    }

                    return dot.ErrorOf(a[row, column]);
                }, n)),
                ["orthogonality_err"] = Json.Number(WorstOf((i, j) =>
                {
                    var dot = new ExactDot();
                    for (int k = 0; k < n; k++)
                    {
                        dot.Add(eigen!.Vectors[k, i], eigen.Vectors[k, j]);
                    }

                    return Math.Abs(dot.Sum - (i == j ? 1 : 0));
                }, n)),
            });
        double[] values = [];
        bench.Measure(
            new Measurement("W3", "gramian:syevd-novec", n),
            () => values = SymmetricEigen<double>.ComputeValues(a, bench.Compute),
            reset: null,
            _ => new JsonObject
            {
                // Two invariants that need no eigenvector: the trace and the sum of squares.
                ["trace_rel_err"] = Json.Number(Math.Abs((values.Sum() / Trace(a)) - 1)),
                ["frobenius_rel_err"] = Json.Number(Math.Abs(
                    (values.Sum(v => v * v) / SumOfSquares(a)) - 1)),
            });
    }

    private static double Trace(Matrix<double> a) => Enumerable.Range(0, a.Rows).Sum(i => a[i, i]);

    private static double SumOfSquares(Matrix<double> a) =>
        Enumerable.Range(0, a.Rows).Sum(i => VectorOps.SumOfSquares<double>(a.Row(i)));

    private static void Exp<T>(BenchRun bench, string numberType, SpanFunction<T> exp)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new T[ExpLength];
        var destination = new T[ExpLength];
        for (int i = 0; i < source.Length; i++)
        {
            source[i] = T.CreateTruncating(-20 * WorkloadRandom.Uniform(5, (ulong)i));
        }

        bench.Measure(
            new Measurement("W3", "gramian:exp-L1L2", ExpLength, NumberType: numberType) { Threads = 1 },
            () =>
            {
                for (int round = 0; round < ExpRounds; round++)
                {
                    exp(source, destination);
                }
            },
            reset: null,
            seconds => new JsonObject
            {
                ["gexp_per_s"] = Json.Number((double)ExpLength * ExpRounds / seconds * 1e-9),
                ["max_rel_err"] = Json.Number(source.Zip(destination, (x, y) =>
                    Math.Abs((double.CreateChecked(y) / Math.Exp(double.CreateChecked(x))) - 1)).Max()),
            });
    }

    private static void Factor(Matrix<double> matrix, ComputeOptions options)
    {
        if (!CholeskyFactor.TryFactor<double>(matrix, out int pivot, options))
        {
            throw new InvalidOperationException($"The positive definite matrix failed at pivot {pivot}.");
        }
    }

    // The largest error over a fixed sample of entries, corners of the matrix among them.
    private static double WorstOf(Func<int, int, double> errorAt, int n)
    {
        double worst = Math.Max(errorAt(0, 0), Math.Max(errorAt(n - 1, n - 1), errorAt(n - 1, 0)));
        for (ulong i = 0; i < Samples; i++)
        {
            int row = (int)(WorkloadRandom.Uniform(7, 2 * i) * n);
            int column = (int)(WorkloadRandom.Uniform(7, (2 * i) + 1) * n);
            worst = Math.Max(worst, errorAt(row, column));
        }

        return worst;
    }

    private static Matrix<T> Uniform<T>(ulong seed, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = Matrix<T>.Uninitialized(n, n);
        ulong index = 0;
        for (int row = 0; row < n; row++)
        {
            foreach (ref T value in matrix.Row(row))
            {
                value = T.CreateTruncating(WorkloadRandom.Uniform(seed, index++));
            }
        }

        return matrix;
    }

    // A A^T plus n/10 on the diagonal, A uniform: the peers' matrix.
    private static Matrix<double> PositiveDefinite(int n, ComputeOptions options)
    {
        using Matrix<double> a = Uniform<double>(3, n);
        var product = new Matrix<double>(n, n);
        Blas.Syrk<double>(Triangle.Lower, Transpose.No, 1, a, 0, product, options);
        SymmetricOps.MirrorLower<double>(product);
        SymmetricOps.AddToDiagonal<double>(product, n * 0.1);
        return product;
    }
}
