using FsCheck;
using FsCheck.Fluent;

namespace Gramian.Kernels.Tests.Text;

public sealed class KernelParserTests
{
    private static readonly string[] Pieces =
    [
        "rbf", "linear", "overlap", "periodic", "(", ")", "[", "]", "+", "*", "^", ".on(", ".warp(tanh)",
        "lengthscale=",
        "variance=", "ard", ",", "2", "0.5", "1e999", "-", " ", "=", "é", "\0", "foo",
    ];

    [Theory]
    [InlineData("", 1, "the name of a kernel, a number or '('")]
    [InlineData("  ", 3, "the name of a kernel")]
    [InlineData("rbf +", 6, "the name of a kernel")]
    [InlineData("rbff", 1, "one of constant, cosine, laplacian, linear")]
    [InlineData("Rbf", 1, "one of constant")]
    [InlineData("NaN * rbf", 1, "one of constant")]
    [InlineData("rbf rbf", 5, "'+', '*', '^', '.' or the end")]
    [InlineData("rbf\0", 4, "'+', '*', '^', '.' or the end")]
    [InlineData("rbf - rbf", 5, "'+', '*', '^', '.' or the end")]
    [InlineData("(rbf", 5, "'+', '*' or ')'")]
    [InlineData("rbf)", 4, "or the end")]
    [InlineData("2 rbf", 3, "'*' and a kernel after the number")]
    [InlineData("rbf * 2", 7, "a number stands first in a product")]
    [InlineData("2 * 3 * rbf", 5, "a number stands first in a product")]
    [InlineData("1,5 * rbf", 2, "'*' and a kernel after the number")]
    [InlineData(".5 * rbf", 1, "the name of a kernel")]
    [InlineData("-1 * rbf", 1, "the name of a kernel")]
    [InlineData("1e999 * rbf", 1, "a finite number")]
    [InlineData("1e * rbf", 1, "a finite number")]
    [InlineData("0 * rbf", 1, "must be positive and finite")]
    [InlineData("rbf(", 5, "a parameter of rbf: lengthscale, variance")]
    [InlineData("rbf()", 5, "a parameter of rbf: lengthscale, variance")]
    [InlineData("rbf(lengthscal=1)", 5, "a parameter of rbf: lengthscale, variance")]
    [InlineData("rbf(lengthscale)", 16, "'='")]
    [InlineData("rbf(lengthscale=)", 17, "a number, [numbers] or ard")]
    [InlineData("rbf(lengthscale=-1)", 5, "positive and finite, but it was -1")]
    [InlineData("rbf(lengthscale=foo)", 17, "a number, [numbers] or ard")]
    [InlineData("rbf(lengthscale=foo[1])", 17, "a number, [numbers] or ard")]
    [InlineData("rbf(lengthscale=0)", 5, "must be positive and finite")]
    [InlineData("rbf(lengthscale=1e999)", 17, "a finite number")]
    [InlineData("rbf(lengthscale=[])", 18, "a number")]
    [InlineData("rbf(lengthscale=[1)", 19, "',' or ']'")]
    [InlineData("rbf(lengthscale=[1, ard])", 21, "a number")]
    [InlineData("rbf(lengthscale=[1, 0])", 5, "lengthscales[1]")]
    [InlineData("rbf(lengthscale=1, lengthscale=2)", 20, "each parameter once")]
    [InlineData("rbf(variance=[1, 2])", 5, "one number")]
    [InlineData("polynomial(degree=2.5)", 12, "whole number")]
    [InlineData("matern(smoothness=500)", 8, "[0.1, 100]")]
    [InlineData("rbf^0.5", 5, "a whole number")]
    [InlineData("rbf^99999999999", 5, "a whole number")]
    [InlineData("rbf^0", 4, "[1, 64]")]
    [InlineData("rbf.off(1)", 5, "'on' or 'warp'")]
    [InlineData("rbf.on()", 8, "a number")]
    [InlineData("rbf.on(1.5)", 8, "a whole number")]
    [InlineData("rbf.on(1, 1)", 5, "comes twice")]
    [InlineData("rbf.warp(cube)", 10, "one of log, log1p, sqrt")]
    public void Refuses_and_says_where_and_what_was_expected(string text, int position, string expected)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => Kernel.Parse(text));
        Assert.Contains($"at position {position}:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("9")]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("rbf+(")]
    [InlineData("rbf^2.on(")]
    public void Refuses_a_million_hostile_characters_in_a_short_sentence(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        FormatException refusal = Assert.Throws<FormatException>(() => Kernel.Parse(text));
        Assert.InRange(refusal.Message.Length, 10, 400);
    }

    [Fact]
    public void Refuses_more_than_a_mebicharacter() =>
        Assert.Contains(
            "1048576", Assert.Throws<FormatException>(() => Kernel.Parse(new string(' ', 1_048_577))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("", "^2")]
    [InlineData("", ".warp(tanh)")]
    [InlineData("2 * (", ")")]
    public void Nests_to_its_limit_and_no_deeper(string before, string after)
    {
        string Nested(int levels) => string.Concat(Enumerable.Repeat(before, levels)) + "rbf"
            + string.Concat(Enumerable.Repeat(after, levels));
        Kernel deepest = Kernel.Parse(Nested(64));
        Assert.Equal(deepest, Kernel.Parse(deepest.ToString()));
        FormatException refusal = Assert.Throws<FormatException>(() => Kernel.Parse(Nested(65)));
        Assert.Contains("at most 64 levels of nesting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_sum_of_many_terms()
    {
        Kernel kernel = Kernel.Parse("rbf" + string.Concat(Enumerable.Repeat("+rbf", 999)));
        Assert.Equal(1000, kernel.Evaluate([0], [0]), 1e-9);
    }

    [Fact]
    public void Reads_its_own_text_or_refuses_and_never_fails_otherwise() => Prop.ForAll(
        Gen.Elements(Pieces).ArrayOf(9).ToArbitrary(),
        pieces =>
        {
            string text = string.Concat(pieces);
            try
            {
                Kernel kernel = Kernel.Parse(text);
                return kernel.Equals(Kernel.Parse(kernel.ToString()));
            }
            catch (FormatException refusal)
            {
                return refusal.Message.Contains("position", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Theory]
    [InlineData("2*rbf", "2 * rbf")]
    [InlineData(" ( rbf ) ", "rbf")]
    [InlineData("rbf(lengthscale=1.0e0)", "rbf")]
    [InlineData("rbf(variance=3)", "3 * rbf")]
    [InlineData("rbf + (linear + white)", "rbf + (linear + white)")]
    [InlineData("1 * (rbf + linear)", "1 * (rbf + linear)")]
    [InlineData("rbf.on(0, 2).warp(log)^3", "rbf.on(0, 2).warp(log)^3")]
    public void Writes_the_shortest_text(string text, string written) =>
        Assert.Equal(written, Kernel.Parse(text).ToString());
}
