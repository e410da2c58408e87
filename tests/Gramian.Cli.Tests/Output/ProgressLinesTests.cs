using Gramian.Cli.Output;
using Gramian.Numerics;

namespace Gramian.Cli.Tests.Output;

public sealed class ProgressLinesTests
{
    [Fact]
    public void A_line_comes_after_ten_seconds_and_then_every_thirty()
    {
        var log = new StringWriter { NewLine = "\n" };
        var lines = new ProgressLines(log);
        foreach (double second in (double[])[0.1, 9.9, 10, 11, 39, 40, 41])
        {
            lines.Report(new ComputeProgress("optimising", 0.25, "iteration 4"), TimeSpan.FromSeconds(second));
        }

        Assert.Equal(
            "gramian: optimising (iteration 4), 25 %, 10 s\ngramian: optimising (iteration 4), 25 %, 40 s\n",
            log.ToString());
    }

    [Fact]
    public void A_share_that_is_not_known_is_left_out()
    {
        var log = new StringWriter { NewLine = "\n" };
        new ProgressLines(log).Report(new ComputeProgress("fitting", double.NaN, ""), TimeSpan.FromSeconds(12));
        Assert.Equal("gramian: fitting, 12 s\n", log.ToString());
    }
}
