using System.Globalization;
using static System.FormattableString;

namespace Gramian.Kernels.Text;

// Names, numbers and symbols of a kernel expression; every refusal says where it stands and what was expected.
internal sealed class KernelLexer
{
    private const int ShownLength = 24;
    private readonly string text;
    private int end;

    public KernelLexer(string text)
    {
        this.text = text;
        Advance();
    }

    public TokenKind Kind { get; private set; }

    /// <summary>Where the present token begins, from 0.</summary>
    public int Position { get; private set; }

    public bool Take(char symbol)
    {
        if (Kind != TokenKind.Symbol || text[Position] != symbol)
        {
            return false;
        }

        Advance();
        return true;
    }

    public void Expect(char symbol, string expected)
    {
        if (!Take(symbol))
        {
            throw Refuse(expected);
        }
    }

    public string TakeName()
    {
        string name = text[Position..end];
        Advance();
        return name;
    }

    public double TakeNumber()
    {
        if (Kind != TokenKind.Number)
        {
            throw Refuse("a number");
        }

        if (!double.TryParse(text.AsSpan(Position, end - Position), NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
        {
            throw Refuse("a finite number");
        }

        Advance();
        return number;
    }

    /// <summary>Makes what the kernel itself may refuse; its refusal gets the position.</summary>
    public T Guarded<T>(int position, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // .NET appends the parameter and the value, which the sentence has already.
            string sentence = exception.Message.Split(" (Parameter '", 2)[0];
            throw new FormatException(
                Invariant($"The kernel text is wrong at position {position + 1}: {sentence}"), exception);
        }
    }

    public FormatException Refuse(string expected) => Refuse(expected, Position);

    public FormatException Refuse(string expected, int position)
    {
        string found = position >= text.Length
            ? "the text ends there"
            : $"there is '{text.AsSpan(position, Math.Min(ShownLength, text.Length - position))}'";
        return new FormatException(
            Invariant($"The kernel text is wrong at position {position + 1}: expected {expected}, but {found}."));
    }

    private void Advance()
    {
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        Position = end;
        if (end == text.Length)
        {
            Kind = TokenKind.End;
        }
        else if (char.IsAsciiLetter(text[end]))
        {
            Kind = TokenKind.Name;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }
        }
        else if (char.IsAsciiDigit(text[end]))
        {
            Kind = TokenKind.Number;
            ScanNumber();
        }
        else
        {
            Kind = TokenKind.Symbol;
            end++;
        }
    }

    private void ScanNumber()
    {
        ScanDigits();
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            ScanDigits();
        }

        if (end < text.Length && text[end] is ('e' or 'E'))
        {
            end++;
            if (end < text.Length && text[end] is ('+' or '-'))
            {
                end++;
            }

            ScanDigits();
        }
    }

    private void ScanDigits()
    {
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }
    }
}
