using System.Text;

namespace Gramian.Cli.Output;

/// <summary>Lays out lines of a label and a text, the texts below each other.</summary>
internal sealed class LabelledLines
{
    private readonly List<(string Label, string Text)> lines = [];

    public void Add(string label, string text) => lines.Add((label, text));

    public override string ToString()
    {
        int width = lines.Max(line => line.Label.Length) + 2;
        var text = new StringBuilder();
        foreach ((string label, string line) in lines)
        {
            text.Append(label.PadRight(width)).Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
