using System.Text;

namespace Gramian.Reports.Markup;

/// <summary>Writes elements, attributes and text so that the result is well-formed as XML and harmless as
/// HTML.</summary>
/// <remarks>Every attribute value and every text is escaped here and nowhere else; names come from our source
/// code.</remarks>
internal sealed class MarkupWriter
{
    private static readonly HashSet<string> SelfClosing =
        ["meta", "br", "hr", "col", "rect", "line", "path", "circle", "image"];

    private readonly StringBuilder output = new();
    private readonly Stack<string> open = new();
    private bool inTag;

    public MarkupWriter Open(string name)
    {
        FinishTag();
        output.Append('<').Append(name);
        open.Push(name);
        inTag = true;
        return this;
    }

    public MarkupWriter Attribute(string name, string? value)
    {
        if (!inTag)
        {
            throw new InvalidOperationException($"The attribute '{name}' must follow the opening of an element.");
        }

        if (value is not null)
        {
            output.Append(' ').Append(name).Append("=\"");
            Escaping.Append(output, value);
            output.Append('"');
        }

        return this;
    }

    public MarkupWriter Attribute(string name, double value) => Attribute(name, NumberText.Coordinate(value));

    public MarkupWriter Class(string value) => Attribute("class", value);

    public MarkupWriter Text(string? value)
    {
        FinishTag();
        Escaping.Append(output, value ?? "");
        return this;
    }

    public MarkupWriter Close()
    {
        string name = open.Pop();
        if (inTag && SelfClosing.Contains(name))
        {
            output.Append(" />");
            inTag = false;
        }
        else
        {
            FinishTag();
            output.Append("</").Append(name).Append('>');
        }

        return this;
    }

    public MarkupWriter Element(string name, string? text, string? cssClass = null) =>
        Open(name).Attribute("class", cssClass).Text(text).Close();

    public MarkupWriter Line()
    {
        FinishTag();
        output.Append('\n');
        return this;
    }

    /// <summary>Appends markup that another writer made, or a constant of our own; never text of a user.</summary>
    public MarkupWriter Trusted(string markup)
    {
        FinishTag();
        output.Append(markup);
        return this;
    }

    public override string ToString()
    {
        if (open.Count > 0)
        {
            throw new InvalidOperationException($"The element '{open.Peek()}' is not closed.");
        }

        return output.ToString();
    }

    private void FinishTag()
    {
        if (inTag)
        {
            output.Append('>');
            inTag = false;
        }
    }
}
