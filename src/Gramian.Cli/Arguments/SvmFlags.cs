using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Gramian.Cli.Shell;
using Gramian.Models.SupportVectors.Libsvm;

namespace Gramian.Cli.Arguments;

/// <summary>The letters of svm-train, with LIBSVM's defaults.</summary>
internal sealed class SvmFlags
{
    private const double DefaultCacheMegabytes = 100;
    private readonly Option<int?> kind = Letter(Flags.Whole<int>("--kind", 0, 4,
        "0 C-SVC, 1 nu-SVC, 2 one-class, 3 epsilon-SVR, 4 nu-SVR. Default: 0."), "-s");

    private readonly Option<int?> form = Letter(Flags.Whole<int>("--form", 0, 3,
        "The kernel: 0 linear, 1 polynomial, 2 rbf, 3 sigmoid. Default: 2."), "-t");

    private readonly Option<int?> degree = Letter(Flags.Whole<int>("--degree", 1, 64, "The degree. Default: 3."), "-d");

    private readonly Option<double?> gamma = Letter(Flags.Number("--gamma", "Gamma. Default: 1/features.",
        value => value >= 0, "must be a number from 0"), "-g");

    private readonly Option<double?> offset = Letter(Flags.Number("--coef0", "The offset. Default: 0.",
        _ => true, "must be a number"), "-r");

    private readonly Option<double?> cost = Letter(Flags.Number("--cost", "C. Default: 1.",
        value => value > 0, "must be a number above 0"), "-c");

    private readonly Option<double?> share = Letter(Flags.Number("--nu", "Nu. Default: 0.5.",
        value => value is > 0 and <= 1, "must be a number above 0, at most 1"), "-n");

    private readonly Option<double?> width = Letter(Flags.Number("--width",
        "Epsilon, the half width of the tube of a regression. Default: 0.1.",
        value => value >= 0, "must be a number from 0"), "-p");

    private readonly Option<double?> cache = Letter(Flags.Number("--cache",
        "The memory for kernel rows, in MB. Default: 100.", value => value > 0, "must be a number above 0"), "-m");

    private readonly Option<double?> tolerance = Letter(Flags.Number("--tolerance", "The tolerance. Default: 0.001.",
        value => value > 0, "must be a number above 0"), "-e");

    private readonly Option<int?> shrinking = Letter(Flags.Whole<int>("--shrinking", 0, 1,
        "1 to drop settled variables, 0 not to. Default: 1."), "-h");

    private readonly Option<int?> probabilities = Letter(Flags.Whole<int>("--probabilities", 0, 1,
        "1 to fit probabilities, 0 not to. Default: 0."), "-b");

    private readonly Option<int?> folds = Letter(Flags.Whole<int>("--folds", 2, int.MaxValue,
        "Cross-validate with this many folds and write no model."), "-v");

    private readonly Option<bool> quiet = Letter(Flags.Switch("--quiet", "Print nothing about the training."), "-q");

    public IEnumerable<Option> All =>
    [
        kind, form, degree, gamma, offset, cost, share, width, cache, tolerance, shrinking, probabilities, folds, quiet,
    ];

    /// <summary>The tokens that are no option: files, and weights of classes such as -w1 2.5.</summary>
    public static (List<string> Files, ImmutableDictionary<double, double> Weights) Split(IEnumerable<string> tokens)
    {
        var files = new List<string>();
        ImmutableDictionary<double, double> weights = ImmutableDictionary<double, double>.Empty;
        double? label = null;
        foreach (string token in tokens)
        {
            if (label is double named)
            {
                weights = weights.SetItem(named, Number(token, value => value >= 0)
                    ?? throw RefusedException.Usage(
                        "the weight of a class must be a number from 0, but it was "
                        + $"'{Data.DataException.Show(token)}'"));
                label = null;
            }
            else if (token.StartsWith("-w", StringComparison.Ordinal) && Number(token[2..], _ => true) is double found)
            {
                label = found;
            }
            else if (token.StartsWith('-') && token.Length > 1)
            {
                throw RefusedException.Usage($"there is no option '{Data.DataException.Show(token)}'");
            }
            else
            {
                files.Add(token);
            }
        }

        return label is null
            ? (files, weights)
            : throw RefusedException.Usage("the weight of a class needs a number, such as -w1 2.5");
    }

    public LibsvmKind Kind(Session session) => (LibsvmKind)(session.Value(kind) ?? 0);

    public SvmChoice Read(Session session, int features) => new(
        Kind(session),
        new LibsvmKernel(
            session.Value(form) ?? LibsvmKernel.GaussianForm, session.Value(degree) ?? 3,
            session.Value(gamma) is double given and > 0 ? given : 1.0 / Math.Max(1, features),
            session.Value(offset) ?? 0),
        session.Value(cost) ?? 1,
        session.Value(share) ?? 0.5,
        session.Value(width) ?? 0.1,
        (long)((session.Value(cache) ?? DefaultCacheMegabytes) * (1 << 20)),
        session.Value(tolerance) ?? 0.001,
        session.Value(shrinking) != 0,
        session.Value(probabilities) == 1);

    public int? Folds(Session session) => session.Value(folds);

    public bool IsQuiet(Session session) => session.Value(quiet);

    private static double? Number(string text, Func<double, bool> accepts) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) && accepts(value)
            ? value
            : null;

    private static Option<T> Letter<T>(Option<T> option, string letter)
    {
        option.Aliases.Add(letter);
        return option;
    }
}
