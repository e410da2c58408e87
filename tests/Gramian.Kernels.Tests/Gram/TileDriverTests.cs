using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Kernels.Tests.Gram;

public sealed class TileDriverTests
{
    private static readonly ComputeOptions Single = new() { Threads = 1 };

    public static TheoryData<string> Kernels =>
    [
        "rbf", "matern12(lengthscale=[1, 2, 3])", "matern52", "matern(smoothness=0.8)", "rationalquadratic",
        "laplacian",
        "overlap", "periodic", "cosine", "linear", "polynomial", "constant", "white",
        "2 * (rbf + linear) * periodic + matern32.on(1)^2 + rbf.warp(tanh) + laplacian",
        "2 * (rbf + linear) * periodic + matern32.on(1)^2 + rbf.warp(tanh)",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Warm_calls_allocate_nothing(string text)
    {
        const int Count = 150;
        Kernel kernel = Kernel.Parse(text);
        Points points = KernelTests.SomePoints(Count, 3);
        BoundKernel bound = kernel.Bind(new PointPairs(points, points, SamePoints: true));
        using var matrix = new Matrix<double>(Count, Count);
        using var weights = new Matrix<double>(Count, Count);
        weights.View.Fill(0.5);
        using var slopes = new Matrix<double>(Count, 3);
        double[] gradient = new double[kernel.Hyperparameters.Count];
        bool hasSlopes = kernel.IsDifferentiable;
        long least = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TileDriver.FillSymmetric(bound, Count, matrix, GramTriangle.Both, Single);
            TileDriver.FillCross(bound, Count, Count, matrix, Single);
            TileDriver.Contract(bound, weights, isSymmetric: true, gradient, Single);
            if (hasSlopes)
            {
                TileDriver.ContractInputs(bound, weights, slopes, Single);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Stops_between_two_tiles_and_leaves_no_scratch_lent()
    {
        using var stop = new CancellationTokenSource();
        var kernel = new StoppingKernel(stop, after: 7);
        using var matrix = new Matrix<double>(1000, 1000);
        var options = new ComputeOptions { Threads = 1, CancellationToken = stop.Token };
        int mark = TileScratch.Current.Mark;
        Assert.Throws<OperationCanceledException>(
            () => TileDriver.FillCross(kernel, 1000, 1000, matrix, options));
        Assert.Equal(7, kernel.Tiles);
        Assert.Throws<OperationCanceledException>(
            () => TileDriver.FillSymmetric(kernel, 1000, matrix, GramTriangle.Both, options));
        Assert.Throws<OperationCanceledException>(
            () => TileDriver.Contract(kernel, matrix, isSymmetric: true, new double[1], options));
        Assert.Throws<OperationCanceledException>(
            () => TileDriver.ContractInputs(kernel, matrix, matrix.View.Slice(0, 0, 1000, 1), options));
        Assert.Equal(7, kernel.Tiles);
        Assert.Equal(mark, TileScratch.Current.Mark);
    }

    [Fact]
    public void Says_so_when_it_was_stopped_in_the_last_tile()
    {
        using var stop = new CancellationTokenSource();
        var kernel = new StoppingKernel(stop, after: 4);
        using var matrix = new Matrix<double>(64, 128);
        var options = new ComputeOptions { Threads = 1, CancellationToken = stop.Token };
        Assert.Throws<OperationCanceledException>(() => TileDriver.FillCross(kernel, 64, 128, matrix, options));
    }

    private sealed class StoppingKernel(CancellationTokenSource stop, int after) : BoundKernel
    {
        public int Tiles { get; private set; }

        public override void Fill(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            values.Fill(1);
            if (++Tiles == after)
            {
                stop.Cancel();
            }
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch) => Tiles++;
    }
}
