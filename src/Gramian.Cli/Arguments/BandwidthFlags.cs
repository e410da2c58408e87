using System.CommandLine;
using System.Globalization;
using Gramian.Cli.Shell;
using Gramian.Models.Densities;

namespace Gramian.Cli.Arguments;

/// <summary>The options that say how a density spreads its points; the verbs that estimate one have them.</summary>
internal sealed class BandwidthFlags
{
    private const string Requirement =
        "must be scott, silverman, isj, likelihood, least-squares, nearest, kl, or one positive number or one for each "
        + "column";

    private readonly Option<BandwidthText?> bandwidth = Flags.Parsed<BandwidthText?>(
        "--bandwidth", "RULE|H,…",
        "scott, silverman, isj, likelihood, least-squares, nearest, kl (for many columns), or lengths in the units of "
        + "the columns, or of their logarithms or logits where --support has some. Default: isj for one column, "
        + "silverman for several.", Parse);

    private readonly Option<string?> shape = Flags.Choice(
        "--shape", "One length for all columns, one for each, or a full matrix. Default: axes.",
        "scalar", "axes", "full");

    private readonly Option<string?> profile = Flags.Choice(
        "--profile", "The shape that each point gets. Default: gaussian.",
        [.. DensityProfile.All.Select(some => some.Name)]);

    private readonly Option<bool> product = Flags.Switch(
        "--product", "Multiply the profiles of the columns, instead of one of the distance.");

    private readonly Option<(string Column, AxisSupport Support)[]?> supports =
        Flags.Parsed<(string Column, AxisSupport Support)[]?>(
            "--support", "COL=HOW,…",
            "Where values of columns lie: COL=log (above 0), log:A (above A), logit:A:B (between), reflect:A:B "
            + "(between, A or B may be empty). Default: everywhere.", SupportText.Parse);

    private readonly Option<double?> adaptive = Flags.Number(
        "--adaptive", "Spread points less where they are dense, by this power of the density; 0.5 is Abramson's rule. "
        + "Default: 0.", value => value is >= 0 and <= 1, "must be a number from 0 to 1");

    /// <summary>The options, in the order in which help shows them.</summary>
    public IEnumerable<Option> All => [bandwidth, shape, profile, product, supports, adaptive];

    /// <summary>Whether a person gave any of them.</summary>
    public bool IsAnyGiven(Session session) => session.Value(bandwidth) is not null || session.Value(shape) is not null
        || session.Value(profile) is not null || session.Value(product) || session.Value(supports) is not null
        || session.Value(adaptive) is not null;

    /// <summary>The recipe that a person asked for.</summary>
    /// <param name="session">The run.</param>
    /// <param name="names">The names of the columns.</param>
    /// <exception cref="RefusedException">The options contradict each other or the columns.</exception>
    public KernelDensity Recipe(Session session, IReadOnlyList<string> names)
    {
        int dimension = names.Count;
        string name = session.Value(profile) ?? DensityProfile.Gaussian.Name;
        DensityProfile chosen = DensityProfile.All.Single(some => some.Name == name);
        var recipe = new KernelDensity
        {
            Profile = session.Value(product) ? chosen.AsProduct() : chosen,
            Supports = SupportText.Arrange(session.Value(supports), names),
            Sensitivity = session.Value(adaptive) ?? 0,
        };
        BandwidthText? text = session.Value(bandwidth);
        string? shapeText = session.Value(shape);
        if (text?.Lengths is { } lengths)
        {
            if (shapeText is not null)
            {
                throw RefusedException.Usage("--shape is for rules; lengths given by --bandwidth have their own");
            }

            return recipe with
            {
                Bandwidth = lengths.Length == 1 ? Bandwidth.OfScalar(lengths[0], dimension)
                    : lengths.Length == dimension ? Bandwidth.OfAxes(lengths)
                    : throw RefusedException.Usage(FormattableString.Invariant(
                        $"--bandwidth has {lengths.Length} lengths, but there are {dimension} columns")),
            };
        }

        string rule = text?.Rule ?? (dimension == 1 ? "isj" : "silverman");
        if (rule == "isj" && (dimension > 1 || shapeText is not null))
        {
            throw RefusedException.Usage(
                dimension > 1 ? "--bandwidth isj is for one column; choose another rule, or one column by --columns"
                : "--shape means nothing for isj, which is for one column");
        }

        BandwidthShape asked = shapeText switch
        {
            "scalar" => BandwidthShape.Scalar,
            "full" => BandwidthShape.Full,
            _ => BandwidthShape.PerAxis,
        };
        return recipe with
        {
            Rule = rule switch
            {
                "isj" => new ImprovedSheatherJones(),
                "scott" => ReferenceBandwidth.Scott with { Shape = asked },
                "silverman" => ReferenceBandwidth.Silverman with { Shape = asked },
                "likelihood" => CrossValidatedBandwidth.Likelihood with { Shape = asked },
                "kl" => new LeastDivergenceBandwidth { Shape = asked },
                "nearest" => new NearestNeighbourBandwidth { Shape = asked },
                _ => CrossValidatedBandwidth.LeastSquares with { Shape = asked },
            },
        };
    }

    private static BandwidthText Parse(string text)
    {
        if (text is "scott" or "silverman" or "isj" or "likelihood" or "least-squares" or "nearest" or "kl")
        {
            return new BandwidthText(text, null);
        }

        double[] lengths = Array.ConvertAll(text.Split(','), part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && value > 0 && double.IsFinite(value)
                ? value
                : throw new FormatException(Requirement));
        return new BandwidthText(null, lengths);
    }

    private sealed record BandwidthText(string? Rule, double[]? Lengths);
}
