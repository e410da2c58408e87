using System.Text.Json;
using Gramian.Kernels;

namespace Gramian.Models.Files;

/// <summary>Reads the kernel of a model file within limits, and checks it against the points it must serve.</summary>
internal static class KernelText
{
    private const int TextLimit = 1 << 20;
    private const int NodeLimit = 1000;

    public static Kernel Parse(string text, Points points, bool mayBeNegative = false)
    {
        if (text.Length > TextLimit || Nodes(text) > NodeLimit)
        {
            throw new JsonException("The kernel is longer than is accepted.");
        }

        Kernel kernel = Kernel.Parse(text);
        if (!kernel.IsResolved || kernel.ToString() != text)
        {
            throw new JsonException("The kernel is not a fitted one.");
        }

        kernel.SplitNoise(out double? white);
        double variance = kernel.Evaluate(points.Values.Row(0), points.Values.Row(0));
        double covariance = kernel.Evaluate(points.Values.Row(0), points.Values.Row(points.Count - 1));
        return white is null && (mayBeNegative || variance >= 0)
            && double.IsFinite(variance) && double.IsFinite(covariance)
            ? kernel
            : throw new JsonException("The kernel does not fit the points.");
    }

    // Every node of the tree begins with a letter at the start of a word; parameter names count too, which is harmless.
    private static int Nodes(string text)
    {
        int nodes = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool letter = char.IsAsciiLetter(text[i]) && text[i] is not ('e' or 'E');
            nodes += letter && (i == 0 || !(char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] == '_')) ? 1 : 0;
        }

        return nodes;
    }
}
