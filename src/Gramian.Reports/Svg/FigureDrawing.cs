using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg;

/// <summary>Lays a figure out and draws it.</summary>
internal sealed class FigureDrawing
{
    private const double TickSize = 12, LabelLimit = 150, LegendRow = 20;

    private readonly Figure figure;
    private readonly double[] ticksX, ticksY;
    private readonly string[] labelsX, labelsY;
    private readonly string[] fullX, fullY;
    private readonly bool tilted;
    private readonly IReadOnlyList<(Mark Mark, string Text, double X, double Y)> legend;
    private readonly double left, top, right, bottom, endNotes;
    private readonly Frame frame;

    public FigureDrawing(Figure figure)
    {
        this.figure = figure;
        Extent x = new(figure.X.Kind == AxisKind.Logarithmic), y = new(figure.Y.Kind == AxisKind.Logarithmic);
        foreach (Mark mark in figure.Marks)
        {
            mark.Extend(x, y);
        }

        AxisScale scaleY = AxisScale.Create(figure.Y, y, 1, 0);
        (ticksY, fullY) = Labels(figure.Y, scaleY, Math.Max(2, (int)(figure.Height / 55)));
        labelsY = [.. fullY.Select(label => TextWidth.Shorten(label, TickSize, LabelLimit))];
        left = 12 + (figure.Y.Caption.Length > 0 ? 18 : 0) + Widest(labelsY);
        endNotes = EndNotes();
        right = 16 + (figure.ColourBar is null ? 0 : 66) + endNotes;
        AxisScale scaleX = AxisScale.Create(figure.X, x, 0, 1);
        (ticksX, fullX) = Labels(figure.X, scaleX, Math.Max(2, (int)((figure.Width - left - right) / 75)));
        double room = (figure.Width - left - right) / Math.Max(1, ticksX.Length);
        tilted = figure.X.Kind == AxisKind.Categories && Widest(fullX) > room;
        labelsX = [.. fullX.Select(label => TextWidth.Shorten(label, TickSize, tilted ? 90 : LabelLimit))];
        bottom = (ticksX.Length > 0 ? 22 : 8) + (tilted ? 0.7 * Widest(labelsX) : 0)
            + (figure.X.Caption.Length > 0 ? 22 : 0);
        legend = PlaceLegend(figure, left, figure.Width - right);
        top = 12 + (legend.Count == 0 ? 0 : legend[^1].Y + 2);
        double width = Math.Max(40, figure.Width - left - right), height = Math.Max(40, figure.Height - top - bottom);
        frame = new Frame(AxisScale.Create(figure.X, x, 0, width), AxisScale.Create(figure.Y, y, height, 0), width,
            height);
    }

    public string Draw(FigureUse use)
    {
        bool file = use == FigureUse.File;
        double titleRoom = file ? 30 : 0;
        var writer = new MarkupWriter();
        writer.Open("svg").Attribute("xmlns", "http://www.w3.org/2000/svg").Class("gr-figure").Attribute("viewBox",
            $"0 {NumberText.Coordinate(-titleRoom)} {NumberText.Coordinate(figure.Width)} "
            + NumberText.Coordinate(figure.Height + titleRoom));
        if (file)
        {
            writer.Attribute("width", figure.Width).Attribute("height", figure.Height + titleRoom);
        }

        writer.Attribute("role", "img").Attribute("aria-label", figure.Title + ". " + figure.Description).Line();
        writer.Element("title", figure.Title).Element("desc", figure.Description).Line();
        if (file)
        {
            writer.Element("style", null).Line();
            writer.Open("rect").Class("gr-ground").Attribute("y", -titleRoom).Attribute("width", figure.Width)
                .Attribute("height", figure.Height + titleRoom).Close();
            string title = TextWidth.Shorten(figure.Title, 15, figure.Width - 32);
            writer.Open("text").Class("gr-title").Attribute("x", 16).Attribute("y", -8).Text(title).Close().Line();
        }

        DrawLegend(writer);
        writer.Open("g").Attribute("transform",
            $"translate({NumberText.Coordinate(left)} {NumberText.Coordinate(top)})");
        DrawAxisX(writer);
        DrawAxisY(writer);

        // A nested svg clips to its own box, so no element needs an id that another figure of the page might share.
        writer.Open("svg").Attribute("width", frame.Width + endNotes).Attribute("height", frame.Height)
            .Attribute("overflow", "hidden").Line();
        foreach (Mark mark in figure.Marks)
        {
            mark.Draw(writer, frame);
            writer.Line();
        }

        writer.Close();
        if (figure.ColourBar is { } bar)
        {
            DrawColourBar(writer, bar);
        }

        string svg = writer.Close().Line().Close().ToString();
        return file ? svg.Replace("<style></style>", "<style>\n" + FigureTheme.FileStyle + "</style>",
            StringComparison.Ordinal) : svg;
    }

    private static (double[] Ticks, string[] Labels) Labels(Axis axis, AxisScale scale, int target)
    {
        switch (axis.Kind)
        {
            case AxisKind.Bare:
                return ([], []);
            case AxisKind.Categories:
                return ([.. Enumerable.Range(0, axis.Categories.Count).Select(k => (double)k)], [.. axis.Categories]);
            case AxisKind.Logarithmic:
                double[] powers = Ticks.Logarithmic(scale.Low, scale.High, target);
                return (powers, Ticks.LogarithmicLabels(powers));
            default:
                double[] ticks = Ticks.Linear(scale.Low, scale.High, target);
                return (ticks, Ticks.Labels(ticks));
        }
    }

    private static double Widest(string[] labels) =>
        labels.Length == 0 ? 0 : labels.Max(label => TextWidth.Of(label, TickSize));

    private double EndNotes() => figure.Marks.OfType<Marks.BarMark>()
        .Where(bar => bar.Orientation == Orientation.Horizontal && bar.Annotations.Count > 0)
        .Select(bar => bar.Annotations.Max(note => TextWidth.Of(note, 11)) + 4).DefaultIfEmpty(0).Max();

    private static List<(Mark Mark, string Text, double X, double Y)> PlaceLegend(Figure figure, double from, double to)
    {
        var places = new List<(Mark Mark, string Text, double X, double Y)>();
        double x = from, y = 20;
        foreach (Mark mark in figure.Marks.Where(mark => mark.Label is not null))
        {
            string text = TextWidth.Shorten(mark.Label!, TickSize, Math.Max(60, to - from - 30));
            double width = 30 + TextWidth.Of(text, TickSize) + 10;
            if (x > from && x + width > to)
            {
                (x, y) = (from, y + LegendRow);
            }

            places.Add((mark, text, x, y));
            x += width;
        }

        return places;
    }

    private void DrawLegend(MarkupWriter writer)
    {
        foreach ((Mark mark, string text, double x, double y) in legend)
        {
            string middle = NumberText.Coordinate(y - 4);
            string start = NumberText.Coordinate(x);
            switch (mark.Swatch)
            {
                case SwatchKind.Area:
                    string area = mark is Marks.BandMark ? "gr-band " : "gr-bar ";
                    writer.Open("rect").Class(area + mark.SeriesClass).Attribute("x", x).Attribute("y", y - 9)
                        .Attribute("width", 22).Attribute("height", 10).Close();
                    break;
                case SwatchKind.Dot:
                    writer.Open("path").Class("gr-dots gr-big " + mark.SeriesClass)
                        .Attribute("d", $"M{NumberText.Coordinate(x + 11)} {middle}h0").Close();
                    break;
                default:
                    string line = mark is Marks.ReferenceLineMark ? "gr-ref " : mark.Swatch == SwatchKind.Dashed
                        ? "gr-line gr-dash " : "gr-line ";
                    writer.Open("path").Class(line + mark.SeriesClass).Attribute("d", $"M{start} {middle}h22").Close();
                    break;
            }

            writer.Open("text").Attribute("x", x + 28).Attribute("y", y).Text(text).Close().Line();
        }
    }

    private void DrawAxisX(MarkupWriter writer)
    {
        for (int i = 0; i < ticksX.Length; i++)
        {
            double x = frame.X.Map(ticksX[i]);
            if (figure.X.Kind != AxisKind.Categories)
            {
                writer.Open("line").Class("gr-grid").Attribute("x1", x).Attribute("x2", x)
                    .Attribute("y1", 0).Attribute("y2", frame.Height).Close();
            }

            string turn = $"translate({NumberText.Coordinate(x)} {NumberText.Coordinate(frame.Height + 15)}) "
                + $"rotate(-40)";
            writer.Open("text").Class(tilted ? "gr-end" : "gr-mid");
            _ = tilted ? writer.Attribute("transform", turn) : writer.Attribute("x", x)
                .Attribute("y", frame.Height + 16);
            Label(writer, labelsX[i], fullX[i]);
            writer.Close();
        }

        writer.Line().Open("line").Class("gr-axis").Attribute("x1", 0).Attribute("x2", frame.Width)
            .Attribute("y1", frame.Height).Attribute("y2", frame.Height).Close();
        Caption(writer, figure.X.Caption, frame.Width, NumberText.Coordinate(frame.Width / 2),
            NumberText.Coordinate(frame.Height + bottom - 8), null);
    }

    private void DrawAxisY(MarkupWriter writer)
    {
        for (int i = 0; i < ticksY.Length; i++)
        {
            double y = frame.Y.Map(ticksY[i]);
            if (figure.Y.Kind != AxisKind.Categories)
            {
                writer.Open("line").Class("gr-grid").Attribute("x1", 0).Attribute("x2", frame.Width)
                    .Attribute("y1", y).Attribute("y2", y).Close();
            }

            writer.Open("text").Class("gr-end").Attribute("x", -7).Attribute("y", y + 4);
            Label(writer, labelsY[i], fullY[i]);
            writer.Close();
        }

        writer.Line().Open("line").Class("gr-axis").Attribute("x1", 0).Attribute("x2", 0)
            .Attribute("y1", 0).Attribute("y2", frame.Height).Close();
        Caption(writer, figure.Y.Caption, frame.Height, null, null,
            $"translate({NumberText.Coordinate(16 - left)} {NumberText.Coordinate(frame.Height / 2)}) rotate(-90)");
        writer.Line();
    }

    private static void Label(MarkupWriter writer, string shown, string full)
    {
        if (shown != full)
        {
            writer.Element("title", full);
        }

        writer.Text(shown);
    }

    private static void Caption(MarkupWriter writer, string text, double room, string? x, string? y, string? transform)
    {
        if (text.Length > 0)
        {
            writer.Open("text").Class("gr-caption gr-mid").Attribute("x", x).Attribute("y", y)
                .Attribute("transform", transform);
            Label(writer, TextWidth.Shorten(text, 12.5, room), text);
            writer.Close().Line();
        }
    }

    private void DrawColourBar(MarkupWriter writer, ColourBar bar)
    {
        const int steps = 32;
        double x = frame.Width + 14, step = frame.Height / steps;
        for (int k = 0; k < steps; k++)
        {
            int colour = (int)((k + 0.5) / steps * SequentialColours.Count);
            writer.Open("rect").Attribute("x", x).Attribute("y", frame.Height - ((k + 1) * step)).Attribute("width", 12)
                .Attribute("height", step + 0.5).Attribute("fill", SequentialColours.Hex(colour)).Close();
        }

        AxisScale scale = AxisScale.Create(new Axis("") { Low = bar.Low, High = bar.High }, new Extent(false),
            frame.Height, 0);
        double[] ticks = Ticks.Linear(scale.Low, scale.High, 5);
        string[] labels = Ticks.Labels(ticks);
        for (int k = 0; k < ticks.Length; k++)
        {
            writer.Open("text").Class("gr-note").Attribute("x", x + 17).Attribute("y", scale.Map(ticks[k]) + 4)
                .Text(labels[k]).Close();
        }

        writer.Open("text").Class("gr-note gr-end").Attribute("x", frame.Width + right - 4)
            .Attribute("y", frame.Height + 16)
            .Text(bar.Label).Close().Line();
    }
}
