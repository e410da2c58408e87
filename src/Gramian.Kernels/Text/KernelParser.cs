using System.Globalization;
using Gramian.Kernels.Algebra;
using static System.FormattableString;

namespace Gramian.Kernels.Text;

// sum     := product { '+' product }
// product := [ number '*' ] postfix { '*' postfix }
// postfix := primary { '^' whole | '.on(' whole { ',' whole } ')' | '.warp(' name ')' }
// primary := name [ '(' argument { ',' argument } ')' ] | '(' sum ')'
internal sealed class KernelParser
{
    private const int DepthLimit = 64;
    private const int LengthLimit = 1 << 20;
    private readonly KernelLexer lexer;
    private int depth;

    private KernelParser(string text) => lexer = new KernelLexer(text);

    public static Kernel Parse(string text)
    {
        if (text.Length > LengthLimit)
        {
            throw new FormatException(Invariant(
                $"A kernel may have at most {LengthLimit} characters, but this text has {text.Length}."));
        }

        var parser = new KernelParser(text);
        Kernel kernel = parser.ReadSum();
        return parser.lexer.Kind == TokenKind.End
            ? kernel
            : throw parser.lexer.Refuse("'+', '*', '^', '.' or the end");
    }

    private Kernel ReadSum()
    {
        var terms = new List<Kernel> { ReadProduct() };
        while (lexer.Take('+'))
        {
            terms.Add(ReadProduct());
        }

        return terms.Count == 1 ? terms[0] : new Sum(new KernelList([.. terms]));
    }

    private Kernel ReadProduct()
    {
        Kernel first;
        if (lexer.Kind == TokenKind.Number)
        {
            int position = lexer.Position;
            double factor = lexer.TakeNumber();
            lexer.Expect('*', "'*' and a kernel after the number");
            bool isCall = lexer.Kind == TokenKind.Name;
            Kernel kernel = ReadPostfix();
            first = lexer.Guarded<Kernel>(position, () =>
                isCall && kernel is ElementaryKernel own
                    ? own with { Variance = factor * own.Variance }
                    : new Scaled(factor, kernel));
        }
        else
        {
            first = ReadPostfix();
        }

        var factors = new List<Kernel> { first };
        while (lexer.Take('*'))
        {
            factors.Add(ReadPostfix());
        }

        return factors.Count == 1 ? first : new Product(new KernelList([.. factors]));
    }

    private Kernel ReadPostfix()
    {
        Kernel kernel = ReadPrimary();
        int before = depth;
        while (true)
        {
            int position = lexer.Position;
            if (lexer.Take('^'))
            {
                Enter(position);
                int exponent = TakeWhole();
                Kernel inner = kernel;
                kernel = lexer.Guarded(position, () => inner.Pow(exponent));
            }
            else if (lexer.Take('.'))
            {
                Enter(position);
                kernel = ReadMethod(kernel);
            }
            else
            {
                depth = before;
                return kernel;
            }
        }
    }

    private Kernel ReadMethod(Kernel inner)
    {
        int position = lexer.Position;
        string name = lexer.Kind == TokenKind.Name ? lexer.TakeName() : throw lexer.Refuse("'on' or 'warp'");
        if (name is not ("on" or "warp"))
        {
            throw lexer.Refuse("'on' or 'warp'", position);
        }

        lexer.Expect('(', "'('");
        Kernel result;
        if (name == "on")
        {
            var columns = new List<int> { TakeWhole() };
            while (lexer.Take(','))
            {
                columns.Add(TakeWhole());
            }

            result = lexer.Guarded(position, () => inner.On([.. columns]));
        }
        else
        {
            int place = lexer.Position;
            string text = lexer.Kind == TokenKind.Name ? lexer.TakeName() : "";
            Warp[] known = Enum.GetValues<Warp>();
            int index = Array.FindIndex(known, warp => Warped.NameOf(warp) == text);
            result = index >= 0
                ? inner.Warp(known[index])
                : throw lexer.Refuse("one of " + string.Join(", ", known.Select(Warped.NameOf)), place);
        }

        lexer.Expect(')', "',' or ')'");
        return result;
    }

    private Kernel ReadPrimary()
    {
        int position = lexer.Position;
        if (lexer.Take('('))
        {
            Enter(position);
            Kernel inner = ReadSum();
            lexer.Expect(')', "'+', '*' or ')'");
            depth--;
            return inner;
        }

        if (lexer.Kind != TokenKind.Name)
        {
            throw lexer.Refuse(lexer.Kind == TokenKind.Number
                ? "the name of a kernel or '(', since a number stands first in a product"
                : "the name of a kernel, a number or '('");
        }

        string name = lexer.TakeName();
        ElementaryKernel kernel = KernelNames.Find(name)
            ?? throw lexer.Refuse("one of " + string.Join(", ", KernelNames.All), position);
        return lexer.Take('(') ? ReadArguments(kernel) : kernel;
    }

    private ElementaryKernel ReadArguments(ElementaryKernel kernel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string names = string.Join(", ", kernel.Definitions.Select(d => d.Name));
        do
        {
            int position = lexer.Position;
            string name = lexer.Kind == TokenKind.Name
                ? lexer.TakeName()
                : throw lexer.Refuse($"a parameter of {kernel.Keyword}: {names}");
            ParameterDefinition definition = kernel.Definitions.FirstOrDefault(d => d.Name == name)
                ?? throw lexer.Refuse($"a parameter of {kernel.Keyword}: {names}", position);
            if (!seen.Add(name))
            {
                throw lexer.Refuse($"each parameter once; '{name}' comes again", position);
            }

            lexer.Expect('=', "'='");
            ArgumentText argument = ReadArgument();
            ElementaryKernel present = kernel;
            kernel = lexer.Guarded(position, () => definition.WithArgument(present, argument));
        }
        while (lexer.Take(','));
        lexer.Expect(')', "',' or ')'");
        return kernel;
    }

    private ArgumentText ReadArgument()
    {
        if (lexer.Kind == TokenKind.Number)
        {
            return new ArgumentText([lexer.TakeNumber()], IsList: false);
        }

        int position = lexer.Position;
        if (lexer.Take('-'))
        {
            return new ArgumentText([-lexer.TakeNumber()], IsList: false);
        }

        bool isName = lexer.Kind == TokenKind.Name;
        if (isName && lexer.TakeName() == "ard")
        {
            return ArgumentText.Ard;
        }

        if (isName || !lexer.Take('['))
        {
            throw lexer.Refuse("a number, [numbers] or ard", position);
        }

        var numbers = new List<double> { lexer.TakeNumber() };
        while (lexer.Take(','))
        {
            numbers.Add(lexer.TakeNumber());
        }

        lexer.Expect(']', "',' or ']'");
        return new ArgumentText([.. numbers], IsList: true);
    }

    private int TakeWhole()
    {
        int position = lexer.Position;
        double number = lexer.TakeNumber();
        return number == Math.Floor(number) && number <= int.MaxValue
            ? (int)number
            : throw lexer.Refuse("a whole number", position);
    }

    private void Enter(int position)
    {
        if (++depth > DepthLimit)
        {
            throw lexer.Refuse(string.Create(
                CultureInfo.InvariantCulture, $"at most {DepthLimit} levels of nesting"), position);
        }
    }
}
