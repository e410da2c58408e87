using BenchmarkDotNet.Attributes;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics.Random;

namespace Gramian.Benchmarks;

/// <summary>The claim: a Gram matrix made in tiles beats one evaluation per pair of points.</summary>
[MemoryDiagnoser]
public class TilesBeatPairs
{
    private readonly Kernel kernel = new Matern52(0.7);
    private Points points = null!;
    private double[,] byPairs = null!;

    [Params(500, 1000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        points = new Points(WorkloadRandom.UniformMatrix(1, Rows, 8));
        byPairs = new double[Rows, Rows];
    }

    [Benchmark(Baseline = true)]
    public double Pairs()
    {
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j <= i; j++)
                byPairs[i, j] = byPairs[j, i] = kernel.Evaluate(points.Values.Row(i), points.Values.Row(j));
        }

        return byPairs[Rows - 1, 0];
    }

    [Benchmark]
    public double Tiles()
    {
        using var gram = kernel.GramMatrix(points);
        return gram[Rows - 1, 0];
    }
}
