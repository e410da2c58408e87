using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Random;

public sealed class WorkloadRandomTests
{
    [Theory]
    [InlineData(1ul, 0ul, 0xbfef8030ddc2d772, 0.7497482413580301, -1.1575493713558918)]
    [InlineData(11ul, 12345ul, 0x8d1fc996b538eaf7, 0.5512662880839546, 0.22306653780674998)]
    [InlineData(42ul, 7ul, 0x272404a0a3926552, 0.15289334222649975, 0.16909812411194114)]
    public void Follows_the_recipe(ulong seed, ulong index, ulong bits, double uniform, double normal)
    {
        // Values of an independent program in another language.
        Assert.Equal(bits, WorkloadRandom.Bits(seed, index));
        Assert.Equal(uniform, WorkloadRandom.Uniform(seed, index));
        Assert.Equal(normal, WorkloadRandom.Normal(seed, index), 1e-15);
    }

    [Fact]
    public void Fills_matrices_by_rows()
    {
        using Matrix<double> matrix = WorkloadRandom.UniformMatrix(5, 3, 4);
        Assert.Equal(WorkloadRandom.Uniform(5, 9), matrix[2, 1]);
        using Matrix<double> normal = WorkloadRandom.NormalMatrix(5, 3, 4);
        Assert.Equal(WorkloadRandom.Normal(5, 9), normal[2, 1]);
    }
}
