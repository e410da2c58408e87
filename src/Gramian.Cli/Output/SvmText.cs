using System.Globalization;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;

namespace Gramian.Cli.Output;

/// <summary>The lines that LIBSVM's programs print, as scripts read them.</summary>
internal static class SvmText
{
    /// <summary>The lines about one trained machine.</summary>
    public static string Training(LibsvmKind kind, DualMachine machine)
    {
        string extra = kind switch
        {
            LibsvmKind.CostClassification or LibsvmKind.WidthRegression => $"nu = {F(machine.Extra)}\n",
            LibsvmKind.ShareClassification => $"C = {F(machine.Extra)}\n",
            LibsvmKind.ShareRegression => $"epsilon = {F(machine.Extra)}\n",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"*\noptimization finished, #iter = {machine.Certificate.Iterations}\n{extra}"
            + $"obj = {F(machine.Objective)}, rho = {F(machine.Offset)}\n"
            + $"nSV = {machine.SupportCount}, nBSV = {machine.BoundedCount}\n");
    }

    public static SvmScore Score(double[] observed, double[] predicted, bool isClassification)
    {
        int hits = 0;
        double squares = 0;
        (double sumP, double sumO, double sumPp, double sumOo, double sumPo) = (0, 0, 0, 0, 0);
        for (int i = 0; i < observed.Length; i++)
        {
            (double p, double o) = (predicted[i], observed[i]);
            hits += p == o ? 1 : 0;
            squares += (p - o) * (p - o);
            (sumP, sumO, sumPp, sumOo, sumPo) = (sumP + p, sumO + o, sumPp + (p * p), sumOo + (o * o), sumPo + (p * o));
        }

        double n = observed.Length;
        double covariance = (n * sumPo) - (sumP * sumO);
        return new SvmScore(
            isClassification, hits, observed.Length, squares / n,
            covariance * covariance / (((n * sumPp) - (sumP * sumP)) * ((n * sumOo) - (sumO * sumO))));
    }

    /// <summary>Whether an existing file is a LIBSVM model, which a new one may replace.</summary>
    public static bool IsModel(string path) => OutputFile.Start(path).StartsWith("svm_type ", StringComparison.Ordinal);

    /// <summary>Whether an existing file is a list of predictions, which a new one may replace.</summary>
    public static bool IsPredictions(string path)
    {
        string first = OutputFile.Start(path).Split('\n')[0];
        return first.Length == 0 || first.StartsWith("labels ", StringComparison.Ordinal)
            || double.TryParse(first.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>Six significant digits, as C's %g.</summary>
    public static string G(double value)
    {
        string text = value.ToString("G6", CultureInfo.InvariantCulture);
        return text.Replace("E", "e", StringComparison.Ordinal);
    }

    /// <summary>As many digits as give the number back, as C's %.17g.</summary>
    public static string G17(double value) => value.ToString("G17", CultureInfo.InvariantCulture);

    private static string F(double value) => value.ToString("F6", CultureInfo.InvariantCulture);
}
