namespace Gramian.Kernels.Text;

// What may stand behind the = of a parameter: a number, a list of numbers, or the word ard.
internal sealed record ArgumentText(double[] Numbers, bool IsList)
{
    public static ArgumentText Ard { get; } = new([], true);

    public bool IsArd => Numbers.Length == 0;

    public double Number => !IsList && Numbers.Length == 1
        ? Numbers[0]
        : throw new FormatException("one number was expected");

    public Lengthscales Lengthscales => IsArd ? Lengthscales.Ard : IsList ? Numbers : Numbers[0];
}
