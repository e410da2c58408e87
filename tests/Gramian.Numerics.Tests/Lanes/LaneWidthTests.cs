using System.Globalization;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tests.Lanes;

public sealed class LaneWidthTests
{
    [Fact]
    public void Takes_the_width_that_the_environment_names()
    {
        string? wish = Environment.GetEnvironmentVariable("GRAMIAN_LANES");
        Assert.SkipWhen(string.IsNullOrEmpty(wish), "GRAMIAN_LANES is not set.");
        Assert.Contains(wish, LaneWidth.Choices.Select(x => x.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(Math.Min(64 * int.Parse(wish, CultureInfo.InvariantCulture), Hardware), LaneWidth.Bits);
    }

    [Fact]
    public void Takes_the_widest_that_the_hardware_has_when_nothing_is_wished()
    {
        Assert.SkipUnless(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("GRAMIAN_LANES")), "GRAMIAN_LANES is set.");
        Assert.Equal(Hardware, LaneWidth.Bits);
    }

    [Fact]
    public void Is_followed_by_the_dense_kernels()
    {
        int columns = LaneWidth.Bits switch
        {
            512 => GemmKernel512<double>.Columns,
            256 => GemmKernel256<double>.Columns,
            128 => GemmKernel128<double>.Columns,
            _ => GemmKernelScalar<double>.Columns,
        };
        Assert.Equal(LaneWidth.Bits, SimdPath.Bits);
        Assert.Equal(columns, GemmKernel<double>.Columns);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 256)]
    [InlineData("DOTNET_EnableAVX2", "0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", 64)]
    public void Obeys_the_switches_of_the_runtime(string variable, string value, int most)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(variable) == value, $"{variable} is not {value}.");
        Assert.InRange(LaneWidth.Bits, 64, most);
    }

    private static int Hardware =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 64;
}
