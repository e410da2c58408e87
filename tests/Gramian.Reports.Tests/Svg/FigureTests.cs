using System.Xml.Linq;
using Gramian.Numerics;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Tests.Svg;

public sealed class FigureTests
{
    private static readonly Axis X = new("x") { Unit = "m", Low = 0, High = 10 };
    private static readonly Axis Y = new("y") { Low = 0, High = 1 };

    [Fact]
    public void Draws_a_line_with_a_gap_where_a_value_is_missing()
    {
        XElement path = Drawn(new LineMark([0, 5, 7, 8, 10], [0, 1, double.NaN, 0.5, 0])).Descendants()
            .Single(element => ((string?)element.Attribute("class"))?.StartsWith("gr-line",
                StringComparison.Ordinal) == true);
        Assert.Equal("M0 110L50 0M80 55L100 110", Scaled(path.Attribute("d")!.Value));
    }

    [Fact]
    public void Draws_dots_as_strokes_of_no_length() =>
        Assert.Contains("h0\"", Figure(new ScatterMark([1, 2, 3], [0.1, 0.2, 0.3])).ToInlineSvg(),
            StringComparison.Ordinal);

    [Fact]
    public void Writes_the_axis_and_nothing_that_depends_on_the_machine()
    {
        const string golden = """<text class="gr-caption gr-mid" x="231.6" y="320">x [m]</text>""";
        string svg = Figure(new LineMark([0, 10], [0, 1])).ToInlineSvg();
        string caption = svg.Split('\n').Single(line => line.Contains(">x [m]<", StringComparison.Ordinal));
        Assert.Equal(System.Text.RegularExpressions.Regex.Replace(golden, "x=\"[^\"]*\"", "x"),
            System.Text.RegularExpressions.Regex.Replace(caption[caption.IndexOf("<text", StringComparison.Ordinal)..],
                "x=\"[^\"]*\"", "x"));
    }

    [Fact]
    public void Stands_alone_as_a_file_with_its_own_style()
    {
        XDocument file = XDocument.Parse(Figure(new LineMark([0, 10], [0, 1])).ToSvgFile());
        Assert.Equal("http://www.w3.org/2000/svg", file.Root!.Name.NamespaceName);
        Assert.Equal("img", (string?)file.Root.Attribute("role"));
        Assert.Contains(file.Descendants(), element => element.Name.LocalName == "style"
            && element.Value.Contains(".gr-line", StringComparison.Ordinal));
        Assert.Equal("A title", file.Descendants().First(element => element.Name.LocalName == "title").Value);
    }

    [Fact]
    public void Draws_a_heatmap_as_an_image_with_the_first_row_where_the_axis_puts_it()
    {
        var matrix = Matrix<double>.FromArray(new double[,] { { 0, 1 }, { double.NaN, 0 } });
        string href = Drawn(new HeatmapMark(matrix, 0, 1)).Descendants().Single(e => e.Name.LocalName == "image")
            .Attribute("href")!.Value;
        byte[] png = Convert.FromBase64String(href["data:image/png;base64,".Length..]);
        Assert.Equal(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, png[..4]);
        int data = png.AsSpan().IndexOf("IDAT"u8) + 4 + 2 + 5;
        // row 2 (not a number, 0) is drawn above row 1
        Assert.Equal(new byte[] { 0, 255, 0, 0, 0, 254 }, png[data..(data + 6)]);
    }

    [Fact]
    public void Has_even_steps_of_lightness_in_its_colour_scale()
    {
        double previous = -1;
        for (int i = 0; i < SequentialColours.Count; i += 8)
        {
            double light = (0.2126 * Linear(SequentialColours.Bytes[3 * i]))
                + (0.7152 * Linear(SequentialColours.Bytes[(3 * i) + 1]))
                + (0.0722 * Linear(SequentialColours.Bytes[(3 * i) + 2]));
            Assert.True(light > previous, $"colour {i} is not lighter than the one before");
            previous = light;
        }

        static double Linear(byte value) => Math.Pow(value / 255.0, 2.2);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(3000, 3000)]
    [InlineData(100000, 3000)]
    public void Thins_evenly(int count, int expected)
    {
        int[] kept = Thinning.Indices(count);
        Assert.InRange(kept.Length, expected * 0.99, expected * 1.01);
        Assert.Equal(kept.Length / 2.0, kept.Count(i => i < count / 2), expected * 0.01 + 1);
    }

    private static Figure Figure(Mark mark) => new("A title", "What is seen", X, Y, [mark]);

    private static XDocument Drawn(Mark mark) => XDocument.Parse(Figure(mark).ToInlineSvg());

    // Brings the coordinates of the drawing area to 100 × 110, so that the test does not hang on the width of labels.
    private static string Scaled(string path)
    {
        double[] x = [.. Numbers(path, 0)], y = [.. Numbers(path, 1)];
        return System.Text.RegularExpressions.Regex.Replace(path, "([ML])([0-9.]+) ([0-9.]+)", match => match.Groups[1]
            .Value
            + Math.Round(100 * double.Parse(match.Groups[2].Value,
                System.Globalization.CultureInfo.InvariantCulture) / x.Max()) + " "
            + Math.Round(110 * double.Parse(match.Groups[3].Value,
                System.Globalization.CultureInfo.InvariantCulture) / y.Max()));
    }

    private static IEnumerable<double> Numbers(string path, int which) =>
        path.Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
        .Select(point => double.Parse(point.Split(' ')[which], System.Globalization.CultureInfo.InvariantCulture));
}
