using Gramian.Data;
using Gramian.Data.Encoders;
using Gramian.Models.SupportVectors.Libsvm;

namespace Gramian.Models.Tests.SupportVectors.Libsvm;

public sealed class LibsvmScalingTests
{
    [Fact]
    public void A_line_says_where_the_ends_of_a_column_go()
    {
        LibsvmScaling read = Read("y\n-1 1\n10 30\nx\n0 1\n1 -4 4\n3 2 2\n7 1e-3 2e-3\n");
        Assert.Equal([1, 3, 7], read.Features);
        Standardizer first = read[1]!;
        Assert.Equal([0, 0.5, 1], new double[] { -4, 0, 4 }.Select(first.Apply));
        Assert.Null(read[3]);
        Assert.Equal(0.5, read[7]!.Apply(1.5e-3), 1e-12);
        Assert.Equal([-1, 0, 1], new double[] { 10, 20, 30 }.Select(read.Target!.Apply));
        Assert.False(read.Contains(2));
    }

    [Fact]
    public void A_standardisation_reads_back()
    {
        var maps = new Dictionary<int, Standardizer?>
        {
            [1] = new(5.84, 0.825), [2] = null, [5] = new(-1e6, 3), [6] = new(0, 1e-8),
        };
        using var text = new StringWriter();
        LibsvmScaling.Of(maps).Write(text);
        LibsvmScaling back = Read(text.ToString());
        Assert.Null(back[2]);
        foreach ((int feature, Standardizer? map) in maps.Where(pair => pair.Value is not null))
        {
            Assert.Equal(map!.Mean, back[feature]!.Mean, 1e-9 * (Math.Abs(map.Mean) + map.Scale));
            Assert.Equal(map.Scale, back[feature]!.Scale, 1e-9 * (Math.Abs(map.Mean) + map.Scale));
        }
    }

    [Theory]
    [InlineData("", "a line 'x'")]
    [InlineData("x\n", "ends early")]
    [InlineData("x\n-1 1 2\n", "2 finite numbers")]
    [InlineData("x\n-1 1\n1 0 1e999\n", "3 finite numbers")]
    [InlineData("x\n-1 1\n2 0 1\n1 0 1\n", "ascend")]
    [InlineData("x\n-1 1\n0 0 1\n", "ascend")]
    [InlineData("x\n-1 1\n1.5 0 1\n", "ascend")]
    [InlineData("x\n-1 1\n1 1 0\n", "larger number must come second")]
    [InlineData("x\n1 1\n1 0 1\n", "larger number must come second")]
    [InlineData("y\n-1 1\n2 2\nx\n-1 1\n", "the same in every row")]
    public void Anything_else_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<DataException>(() => Read(text)).Message);

    private static LibsvmScaling Read(string text) => LibsvmScaling.Read(new StringReader(text), "range");
}
